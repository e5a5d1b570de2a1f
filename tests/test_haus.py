"""The law of the house: imports point downwards, each library has its room, nothing is forgotten in the tables."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from vorlagen import fehler
from vorlagen.extensions import Base, db
from vorlagen.web.fehler import STATUS
from vorlagen.web.fehlerworte import TITEL
from vorlagen.workflow import engine, workflow

WURZEL = Path(__file__).resolve().parent.parent
STOCKWERKE: tuple[tuple[str, int], ...] = (
    ("wsgi", 8),
    ("vorlagen.__main__", 8),
    ("vorlagen.app", 7),
    ("vorlagen.cli", 6),
    ("vorlagen.web", 5),
    ("vorlagen.uhr", 5),
    ("vorlagen.services", 4),
    ("vorlagen.models", 3),
    ("vorlagen.extensions", 2),
    ("workflows", 2),
    ("vorlagen.ris", 2),
    ("vorlagen.word", 1),
    ("vorlagen.workflow", 1),
    ("vorlagen.mail", 1),
    ("vorlagen.kalender", 1),
    ("vorlagen.netz", 1),
    ("vorlagen.dateien", 1),
    ("vorlagen.pdf", 1),
    ("vorlagen.config", 1),
    ("vorlagen.einlass", 0),
    ("vorlagen.ablage", 0),
    ("vorlagen.druckerei", 0),
    ("vorlagen.einstellwerte", -1),
    ("vorlagen.lizenzen", -1),
    ("vorlagen.siegel", 1),
    ("vorlagen.richtext", 0),
    ("vorlagen.fehler", -2),
)
ZIMMER: dict[str, tuple[str, ...]] = {
    "transitions": ("vorlagen.workflow.engine",),
    "marshmallow": ("vorlagen.web",),
    "flask_smorest": ("vorlagen.web",),
    "apscheduler": ("vorlagen.uhr",),
    "docxtpl": ("vorlagen.word",),
    "docx": ("vorlagen.word",),
    "jinja2": ("vorlagen.word",),
    "smtplib": ("vorlagen.mail",),
    "pikepdf": ("vorlagen.dateien", "vorlagen.pdf"),
    "PIL": ("vorlagen.dateien", "vorlagen.pdf"),
    "nh3": ("vorlagen.richtext",),
    "jsonschema": ("vorlagen.services.faelle",),
    "holidays": ("vorlagen.kalender",),
    "waitress": ("vorlagen.cli",),
    "jwt": ("vorlagen.services.oidc",),
    "http.client": ("vorlagen.netz",),
    "urllib.request": (),  # goes wherever it is sent, also into the house
    "requests": (),
    "segno": ("vorlagen.web",),
    "cryptography": (
        "vorlagen.siegel",
        "vorlagen.services.tresor",
    ),
    "argon2": ("vorlagen.services.passworthash",),
}


def _stockwerk(modul: str) -> tuple[str, int] | None:
    return next(((n, h) for n, h in STOCKWERKE if modul == n or modul.startswith(n + ".")), None)


@cache
def _knoten(ort: Path) -> tuple[ast.Import | ast.ImportFrom | ast.FunctionDef, ...]:
    """What a file imports and which functions it has; read once for all tests."""
    baum = ast.walk(ast.parse(ort.read_text(encoding="utf-8")))
    return tuple(k for k in baum if isinstance(k, ast.Import | ast.ImportFrom | ast.FunctionDef))


@cache
def _module() -> tuple[tuple[str, Path], ...]:
    orte = (
        WURZEL / "wsgi.py",
        *sorted((WURZEL / "vorlagen").rglob("*.py")),
        *sorted((WURZEL / "workflows").rglob("*.py")),
    )
    return tuple(
        (".".join(ort.relative_to(WURZEL).with_suffix("").parts).removesuffix(".__init__"), ort)
        for ort in orte
        if "static" not in ort.parts
    )


def _einfuhren(ort: Path, modul: str) -> Iterator[str]:
    """Every module that is imported anywhere in the file; deferred and TYPE_CHECKING imports count."""
    for knoten in _knoten(ort):
        if isinstance(knoten, ast.Import):
            yield from (einzeln.name for einzeln in knoten.names)
        elif isinstance(knoten, ast.ImportFrom):
            assert knoten.level == 0, f"{modul}: relative import"
            yield knoten.module or ""
            yield from (f"{knoten.module}.{einzeln.name}" for einzeln in knoten.names)


def test_wer_einfuehrt_schaut_nur_nach_unten() -> None:
    verstoesse = []
    for modul, ort in _module():
        hier = _stockwerk(modul)
        if hier is None:
            assert modul == "vorlagen", f"{modul} hat kein Stockwerk"
            continue
        for fremd in _einfuhren(ort, modul):
            dort = _stockwerk(fremd)
            if dort and dort[0] != hier[0] and dort[1] >= hier[1]:
                verstoesse.append(f"{modul} (Stockwerk {hier[1]}) führt {fremd} ein (Stockwerk {dort[1]})")
    assert verstoesse == []


def test_kein_modul_fuehrt_sich_im_kreis_ein() -> None:
    module = dict(_module())
    kanten = {modul: {ziel for ziel in _ziele(ort, module) if ziel in module} for modul, ort in module.items()}
    erledigt: set[str] = set()

    def gehe(modul: str, weg: tuple[str, ...]) -> tuple[str, ...] | None:
        if modul in weg:
            return (*weg[weg.index(modul) :], modul)
        if modul in erledigt:
            return None
        for ziel in sorted(kanten[modul]):
            kreis = gehe(ziel, (*weg, modul))
            if kreis:
                return kreis
        erledigt.add(modul)
        return None

    assert [kreis for modul in module if (kreis := gehe(modul, ()))] == []


def _ziele(ort: Path, module: dict[str, Path]) -> Iterator[str]:
    """The files behind a file's imports; `from paket import modul` means the module, not the package."""
    for knoten in _knoten(ort):
        if isinstance(knoten, ast.Import):
            yield from (einzeln.name for einzeln in knoten.names if einzeln.name in module)
        elif isinstance(knoten, ast.ImportFrom):
            for einzeln in knoten.names:
                innen = f"{knoten.module}.{einzeln.name}"
                yield innen if innen in module else knoten.module or ""


