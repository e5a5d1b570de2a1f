"""People and their roles, as the administration reads and changes them; absences."""

from __future__ import annotations

from vorlagen.web.schemas.blatt import Formblatt, JaNein, Liste, Tag, Teil, Text
from vorlagen.web.schemas.stamm import Kurz, Links
from vorlagen.web.schemas.stammfelder import LANG


class RolleEin(Formblatt):
    """A role for one office, for one body, or (neither) for the whole town, on these days or always."""

    rolle = Text(60, required=True, noetig=True)
    amt = Text(32, allow_none=True, metadata={"description": "Kennung des Amtes"})
    gremium = Text(32, allow_none=True, metadata={"description": "Kennung des Gremiums"})
    von = Tag(allow_none=True, metadata={"description": "der erste Tag; fehlt er, gilt sie von jeher"})
    bis = Tag(allow_none=True, metadata={"description": "der letzte Tag; fehlt er, gilt sie ohne Ende"})


class PersonNeu(Formblatt):
    """Somebody new."""

    anmeldename = Text(80, required=True, noetig=True, metadata={"examples": ["erika.muster"]})
    name = Text(200, required=True, noetig=True)
    mail = Text(254, allow_none=True)
    amt = Text(32, allow_none=True, metadata={"description": "Kennung des Amtes"})
    taetigkeit = Text(200)
    rollen = Liste(Teil(RolleEin), hoechstens=1000)
    einladung = JaNein(metadata={"description": "eine Mail mit dem Link schicken, mit dem sie ihr Passwort setzt"})


class PersonAenderung(Formblatt):
    """What changes; what is missing stays. `rollen` are then all of them."""

    name = Text(200, noetig=True)
    mail = Text(254, allow_none=True)
    amt = Text(32, allow_none=True, metadata={"description": "Kennung des Amtes"})
    taetigkeit = Text(200)
    rollen = Liste(Teil(RolleEin), hoechstens=1000, metadata={"description": "danach hat die Person genau diese"})


class VergebeneRolle(Formblatt):
    """A role as it was given."""

    id = Text(32, required=True)
    rolle = Text(60, required=True)
    amt = Teil(Kurz, required=True, allow_none=True)
    gremium = Teil(Kurz, required=True, allow_none=True)
    von = Tag(required=True, allow_none=True)
    bis = Tag(required=True, allow_none=True)


class PersonenkarteAus(Formblatt):
    """One person, for the administration."""

    id = Text(32, required=True)
    anmeldename = Text(80, required=True)
    name = Text(200, required=True)
    mail = Text(254, required=True, allow_none=True)
    amt = Teil(Kurz, required=True, allow_none=True)
    taetigkeit = Text(200, required=True)
    aktiv = JaNein(required=True)
    rollen = Liste(Teil(VergebeneRolle), required=True)
    links = Teil(Links, required=True)


class ZugangAus(Formblatt):
    """Somebody's access."""

    id = Text(32, required=True)
    aktiv = JaNein(required=True, metadata={"description": "false: gesperrt oder gelöscht"})
    zweiter_faktor = JaNein(required=True)


class LoeschungEin(Formblatt):
    """Forgetting who somebody was."""

    grund = Text(LANG, required=True, noetig=True, mehrzeilig=True)
    trotzdem = JaNein(metadata={"description": "auch wenn noch etwas bei der Person liegt"})


class AbwesenheitEin(Formblatt):
    """Somebody is away on these days, both included."""

    person = Text(32, metadata={"description": "Kennung der Person; fehlt sie, die des Tokens"})
    von = Tag(required=True)
    bis = Tag(required=True)
    durch = Text(32, allow_none=True, metadata={"description": "Kennung der Vertretung; fehlt sie, vertritt niemand"})
