"""The change feed; what is there already gets one row each, in the order in which it was made

Revision: 0028
Follows: 0027
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

import vorlagen.extensions

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_OFFEN = "v.oeffentlich AND v.nummer IS NOT NULL AND v.freigegeben IS NOT NULL AND v.veroeffentlicht IS NOT NULL"
_VORLAGE = "JOIN vorlage v ON v.id = x.vorlage_id"
_BERATUNG = "LEFT JOIN beratung b ON b.id = x.beratung_id LEFT JOIN vorlage v ON v.id = b.vorlage_id"
_TOP = f"x.oeffentlich AND (x.beratung_id IS NULL OR (b.oeffentlich AND NOT b.intern AND {_OFFEN}))"
_OHNE_VORLAGE = "CAST(NULL AS VARCHAR(32))"

# Type, table x, when everybody may read it, the paper by whose rules it is seen, more tables
_VORHANDEN = (
    ("koerperschaft", "koerperschaft", "true", _OHNE_VORLAGE, ""),
    ("amt", "amt", "true", _OHNE_VORLAGE, ""),
    ("person", "person", "true", _OHNE_VORLAGE, ""),
    ("vorlageart", "vorlageart", "true", _OHNE_VORLAGE, ""),
    ("gremium", "gremium", "true", _OHNE_VORLAGE, ""),
    ("mitgliedschaft", "mitgliedschaft", "true", _OHNE_VORLAGE, ""),
    ("sitzung", "sitzung", "true", _OHNE_VORLAGE, ""),
    ("niederschrift", "niederschriftfassung", "x.ruecknahme IS NULL", _OHNE_VORLAGE, ""),
    ("vorlage", "vorlage", _OFFEN, "x.id", "JOIN vorlage v ON v.id = x.id"),
    ("beratung", "beratung", f"x.oeffentlich AND NOT x.intern AND {_OFFEN}", "x.vorlage_id", _VORLAGE),
    ("anlage", "anlage", f"x.oeffentlich AND x.ruecknahme IS NULL AND {_OFFEN}", "x.vorlage_id", _VORLAGE),
    ("top", "tagesordnungspunkt", _TOP, "b.vorlage_id", _BERATUNG),
    ("auftrag", "auftrag", "false", "x.vorlage_id", ""),
    ("pflicht", "pflicht", "false", "x.vorlage_id", ""),
)


def upgrade() -> None:
    zeit = vorlagen.extensions.UtcDateTime(timezone=True)
    op.create_table(
        "aenderung",
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.Column("nr", sa.BigInteger(), nullable=False),
        sa.Column("typ", sa.String(length=20), nullable=False),
        sa.Column("objekt_id", sa.String(length=32), nullable=False),
        sa.Column("vorgang", sa.String(length=12), nullable=False),
        sa.Column("aussen", sa.String(length=12), nullable=True),
        sa.Column("vorlage_id", sa.String(length=32), nullable=True),
        sa.Column("verlassen", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("zeit", zeit, nullable=False),
        sa.ForeignKeyConstraint(
            ["koerperschaft_id"], ["koerperschaft.id"], name="fk_aenderung_koerperschaft_id_koerperschaft"
        ),
        sa.PrimaryKeyConstraint("koerperschaft_id", "nr", name="pk_aenderung"),
    )
    op.create_index("ix_aenderung_objekt", "aenderung", ["koerperschaft_id", "typ", "objekt_id", "nr"])
    op.create_index("ix_aenderung_zeit", "aenderung", ["koerperschaft_id", "typ", "zeit"])
    op.create_table(
        "aenderungsstand",
        sa.Column("koerperschaft_id", sa.String(length=32), nullable=False),
        sa.Column("nr", sa.BigInteger(), nullable=False),
        sa.Column("zeit", zeit, nullable=False),
        sa.ForeignKeyConstraint(
            ["koerperschaft_id"], ["koerperschaft.id"], name="fk_aenderungsstand_koerperschaft_id_koerperschaft"
        ),
        sa.PrimaryKeyConstraint("koerperschaft_id", name="pk_aenderungsstand"),
    )
    _melde_was_da_ist(sa.bindparam("zeit", datetime.now(UTC), type_=zeit))


def downgrade() -> None:
    op.drop_table("aenderungsstand")
    op.drop_table("aenderung")


def _melde_was_da_ist(jetzt: sa.BindParameter[datetime]) -> None:
    zeilen = " UNION ALL ".join(
        f"SELECT x.{'id' if typ == 'koerperschaft' else 'koerperschaft_id'} AS stadt, x.id AS id, '{typ}' AS typ, "  # noqa: S608 - our names
        f"CASE WHEN {offen} THEN 'angelegt' END AS aussen, {vorlage} AS vorlage_id FROM {tabelle} x {mehr}"
        for typ, tabelle, offen, vorlage, mehr in _VORHANDEN
    )
    nummern = "row_number() OVER (PARTITION BY stadt ORDER BY id)"
    gemeldet = f"""
        INSERT INTO aenderung (koerperschaft_id, nr, typ, objekt_id, vorgang, aussen, vorlage_id, zeit)
        SELECT stadt, {nummern}, typ, id, 'angelegt', aussen, vorlage_id, :zeit FROM ({zeilen}) AS vorhanden
        WHERE typ <> 'top' OR vorlage_id IS NOT NULL OR aussen IS NOT NULL
    """  # noqa: S608 - our names
    op.execute(sa.text(gemeldet).bindparams(jetzt))
    op.execute(
        "INSERT INTO aenderungsstand (koerperschaft_id, nr, zeit) "
        "SELECT koerperschaft_id, max(nr), max(zeit) FROM aenderung GROUP BY koerperschaft_id"
    )
