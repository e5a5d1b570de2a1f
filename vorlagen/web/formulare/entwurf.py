"""The draft as the form holds it: every field a text as typed, so that nothing is lost on the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from vorlagen.fehler import EingabeUngueltig
from vorlagen.models import Vorlage
from vorlagen.richtext import aus_text, saeubere, text
from vorlagen.services.beiwerk import Anlagenbild, Verweis
from vorlagen.services.entwurfsfelder import RICHTEXT
from vorlagen.services.sichtbarkeit import laufende_mitzeichnungen
from vorlagen.web.formulare import folge
from vorlagen.web.formulare.folge import Stationszeile
from vorlagen.workflow.felder import AUSWIRKUNGEN, Feld, Feldart

EINFACH = ("betreff", "aktenzeichen", "bearbeiter", "datum", "begruendung_nichtoeffentlich")
HOECHSTENS_STATIONEN = 60


@dataclass(frozen=True, slots=True)
class Verweiszeile:
    """A link to another paper: by `ziel` (an id) while its number is untouched, else by the number that was typed."""

    art: str = ""
    nummer: str = ""
    ziel: str = ""


@dataclass(frozen=True, slots=True)
class Anlagenzeile:
    """What the form says of an attachment that is there: its name, whether it is public, why it is not."""

    id: str
    name: str = ""
    oeffentlich: bool = False
    grund: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entwurf:
    """Everything that the form shows. `richtext` is clean HTML, `oeffentlich` ja, nein or empty.

    `mitzeichnung` are offices by id, `umlauf` says of each its group and its own Werktage, as typed. `unlesbar` names
    the rich texts that are beyond all measure, with the reason; those are as they came in.
    """

    art: str = ""
    federfuehrend: str = ""
    oeffentlich: str = ""
    einfach: Mapping[str, str] = field(default_factory=dict)
    richtext: Mapping[str, str] = field(default_factory=dict)
    auswirkungen: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    folge: tuple[Stationszeile, ...] = ()
    mitzeichnung: tuple[str, ...] = ()
    umlauf: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    verweise: tuple[Verweiszeile, ...] = ()
    felder: Mapping[str, str] = field(default_factory=dict)
    anlagen: tuple[Anlagenzeile, ...] = ()
    unlesbar: Mapping[str, str] = field(default_factory=dict)


def lies(form: MultiDict[str, str], felder: Sequence[Feld]) -> Entwurf:
    """What came in. `felder` are the procedure's own."""
    unlesbar: dict[str, str] = {}
    return Entwurf(
        art=form.get("art", ""),
        federfuehrend=form.get("federfuehrend", ""),
        oeffentlich=form.get("oeffentlich", ""),
        einfach={name: _zeilenenden(form.get(name, "")) for name in EINFACH},
        richtext={name: _oder_roh(form, name, unlesbar) for name in RICHTEXT},
        auswirkungen={
            art: (form.get(f"auswirkung_{art}", ""), _zeilenenden(form.get(f"auswirkung_{art}_text", "")))
            for art, _ in AUSWIRKUNGEN
        },
        folge=folge.lies(form, zeilenzahl(form, "folge-anzahl")),
        mitzeichnung=tuple(form.getlist("mitzeichnung")),
        umlauf={amt_id: _lies_umlauf(form, amt_id) for amt_id in form.getlist("mitzeichnung")},
        verweise=_lies_verweise(form),
        felder={feld.name: _lies_feld(form, feld, unlesbar) for feld in felder},
        anlagen=tuple(_lies_anlage(form, anlage_id) for anlage_id in form.getlist("anlage")),
        unlesbar=unlesbar,
    )


