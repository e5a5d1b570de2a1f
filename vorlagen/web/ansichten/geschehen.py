"""What our own steps are called in the history, once they are done; a town's step is called as on its button."""

from __future__ import annotations

from typing import Final

GESCHEHEN: Final = {
    "zur_mitzeichnung_geben": "Zur Mitzeichnung gegeben",
    "zur_ueberarbeitung_zurueckgeben": "Zur Überarbeitung zurückgegeben",
    "zurueckholen": "Zurückgeholt",
    "zur_freigabe_geben": "Zur Freigabe gegeben",
    "freigabe_ablehnen": "Freigabe abgelehnt",
    "freigeben": "Freigegeben",
    "unterzeichnen": "Unterzeichnet",
    "in_beratung_nehmen": "In Beratung genommen",
    "zurueckziehen": "Zurückgezogen",
    "fuer_erledigt_erklaeren": "Für erledigt erklärt",
    "als_beschlossen_feststellen": "Als beschlossen festgestellt",
    "als_abgelehnt_feststellen": "Als abgelehnt festgestellt",
    "kenntnisnahme_feststellen": "Kenntnisnahme festgestellt",
    "bekannt_geben": "Bekannt gegeben",
    "ergebnis_berichtigen": "Ergebnis zur Berichtigung geöffnet",
    "durch_neufassung_ersetzen": "Durch Neufassung ersetzt",
    "widersprechen": "Widersprochen oder beanstandet",
    "beschluss_aufheben": "Beschluss als aufgehoben vermerkt",
    "als_gewaehlt_feststellen": "Als gewählt festgestellt",
    "als_nicht_gewaehlt_feststellen": "Als nicht gewählt festgestellt",
    "zwischenbericht_feststellen": "Zwischenbericht festgestellt",
    "bericht_fortschreiben": "Bericht zur Fortschreibung geöffnet",
    "berichterstattung_beenden": "Berichterstattung beendet",
    "zur_unterschrift_geben": "Zur Unterschrift gegeben",
    "unterschrift_ablehnen": "Unterschrift abgelehnt",
    "unterschreiben": "Unterschrieben",
    "mitunterschreiben": "Mitunterschrieben",
    "als_genehmigt_feststellen": "Als genehmigt festgestellt",
    "als_nicht_genehmigt_feststellen": "Als nicht genehmigt festgestellt",
    "genehmigung_feststellen": "Genehmigung durch andere Vorlage festgestellt",
    "eingang_bestaetigen": "Eingang bestätigt",
    "als_angenommen_feststellen": "Als angenommen festgestellt",
    "als_beantwortet_feststellen": "Als beantwortet festgestellt",
    "ruecknahme_vermerken": "Rücknahme vermerkt",
    "muendliche_antwort_feststellen": "Mündliche Antwort festgestellt",
    "als_beauftragt_feststellen": "Als beauftragt festgestellt",
    "als_vorgelegt_feststellen": "Als vorgelegt festgestellt",
}
"""Step → words. A test holds that all of ours are here."""
