"""Kills clocks and web processes while papers are handed round to be signed and a moody mail server takes the mails.

What must come out is known before: whoever got a 200 for a step has started a deadline, and each of its co-signers
must get one mail. Judged is what the mail server wrote down, and nothing else.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Final

from tests.belastung.launen import Annahme, Buch, Laune, launisches_amt
from tests.belastung.plagen import FRIST, Plage, Versuch
from tests.belastung.stall import stall
from tests.postgres import datenbank, freier_port
from tests.welt import Stadt, entwurf, musterstadt
from vorlagen.app import create_app, migrationen
from vorlagen.config import Einstellungen
from vorlagen.extensions import db
from vorlagen.services import anmeldung, einrichtung, schema

ZEICHNENDE: Final = 10
"""So many people sign each paper, each of whom gets a mail."""
UHREN, WEBPROZESSE = 4, 2


@dataclass(frozen=True, slots=True)
class Lauf:
    """What a run came to. `erwartet`: (address, paper) → when the answer came that promised a mail.

    `plagen`: how often somebody was killed or frozen, or the database crashed.
    """

    erwartet: Mapping[tuple[str, str], float]
    annahmen: Sequence[Annahme]
    launen: Counter[Laune]
    plagen: int
    gescheitert: int

    @property
    def verloren(self) -> int:
        """Mails that were promised and never came."""
        return len(self.erwartet.keys() - {(a.an, a.vorlage_id) for a in self.annahmen})

    @property
    def ungefragt(self) -> int:
        """Mails that nobody promised."""
        return len({(a.an, a.vorlage_id) for a in self.annahmen} - self.erwartet.keys())

    @property
    def zweitstuecke(self) -> Sequence[Annahme]:
        """Second copies."""
        return [annahme for annahme in self.annahmen if annahme.zweifel is not None]

    @property
    def stille(self) -> int:
        """Second copies of which the outbox did not say before that they may be one, or under another Message-ID."""
        kennungen = {(a.an, a.vorlage_id, a.message_id) for a in self.annahmen}
        return len([a for a in self.zweitstuecke if not a.zweifel]) + len(kennungen) - len({k[:2] for k in kennungen})

    @property
    def unvermeidlich(self) -> int:
        """Second copies after the server had taken the mail and had not said so."""
        verschwiegen = {annahme.message_id for annahme in self.annahmen if annahme.verschwiegen}
        return len([a for a in self.zweitstuecke if a.message_id in verschwiegen])

    @property
    def sekunden(self) -> tuple[float, float]:
        """From the answer to the mail: median and 99th percentile."""
        erste: dict[tuple[str, str], float] = {}
        for annahme in self.annahmen:
            erste.setdefault((annahme.an, annahme.vorlage_id), annahme.wann)
        dauern = quantiles([max(0, wann - self.erwartet.get(was, wann)) for was, wann in erste.items()], n=100)
        return dauern[49], dauern[98]

    @property
    def heil(self) -> bool:
        """Nothing lost, nothing doubled in silence."""
        return not (self.verloren or self.ungefragt or self.stille or self.gescheitert)


def pruefe(
    plage: Plage,
    *,
    dauer: float,
    je_sekunde: float,
    postgresql: bool,
    startwert: int = 1,
    melde: Callable[[str], None] = lambda _: None,
) -> Lauf:
    """Plague the processes for `dauer` seconds, in each of which so many papers are handed round; then await the rest.

    Raises `TimeoutError` if the outbox does not get empty.
    """
    with TemporaryDirectory() as ort, datenbank(Path(ort), "plage", postgresql=postgresql) as adresse:
        port = freier_port()
        einstellungen = Einstellungen(
            instance=Path(ort), database_url=adresse, secret_key="nur-fuer-pruefungen-" * 3, grenze_api=0,
            smtp_url=f"smtp://127.0.0.1:{port}?timeout={FRIST}",
        )  # fmt: skip
        with stall(einstellungen) as prozesse:
            versuch = Versuch(einstellungen, prozesse, random.Random(startwert), melde)  # noqa: S311 - no secret
            anzahl = max(1, int(dauer * je_sekunde))
            papiere, zeichnende, token = _baue(einstellungen, anzahl)
            melde(f"{anzahl} Vorlagen angelegt")
            buch = Buch(versuch.steht_in_zweifel)
            with launisches_amt(buch, port=port, anteil=0.2, startwert=startwert):
                for _ in range(WEBPROZESSE):
                    prozesse.starte(freier_port())
                for _ in range(UHREN):
                    prozesse.starte()
                zugesagt = versuch.fuehre(plage, papiere, token, dauer)
                versuch.warte_bis_leer()
            erwartet = {(an, papier): wann for papier, wann in zugesagt.items() for an in zeichnende}
            return Lauf(erwartet, buch.annahmen, buch.launen, versuch.plagen, versuch.anzahl("gescheitert"))


def _baue(einstellungen: Einstellungen, anzahl: int) -> tuple[Mapping[str, int], Sequence[str], str]:
    """A town with so many drafts: draft → version, the addresses of all who sign each, and Frieda's token."""
    muster = musterstadt("linden", "Stadt Lindenstadt")
    mehr = tuple(
        einrichtung.Personenplan(
            f"z{nr}", f"Person {nr}", None, f"z{nr}@example.org", amt, (einrichtung.Rollenplan("mitzeichnung", amt),)
        )
        for nr in range(1, ZEICHNENDE - 1)
        for amt in (("20", "30")[nr % 2],)
    )
    zeichnende = ["kai@example.org", "berta@example.org", *(person.mail or "" for person in mehr)]
    app = create_app(einstellungen)
    with app.app_context():
        schema.bringe_auf_stand(migrationen())
        stadt = Stadt(*einrichtung.richte_ein(replace(muster, personen=muster.personen + mehr)))
        jetzt = datetime.now(UTC)
        papiere = {entwurf(stadt, jetzt=jetzt): 1 for _ in range(anzahl)}
        token = anmeldung.token_neu("frieda", jetzt=jetzt)
        db.session.remove()
        db.engine.dispose()
    return papiere, zeichnende, token
