"""Writing the index in a transaction in which the town is locked: only the difference between before and now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, undefer

from vorlagen.models.suche import BLOCK, Abschnitte, Suchdokument, Suchendung, Suchstand, Suchwort
from vorlagen.services.einmal import einfuegen
from vorlagen.services.suche import worte

INNEN: Final = "innen"
AUSSEN: Final = "aussen"
_AUF_EINMAL: Final = 500

Stelle = tuple[str, int, str]
"""Layer, block, word."""
Wert = TypeVar("Wert")


@dataclass(frozen=True, slots=True)
class Text:
    """What a paper or a meeting says; `aussen` None: nothing that everybody may read."""

    art: str
    innen: Abschnitte
    aussen: Abschnitte | None


@dataclass(frozen=True, slots=True)
class _Wechsel:
    """Bits of a row that come and go."""

    dazu: int = 0
    weg: int = 0


def schreibe(sitzung: Session, stand: Suchstand, texte: Mapping[str, Text | None]) -> None:
    """Take these in by their ids, as they read now; None: it is gone."""
    if not texte:
        return
    frage = select(Suchdokument).where(Suchdokument.id.in_(texte)).options(undefer("*"))
    bisher = {dokument.id: dokument for dokument in sitzung.scalars(frage)}
    wechsel: dict[Stelle, _Wechsel] = defaultdict(_Wechsel)
    for id_, text in texte.items():
        dokument = bisher.get(id_)
        nr = dokument.nr if dokument else stand.letzte + 1
        zuvor = {INNEN: dokument.innen if dokument else None, AUSSEN: dokument.aussen if dokument else None}
        jetzt = {INNEN: text.innen if text else None, AUSSEN: text.aussen if text else None}
        for schicht in (INNEN, AUSSEN):
            _vergleiche(wechsel, schicht, nr, zuvor[schicht], jetzt[schicht])
        if text is None:
            if dokument is not None:
                sitzung.delete(dokument)
        elif dokument is None:
            stand.letzte = nr
            werte: dict[str, Any] = {"art": text.art, "nr": nr, "innen": text.innen, "aussen": text.aussen}
            sitzung.add(Suchdokument(id=id_, koerperschaft_id=stand.koerperschaft_id, **werte))
        else:
            dokument.innen, dokument.aussen = text.innen, text.aussen
    sitzung.flush()
    _trage_ein(sitzung, stand.koerperschaft_id, wechsel)


def _vergleiche(
    wechsel: dict[Stelle, _Wechsel], schicht: str, nr: int, zuvor: Abschnitte | None, jetzt: Abschnitte | None
) -> None:
    alte, neue = worte.wortschatz(zuvor or ()), worte.wortschatz(jetzt or ())
    block, bit = nr // BLOCK, 1 << nr % BLOCK
    for wort in neue - alte:
        bisher = wechsel[schicht, block, wort]
        wechsel[schicht, block, wort] = _Wechsel(bisher.dazu | bit, bisher.weg)
    for wort in alte - neue:
        bisher = wechsel[schicht, block, wort]
        wechsel[schicht, block, wort] = _Wechsel(bisher.dazu, bisher.weg | bit)


def _trage_ein(sitzung: Session, stadt: str, wechsel: Mapping[Stelle, _Wechsel]) -> None:
    je_block: dict[tuple[str, int], dict[str, _Wechsel]] = defaultdict(dict)
    for (schicht, block, wort), eines in wechsel.items():
        je_block[schicht, block][wort] = eines
    neue, leere = set[str](), set[str]()
    for (schicht, block), eigene in sorted(je_block.items(), key=lambda paar: paar[0]):
        for teil in _stuecke(sorted(eigene)):
            hier = (Suchwort.koerperschaft_id == stadt, Suchwort.schicht == schicht, Suchwort.block == block)
            frage = select(Suchwort.wort, Suchwort.nummern).where(*hier, Suchwort.wort.in_(teil))
            bits = {wort: int.from_bytes(nummern, "little") for wort, nummern in sitzung.execute(frage)}
            danach = {wort: bits.get(wort, 0) & ~eigene[wort].weg | eigene[wort].dazu for wort in teil}
            weg = [wort for wort in teil if wort in bits and not danach[wort]]
            if weg:
                sitzung.execute(delete(Suchwort).where(*hier, Suchwort.wort.in_(weg)))
            zeilen = [
                {
                    "koerperschaft_id": stadt,
                    "schicht": schicht,
                    "wort": wort,
                    "block": block,
                    "nummern": danach[wort].to_bytes((danach[wort].bit_length() + 7) // 8, "little"),
                }
                for wort in teil
                if danach[wort]
            ]
            if zeilen:
                befehl = einfuegen(sitzung, Suchwort)
                befehl = befehl.on_conflict_do_update(
                    index_elements=["koerperschaft_id", "schicht", "wort", "block"],
                    set_={"nummern": befehl.excluded.nummern},
                )
                sitzung.execute(befehl, zeilen)
            neue |= {wort for wort in teil if danach[wort] and wort not in bits}
            leere |= set(weg)
    _lerne(sitzung, stadt, {wort for wort in neue if worte.ist_teilbar(wort)})
    _verlerne(sitzung, stadt, leere)


def _lerne(sitzung: Session, stadt: str, woerter: Collection[str]) -> None:
    """The endings of words that were not known yet; the whole word is one of them."""
    for teil in _stuecke(sorted(woerter)):
        ganze = select(Suchendung.wort).where(
            Suchendung.koerperschaft_id == stadt, Suchendung.endung == Suchendung.wort
        )
        bekannte = set(sitzung.scalars(ganze.where(Suchendung.endung.in_(teil))))
        zeilen = [
            {"koerperschaft_id": stadt, "endung": endung, "wort": wort}
            for wort in teil
            if wort not in bekannte
            for endung in sorted({wort[i:] for i in range(len(wort) - worte.AB + 1)})
        ]
        if zeilen:
            sitzung.execute(einfuegen(sitzung, Suchendung), zeilen)


def _verlerne(sitzung: Session, stadt: str, woerter: Iterable[str]) -> None:
    """What nobody says any more leaves no trace: it may have been a name that had to go."""
    for teil in _stuecke(sorted(woerter)):
        noch = select(Suchwort.wort).where(
            Suchwort.koerperschaft_id == stadt, Suchwort.schicht.in_((INNEN, AUSSEN)), Suchwort.wort.in_(teil)
        )
        gesagt = set(sitzung.scalars(noch.distinct()))
        weg = {wort[i:] for wort in teil if wort not in gesagt for i in range(len(wort))}
        eigene = (Suchendung.koerperschaft_id == stadt, Suchendung.wort.in_(set(teil) - gesagt))
        if weg:
            sitzung.execute(delete(Suchendung).where(*eigene, Suchendung.endung.in_(weg)))


def _stuecke(werte: Iterable[Wert]) -> Iterator[Sequence[Wert]]:
    strom = iter(werte)
    while stueck := list(islice(strom, _AUF_EINMAL)):
        yield stueck