def test_jede_bibliothek_bleibt_in_ihrem_zimmer() -> None:
    verstoesse = []
    for modul, ort in _module():
        for fremd in _einfuhren(ort, modul):
            erlaubt = ZIMMER.get(fremd, ZIMMER.get(fremd.split(".")[0]))
            if erlaubt is not None and not any(modul == z or modul.startswith(z + ".") for z in erlaubt):
                verstoesse.append(f"{modul}: {fremd}")
    assert verstoesse == []


def test_das_erdgeschoss_kennt_weder_flask_noch_sql() -> None:
    verstoesse = []
    for modul, ort in _module():
        hier = _stockwerk(modul)
        if hier and (hier[1] <= 1 or modul.startswith("workflows")):
            verstoesse += [
                f"{modul}: {fremd}"
                for fremd in _einfuhren(ort, modul)
                if fremd.split(".")[0] in ("flask", "sqlalchemy")
            ]
    assert verstoesse == []


def test_ein_ablauf_fuehrt_nur_die_regeln_ein() -> None:
    for modul, ort in _module():
        if modul.startswith("workflows"):
            for fremd in _einfuhren(ort, modul):
                assert fremd.startswith(("vorlagen.workflow", "workflows", "__future__", "collections", "datetime")), (
                    fremd
                )


def test_niemand_fuehrt_die_ablaeufe_ein() -> None:
    assert [
        m
        for m, ort in _module()
        if not m.startswith("workflows") and "workflows" in {f.split(".")[0] for f in _einfuhren(ort, m)}
    ] == []


def test_nur_dienste_oeffnen_eine_transaktion() -> None:
    verstoesse = [
        modul
        for modul, ort in _module()
        if not modul.startswith(("vorlagen.services", "vorlagen.extensions"))
        and any(f == "vorlagen.extensions.transaction" for f in _einfuhren(ort, modul))
    ]
    assert verstoesse == []
    for modul, ort in _module():
        if modul != "vorlagen.extensions" and modul != "vorlagen.services.schema":
            assert ".commit()" not in ort.read_text(encoding="utf-8"), f"{modul} commits by itself"


def test_jeder_fehler_steht_in_der_tabelle() -> None:
    def alle(klasse: type[fehler.Fachfehler]) -> Iterator[type[fehler.Fachfehler]]:
        for kind in klasse.__subclasses__():
            yield kind
            yield from alle(kind)

    assert {engine.BedingungOffen, workflow.AblaufFehlerhaft} <= set(STATUS)
    assert set(alle(fehler.Fachfehler)) == set(STATUS)
    codes = [klasse.code for klasse in STATUS]
    assert set(codes) == set(TITEL)
    assert len(codes) == len(set(codes))


def test_migrationen_und_tabellen_sind_eins(app: Flask) -> None:
    with db.engine.connect() as verbindung:
        kontext = MigrationContext.configure(verbindung, opts={"compare_type": True})
        assert compare_metadata(kontext, Base.metadata) == []


def test_jede_tabelle_mit_inhalt_gehoert_einer_koerperschaft() -> None:
    frei = {
        "koerperschaft", "nummernkreis", "zugangstoken", "anmeldesitzung", "anmeldeversuch", "anfrageschluessel",
        "einmallink", "ersatzcode", "passwortwunsch", "versuchszahl", "zweiter_faktor", "uhrschlag", "beratung_gremium",
        "beratung_wartet_auf",
    }  # fmt: skip
    ohne = {t.name for t in Base.metadata.tables.values() if "koerperschaft_id" not in t.columns}
    assert ohne - frei == set()


def test_keine_datei_und_keine_funktion_wird_unuebersichtlich() -> None:
    lang = []
    for modul, ort in _module():
        text = ort.read_text(encoding="utf-8")
        if text.count("\n") > 220:
            lang.append(f"{modul}: {text.count(chr(10))} lines")
        for knoten in _knoten(ort):
            if isinstance(knoten, ast.FunctionDef) and (knoten.end_lineno or 0) - knoten.lineno >= 50:
                lang.append(f"{modul}.{knoten.name}: {(knoten.end_lineno or 0) - knoten.lineno + 1} lines")
    assert lang == []
