"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_files")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("brought_by", sa.Text(), nullable=False),
        sa.Column("taken_back_on", sa.Date(), nullable=True),
        sa.Column("taken_back_by", sa.Text(), nullable=True),
        sa.Column("taken_back_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_deliveries_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    op.create_index(op.f("ix_deliveries_received"), "deliveries", ["received"], unique=False)
    op.create_index(
        op.f("uq_deliveries_sha256"),
        "deliveries",
        ["sha256"],
        unique=True,
        sqlite_where=sa.text("taken_back_on IS NULL"),
        postgresql_where=sa.text("taken_back_on IS NULL"),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bezirksregierung", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=False),
        sa.Column("spoken", sa.Text(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("check", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("suggestion", sa.Text(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("expected", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_findings_delivery_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
    )
    op.create_index(op.f("ix_findings_delivery_id"), "findings", ["delivery_id"], unique=False)
    op.create_table(
        "scopes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("bezirksregierung", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("rows_accepted", sa.Integer(), nullable=False),
        sa.Column("rows_set_aside", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_scopes_delivery_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scopes")),
    )
    op.create_index(op.f("ix_scopes_delivery_id"), "scopes", ["delivery_id"], unique=False)
    op.create_table(
        "sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("header_row", sa.Integer(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_accepted", sa.Integer(), nullable=False),
        sa.Column("rows_set_aside", sa.Integer(), nullable=False),
        sa.Column("rows_skipped", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_sheets_delivery_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheets")),
    )
    op.create_index(op.f("ix_sheets_delivery_id"), "sheets", ["delivery_id"], unique=False)
    op.create_table(
        "anzeigen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("schuljahr", sa.Text(), nullable=True),
        sa.Column("bezirksregierung", sa.Text(), nullable=True),
        sa.Column("schulnummer", sa.Text(), nullable=True),
        sa.Column("schule", sa.Text(), nullable=True),
        sa.Column("aktenzeichen", sa.Text(), nullable=True),
        sa.Column("eingangsdatum", sa.Date(), nullable=True),
        sa.Column("art", sa.Text(), nullable=True),
        sa.Column("anlage", sa.Text(), nullable=True),
        sa.Column("untertyp", sa.BigInteger(), nullable=True),
        sa.Column("bildungsgang", sa.Text(), nullable=True),
        sa.Column("fachbereich", sa.Text(), nullable=True),
        sa.Column("beginn", sa.Date(), nullable=True),
        sa.Column("ende", sa.Date(), nullable=True),
        sa.Column("klassen", sa.BigInteger(), nullable=True),
        sa.Column("lernende", sa.BigInteger(), nullable=True),
        sa.Column("stunden_distanz", sa.Double(), nullable=True),
        sa.Column("stunden_gesamt", sa.Double(), nullable=True),
        sa.Column("anteil", sa.Double(), nullable=True),
        sa.Column("lernort", sa.Text(), nullable=True),
        sa.Column("organisationsform", sa.Text(), nullable=True),
        sa.Column("standortuebergreifend", sa.Boolean(), nullable=True),
        sa.Column("partnerschulen", sa.Text(), nullable=True),
        sa.Column("rechtsgrundlage", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["scope_id"], ["scopes.id"], name=op.f("fk_anzeigen_scope_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anzeigen")),
    )
    op.create_index(op.f("ix_anzeigen_scope_id"), "anzeigen", ["scope_id"], unique=False)
    op.create_table(
        "pok",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("schuljahr", sa.Text(), nullable=True),
        sa.Column("bezirksregierung", sa.Text(), nullable=True),
        sa.Column("schulnummer", sa.Text(), nullable=True),
        sa.Column("schule", sa.Text(), nullable=True),
        sa.Column("aktenzeichen", sa.Text(), nullable=True),
        sa.Column("ebene", sa.Text(), nullable=True),
        sa.Column("anlage", sa.Text(), nullable=True),
        sa.Column("untertyp", sa.BigInteger(), nullable=True),
        sa.Column("bildungsgang", sa.Text(), nullable=True),
        sa.Column("fachbereich", sa.Text(), nullable=True),
        sa.Column("eingangsdatum", sa.Date(), nullable=True),
        sa.Column("art", sa.Text(), nullable=True),
        sa.Column("vorpruefung", sa.Text(), nullable=True),
        sa.Column("vorpruefung_datum", sa.Date(), nullable=True),
        sa.Column("schulkonferenz_datum", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("status_datum", sa.Date(), nullable=True),
        sa.Column("testphase", sa.Boolean(), nullable=True),
        sa.Column("standortuebergreifend", sa.Boolean(), nullable=True),
        sa.Column("partnerschulen", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["scope_id"], ["scopes.id"], name=op.f("fk_pok_scope_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pok")),
    )
    op.create_index(op.f("ix_pok_scope_id"), "pok", ["scope_id"], unique=False)
    op.create_table(
        "schulen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("schuljahr", sa.Text(), nullable=True),
        sa.Column("bezirksregierung", sa.Text(), nullable=True),
        sa.Column("schulnummer", sa.Text(), nullable=True),
        sa.Column("schule", sa.Text(), nullable=True),
        sa.Column("ort", sa.Text(), nullable=True),
        sa.Column("rechtsstatus", sa.Text(), nullable=True),
        sa.Column("schulform", sa.Text(), nullable=True),
        sa.Column("lernende", sa.BigInteger(), nullable=True),
        sa.Column("aktiv", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["scope_id"], ["scopes.id"], name=op.f("fk_schulen_scope_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schulen")),
    )
    op.create_index(op.f("ix_schulen_scope_id"), "schulen", ["scope_id"], unique=False)
    op.create_table(
        "set_aside_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("bezirksregierung", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scope_id"], ["scopes.id"], name=op.f("fk_set_aside_rows_scope_id")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["sheets.id"], name=op.f("fk_set_aside_rows_sheet_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_aside_rows")),
    )
    op.create_index(
        op.f("ix_set_aside_rows_scope_id"), "set_aside_rows", ["scope_id"], unique=False
    )
    op.create_index(
        op.f("ix_set_aside_rows_sheet_id"), "set_aside_rows", ["sheet_id"], unique=False
    )
    op.create_table(
        "skipped_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheets.id"], name=op.f("fk_skipped_rows_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skipped_rows")),
    )
    op.create_index(op.f("ix_skipped_rows_sheet_id"), "skipped_rows", ["sheet_id"], unique=False)
    op.create_table(
        "termine",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("datum", sa.Date(), nullable=True),
        sa.Column("ende", sa.Date(), nullable=True),
        sa.Column("gremium", sa.Text(), nullable=True),
        sa.Column("veranstaltung", sa.Text(), nullable=True),
        sa.Column("eigen", sa.Boolean(), nullable=True),
        sa.Column("format", sa.Text(), nullable=True),
        sa.Column("ort", sa.Text(), nullable=True),
        sa.Column("themenfeld", sa.Text(), nullable=True),
        sa.Column("teilnehmende", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["scope_id"], ["scopes.id"], name=op.f("fk_termine_scope_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_termine")),
    )
    op.create_index(op.f("ix_termine_scope_id"), "termine", ["scope_id"], unique=False)
    op.create_table(
        "ziele",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("jahr", sa.BigInteger(), nullable=True),
        sa.Column("nummer", sa.Text(), nullable=True),
        sa.Column("handlungsfeld", sa.BigInteger(), nullable=True),
        sa.Column("titel", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("dokumentiert_am", sa.Date(), nullable=True),
        sa.Column("bemerkung", sa.Text(), nullable=True),
        sa.Column("vorgaenger", sa.Text(), nullable=True),
        sa.Column("nachfolger", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["scope_id"], ["scopes.id"], name=op.f("fk_ziele_scope_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ziele")),
    )
    op.create_index(op.f("ix_ziele_scope_id"), "ziele", ["scope_id"], unique=False)
    op.create_table(
        "zielwerte",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("jahr", sa.BigInteger(), nullable=True),
        sa.Column("ziel", sa.Text(), nullable=True),
        sa.Column("kennzahl", sa.Text(), nullable=True),
        sa.Column("bezirksregierung", sa.Text(), nullable=True),
        sa.Column("minimum", sa.Double(), nullable=True),
        sa.Column("maximum", sa.Double(), nullable=True),
        sa.Column("stichtag", sa.Date(), nullable=True),
        sa.Column("rechtsquelle", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["scope_id"], ["scopes.id"], name=op.f("fk_zielwerte_scope_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zielwerte")),
    )
    op.create_index(op.f("ix_zielwerte_scope_id"), "zielwerte", ["scope_id"], unique=False)
