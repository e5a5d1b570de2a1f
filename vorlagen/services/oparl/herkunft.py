"""What another system said in public of what is here: under which keys it knows it, what was resolved, who came."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from vorlagen.models import Anwesenheit, Fremdschluessel, Tagesordnungspunkt

FELD: Final = "vorlagen:externeSchluessel"


def schluessel(sitzung: Session, kennungen: Collection[str]) -> Mapping[str, Mapping[str, Any]]:
    """By our id: the address of the OParl object there (`id`), and the numbers of its database (VOLFDNR, SILFDNR …).

    With the keywords that it had there.
    """
    if not kennungen:
        return {}
    frage = select(Fremdschluessel.eigene_id, Fremdschluessel.fremd_id, Fremdschluessel.angaben)
    zeilen = sitzung.execute(frage.where(Fremdschluessel.eigene_id.in_(kennungen)).order_by(Fremdschluessel.id))
    return {
        zeile.eigene_id: {
            FELD: {"id": zeile.fremd_id, **zeile.angaben.get("schluessel", {})},
            "keyword": zeile.angaben.get("stichworte"),
        }
        for zeile in zeilen
        if zeile.eigene_id
    }


def beschluesse(sitzung: Session, tops: Sequence[Tagesordnungspunkt]) -> Mapping[str, str]:
    """Item → the wording (HTML) that it came with, as long as nobody has written anything else into its record here."""
    je_id = {top.id: top for top in tops if top.protokoll}
    frage = select(Fremdschluessel.eigene_id, Fremdschluessel.angaben).where(
        Fremdschluessel.eigene_id.in_(je_id), Fremdschluessel.eigen.is_(False)
    )
    texte = {id_: angaben.get("beschluss") for id_, angaben in sitzung.execute(frage)} if je_id else {}
    return {id_: text for id_, text in texte.items() if id_ and text and je_id[id_].protokoll.endswith(text)}


def anwesende(sitzung: Session, sitzung_ids: Collection[str]) -> Mapping[str, Sequence[str]]:
    """Meeting → the names on its attendance list that it came with."""
    frage = select(Anwesenheit.sitzung_id, Anwesenheit.name, Fremdschluessel.angaben).join(
        Fremdschluessel, Fremdschluessel.eigene_id == Anwesenheit.sitzung_id
    )
    gemeint = (Anwesenheit.sitzung_id.in_(sitzung_ids), Anwesenheit.stand == "anwesend")
    je_sitzung: dict[str, list[str]] = {}
    for sitzung_id, name, angaben in sitzung.execute(frage.where(*gemeint, Fremdschluessel.eigen.is_(False))):
        if name in angaben.get("anwesende", ()):
            je_sitzung.setdefault(sitzung_id, []).append(name)
    return je_sitzung
