"""Small pieces of WordprocessingML. Text is given as it shall stand, marks and all; styles by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

# Twips and EMU per millimetre.
_TWIPS, _EMU = 1440 / 25.4, 36_000


def mm(laenge: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(laenge * _TWIPS)


def lauf(text: str, stil: str = "") -> str:
    """A run; `\\t` is a tab."""
    rpr = f'<w:rPr><w:rStyle w:val="{stil}"/></w:rPr>' if stil else ""
    stuecke = (
        f'<w:t xml:space="preserve">{escape(stueck, quote=False)}</w:t>' if stueck else ""
        for stueck in text.split("\t")
    )
    return f"<w:r>{rpr}{'<w:tab/>'.join(stuecke)}</w:r>"


def absatz(stil: str, *inhalt: str) -> str:
    """A paragraph of runs; plain text may be given as it is."""
    laeufe = "".join(teil if teil.startswith("<w:") else lauf(teil) for teil in inhalt)
    return f'<w:p><w:pPr><w:pStyle w:val="{stil}"/></w:pPr>{laeufe}</w:p>'


def rechts_oben(stil: str, *inhalt: str) -> str:
    """A paragraph at the right margin, beside the text that follows; LibreOffice does not read this in a style."""
    rahmen = (
        '<w:framePr w:w="2155" w:hSpace="142" w:wrap="around" w:vAnchor="text" w:hAnchor="margin" '
        'w:xAlign="right" w:y="1"/>'
    )
    return absatz(stil, *inhalt).replace("</w:pPr>", rahmen + "</w:pPr>", 1)


def steuerung(marke: str) -> str:
    """A paragraph that only steers and vanishes: `p if …`, `p endfor`."""
    return absatz("Textkoerper", f"{{%{marke} %}}")


def wenn(bedingung: str, *inhalt: str) -> str:
    """Paragraphs and tables that stand there only if the condition holds."""
    return steuerung(f"p if {bedingung}") + "".join(inhalt) + steuerung("p endif")


def fuer(eintrag: str, liste: str, *inhalt: str) -> str:
    """Paragraphs once for every entry of a list."""
    return steuerung(f"p for {eintrag} in {liste}") + "".join(inhalt) + steuerung("p endfor")


def ankreuzfeld(ausdruck: str, wort: str) -> str:
    """☒ or ☐ and the word, kept together."""
    return lauf(f"{{{{ {ausdruck}|kreuz }}}}", "Ankreuzfeld") + lauf(f"\u00a0{wort}")


def tabelle(spalten: Sequence[float], kopf: Sequence[str], *zeilen: str) -> str:
    """A table as wide as its columns (mm) with a head row that is repeated on every page."""
    gitter = "".join(f'<w:gridCol w:w="{mm(breite)}"/>' for breite in spalten)
    kopfzellen = [absatz("Tabellenkopf", text) for text in kopf]
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Tabellenraster"/>'
        f'<w:tblW w:w="{sum(mm(breite) for breite in spalten)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>{gitter}</w:tblGrid>'
        + zeile(spalten, kopfzellen, kopf=True)
        + "".join(zeilen)
        + "</w:tbl>"
    )


def zeile(spalten: Sequence[float], zellen: Sequence[str], *, kopf: bool = False) -> str:
    """A row; fewer cells than columns: the last one takes the rest. Each cell is one or more paragraphs."""
    fertig = []
    for nr, inhalt in enumerate(zellen):
        ueber = spalten[nr:] if nr == len(zellen) - 1 else spalten[nr : nr + 1]
        verbunden = f'<w:gridSpan w:val="{len(ueber)}"/>' if len(ueber) > 1 else ""
        breite = sum(mm(breite) for breite in ueber)
        fertig.append(f'<w:tc><w:tcPr><w:tcW w:w="{breite}" w:type="dxa"/>{verbunden}</w:tcPr>{inhalt}</w:tc>')
    trpr = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if kopf else ''}</w:trPr>"
    return f"<w:tr>{trpr}{''.join(fertig)}</w:tr>"


def zeilensteuerung(spalten: Sequence[float], marke: str) -> str:
    """A row that only steers and vanishes: `tr for …`, `tr endif`."""
    return zeile(spalten, [absatz("Tabelleninhalt", f"{{%{marke} %}}")])


def bild(id_: str, beschreibung: str, breite: float, hoehe: float) -> str:
    """A picture (mm) at the left margin, beside the text that follows."""
    groesse = f'cx="{round(breite * _EMU)}" cy="{round(hoehe * _EMU)}"'
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent {groesse}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="1" name="Wappen" descr="{escape(beschreibung)}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="1" name="wappen.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{id_}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {groesse}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