def aus_vorlage(
    vorlage: Vorlage, felder: Sequence[Feld], verweise: Sequence[Verweis], anlagen: Sequence[Anlagenbild] = ()
) -> Entwurf:
    """What is stored, in the form's own terms: the starting point, and what a conflict is shown against."""
    zeilen = {zeile["art"]: zeile for zeile in vorlage.auswirkungen}
    gewaehlte = sorted((m for m in laufende_mitzeichnungen(vorlage) if m.gewaehlt), key=lambda m: m.amt_id)
    return Entwurf(
        art=vorlage.vorlageart.name,
        federfuehrend=vorlage.federfuehrend_id or "",
        oeffentlich="ja" if vorlage.oeffentlich else "nein",
        einfach={name: _als_text(getattr(vorlage, name)) for name in EINFACH},
        richtext={name: getattr(vorlage, name) for name in RICHTEXT},
        auswirkungen={
            art: (zeilen.get(art, {}).get("wert") or "", zeilen.get(art, {}).get("text") or "")
            for art, _ in AUSWIRKUNGEN
        },
        folge=folge.zeilen(vorlage),
        mitzeichnung=tuple(m.amt_id for m in gewaehlte),
        umlauf={m.amt_id: (str(m.gruppe), str(m.werktage or "")) for m in gewaehlte},
        verweise=tuple(Verweiszeile(v.art, v.nummer or "", v.ziel_id or "") for v in verweise),
        felder={feld.name: _als_text(vorlage.felder.get(feld.name)) for feld in felder},
        anlagen=tuple(Anlagenzeile(a.id, a.name, a.oeffentlich, a.begruendung_nichtoeffentlich) for a in anlagen),
    )


def lies_richtext(form: MultiDict[str, str], name: str) -> str:
    """Clean HTML from the editor, or from the plain text area that stands there without JavaScript.

    Without a script the text is compared first: formatting of a text that nobody touched is kept. Raises
    `EingabeUngueltig` for a text that is too long or too deep.
    """
    html = form.get(name, "")
    html = saeubere(html) if "<" in html else aus_text(html)
    klartext = form.get(f"{name}_text")
    if klartext is None or _zeilenenden(klartext).strip() == text(html).strip():
        return html
    return aus_text(_zeilenenden(klartext))


def zeilenzahl(form: MultiDict[str, str], name: str) -> int:
    """How many rows the form says it has; never more than we read."""
    wert = form.get(name, "0")
    return min(int(wert), HOECHSTENS_STATIONEN) if wert.isascii() and wert.isdecimal() and len(wert) < 9 else 0


def _oder_roh(form: MultiDict[str, str], name: str, unlesbar: dict[str, str]) -> str:
    try:
        return lies_richtext(form, name)
    except EingabeUngueltig as fehler:
        unlesbar[name] = fehler.satz
        return form.get(name, "")


def _lies_umlauf(form: MultiDict[str, str], amt_id: str) -> tuple[str, str]:
    return form.get(f"gruppe-{amt_id}", "").strip() or "1", form.get(f"werktage-{amt_id}", "").strip()


def _lies_verweise(form: MultiDict[str, str]) -> tuple[Verweiszeile, ...]:
    return tuple(
        Verweiszeile(*(form.get(f"verweis-{nr}-{name}", "").strip() for name in ("art", "nummer", "ziel")))
        for nr in range(zeilenzahl(form, "verweis-anzahl"))
    )


def _lies_anlage(form: MultiDict[str, str], anlage_id: str) -> Anlagenzeile:
    davor = f"anlage-{anlage_id}-"
    oeffentlich = davor + "oeffentlich" in form
    grund = "" if oeffentlich else form.get(davor + "grund", "").strip()
    return Anlagenzeile(anlage_id, form.get(davor + "name", "").strip(), oeffentlich, grund)


def _lies_feld(form: MultiDict[str, str], feld: Feld, unlesbar: dict[str, str]) -> str:
    name = f"feld-{feld.name}"
    return _oder_roh(form, name, unlesbar) if feld.art is Feldart.RICHTEXT else _zeilenenden(form.get(name, ""))


def _als_text(wert: Any) -> str:
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    if isinstance(wert, float):
        return f"{wert:g}".replace(".", ",")
    return wert.isoformat() if isinstance(wert, date) else "" if wert is None else str(wert)


def _zeilenenden(eingabe: str) -> str:
    return eingabe.replace("\r\n", "\n").replace("\r", "\n")
