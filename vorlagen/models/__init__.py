"""All tables; they decide nothing."""

from vorlagen.models import aenderungsspur as aenderungsspur  # remembers what the others change
from vorlagen.models.aenderung import Aenderung, Aenderungsstand
from vorlagen.models.arbeitskopie import Arbeitskopie
from vorlagen.models.auftrag import Auftrag
from vorlagen.models.beratung import (
    Abstimmung,
    Beratung,
    Beschlusspunkt,
    beratung_gremium,
    beratung_wartet_auf,
)
from vorlagen.models.dokument import Dokument
from vorlagen.models.einfuhr import Einfuhr, Fremddatei, Fremdschluessel, Zuordnung
from vorlagen.models.fallstapel import Falldatei, Fallstapel
from vorlagen.models.frist import Erinnerung, Frist, Postausgang, Uhrschlag
from vorlagen.models.gremium import Gremium, Sitzung, Tagesordnungspunkt
from vorlagen.models.koerperschaft import Amt, Bezeichnung, Koerperschaft, Nummernkreis, Vorlageart
from vorlagen.models.oparl import OparlBezug, OparlDatei, OparlObjekt, OparlStand
from vorlagen.models.person import (
    Anfrageschluessel,
    Anmeldeversuch,
    Person,
    Rollenvergabe,
    Vertretung,
    Zugangstoken,
)
from vorlagen.models.pflicht import Pflicht, Unterschrift
from vorlagen.models.protokoll import Lesung, Protokolleintrag
from vorlagen.models.schablone import Schablone
from vorlagen.models.sitzungsdienst import (
    Anwesenheit,
    Befangenheit,
    Mitgliedschaft,
    Niederschriftfassung,
    Tagesordnungsfassung,
)
from vorlagen.models.suche import Suchdokument, Suchendung, Suchstand, Suchwort
from vorlagen.models.verlauf import Kettenende, Tageskopf, Verlaufseintrag
from vorlagen.models.vorlage import Anlage, Fassung, Mitzeichnung, Verknuepfung, Vorlage
from vorlagen.models.webhook import Webhook, Webhooksendung
from vorlagen.models.zugang import (
    Anmeldesitzung,
    Einmallink,
    Ersatzcode,
    Fremdkonto,
    Passwortwunsch,
    Versuchszahl,
    ZweiterFaktor,
)

__all__ = [
    "Abstimmung",
    "Aenderung",
    "Aenderungsstand",
    "Amt",
    "Anfrageschluessel",
    "Anlage",
    "Anmeldesitzung",
    "Anmeldeversuch",
    "Anwesenheit",
    "Arbeitskopie",
    "Auftrag",
    "Befangenheit",
    "Beratung",
    "Beschlusspunkt",
    "Bezeichnung",
    "Dokument",
    "Einfuhr",
    "Einmallink",
    "Erinnerung",
    "Ersatzcode",
    "Falldatei",
    "Fallstapel",
    "Fassung",
    "Fremddatei",
    "Fremdkonto",
    "Fremdschluessel",
    "Frist",
    "Gremium",
    "Kettenende",
    "Koerperschaft",
    "Lesung",
    "Mitgliedschaft",
    "Mitzeichnung",
    "Niederschriftfassung",
    "Nummernkreis",
    "OparlBezug",
    "OparlDatei",
    "OparlObjekt",
    "OparlStand",
    "Passwortwunsch",
    "Person",
    "Pflicht",
    "Postausgang",
    "Protokolleintrag",
    "Rollenvergabe",
    "Schablone",
    "Sitzung",
    "Suchdokument",
    "Suchendung",
    "Suchstand",
    "Suchwort",
    "Tageskopf",
    "Tagesordnungsfassung",
    "Tagesordnungspunkt",
    "Uhrschlag",
    "Unterschrift",
    "Verknuepfung",
    "Verlaufseintrag",
    "Versuchszahl",
    "Vertretung",
    "Vorlage",
    "Vorlageart",
    "Webhook",
    "Webhooksendung",
    "Zugangstoken",
    "Zuordnung",
    "ZweiterFaktor",
    "beratung_gremium",
    "beratung_wartet_auf",
]
