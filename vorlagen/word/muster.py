"""Made-up contexts from a contract: the least, the usual and the nasty. A template must bear all three."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from vorlagen.word.kontext import Vertrag
from vorlagen.word.sorten import Name, Sorte
from vorlagen.word.werte import Richtext

_TAG = date(2026, 6, 16)
# What has broken templates: markup, marks, quotes, breaks, length, scripts of other writing.
_TUECKE = "Bau & <Umwelt> „so“ {{ x }} ]]> Müßig\u0308 1\u00a0% \u202bא\u202c\nzweite Zeile\x0bdritte\t" + "sehr " * 60
_TUECKISCH_HTML = (
    "<h3>Tiefer &amp; früher</h3><p>Bau &lt;Umwelt&gt; <strong>fett<em>er</em></strong> {{ x }} {% if %}</p>"
    "<ol type='A' start='3'><li>eins<br>zwei<ul><li>innen<ol><li>tief</li></ol></li></ul></li><li></li></ol>"
    "<table><tr><th>Kopf</th></tr><tr><td>a</td><td><ul><li>b</li></ul></td></tr></table>"
    "<table><tr><td>c</td></tr></table><p><a href='https://beispiel.de/?a=1&amp;b=2'>Weg</a></p>"
)
_HTML = "<h2>1. Lage</h2><p>Es ist so.</p><ul><li>erstens</li><li>zweitens</li></ul>"


def muster(vertrag: Vertrag) -> Mapping[str, dict[str, object]]:
    """The three contexts by name."""
    return MappingProxyType(
        {
            "das Nötigste": {name.name: _wenig(name) for name in vertrag.namen},
            "das Übliche": {name.name: _viel(name, "Beispiel", _HTML) for name in vertrag.namen},
            "das Tückische": {name.name: _viel(name, _TUECKE, _TUECKISCH_HTML) for name in vertrag.namen},
        }
    )


def _wenig(name: Name) -> object:
    if name.leer:
        return None
    match name.sorte:
        case Sorte.LISTE:
            return []
        case Sorte.GRUPPE:
            return {feld.name: _wenig(feld) for feld in name.felder}
        case Sorte.JA_NEIN:
            return False
    return _viel(name, "x", "")


def _viel(name: Name, text: str, html: str) -> object:
    match name.sorte:
        case Sorte.TEXT:
            return text
        case Sorte.ZAHL:
            return 350_000
        case Sorte.DATUM:
            return _TAG
        case Sorte.JA_NEIN:
            return True
        case Sorte.RICHTEXT:
            return Richtext(html)
        case Sorte.LISTE:
            return [{feld.name: _viel(feld, text, html) for feld in name.felder} for _ in range(3)]
        case Sorte.GRUPPE:
            return {feld.name: _viel(feld, text, html) for feld in name.felder}
