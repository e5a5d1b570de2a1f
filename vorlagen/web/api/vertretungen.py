"""Deputies: who signs for an office while somebody is away."""

from __future__ import annotations

from typing import Any

from flask import Response

from vorlagen.services import abwesenheiten, vertretungen
from vorlagen.web import tuer
from vorlagen.web.api.antwort import antworte, antworte_mit_liste
from vorlagen.web.api.oeffentlich import adresse
from vorlagen.web.api.tafel import Tafel
from vorlagen.web.schemas.person import AbwesenheitEin
from vorlagen.web.schemas.stamm import VertretungEin, Vertretungsliste, VertretungZusage
from vorlagen.web.sicht import Sicht
from vorlagen.web.worte import heute

tafel = Tafel("vertretungen", "Vertretungen", sicht=Sicht.ANGEMELDET)


@tafel.weg("GET", "/vertretungen", "Wer wen vertritt, heute und künftig", gibt=Vertretungsliste)
def finden() -> Response:
    return antworte_mit_liste(
        [
            {
                "id": v.id,
                "amt": {"id": v.amt.id, "name": v.amt.name} if v.amt else None,
                "abwesend": {"id": v.abwesend.id, "name": v.abwesend.name} if v.abwesend else None,
                "person": {"id": v.person.id, "name": v.person.name} if v.person else None,
                "von": v.von.isoformat(),
                "bis": v.bis.isoformat(),
            }
            for v in vertretungen.liste(tuer.wer(), heute=heute(tuer.jetzt()))
        ]
    )


@tafel.weg("POST", "/vertretungen", "Eine Vertretung eintragen", nimmt=VertretungEin, gibt=VertretungZusage, status=201)
def eintragen(werte: dict[str, Any]) -> Response:
    vertretung_id = vertretungen.lege_an(
        werte["amt"], werte["person"], von=werte["von"], bis=werte["bis"], wer=tuer.wer(), jetzt=tuer.jetzt()
    )
    return antworte({"id": vertretung_id}, 201, ort=adresse("vertretungen"))


@tafel.weg(
    "POST",
    "/abwesenheiten",
    "Eine Abwesenheit eintragen, mit oder ohne Vertretung",
    nimmt=AbwesenheitEin,
    gibt=VertretungZusage,
    status=201,
    text="Für sich selbst, oder als Verwaltung für andere. Gelesen und beendet wird sie unter „vertretungen“.",
)
def abwesend_melden(werte: dict[str, Any]) -> Response:
    vertretung_id = abwesenheiten.melde(
        werte.get("person") or tuer.wer().id,
        von=werte["von"],
        bis=werte["bis"],
        durch=werte.get("durch"),
        wer=tuer.wer(),
        jetzt=tuer.jetzt(),
    )
    return antworte({"id": vertretung_id}, 201, ort=adresse("vertretungen"))


@tafel.weg("DELETE", "/vertretungen/<vertretung_id>", "Eine Vertretung beenden", status=204)
def beenden(vertretung_id: str) -> Response:
    vertretungen.beende(vertretung_id, wer=tuer.wer(), jetzt=tuer.jetzt())
    return Response(status=204)
