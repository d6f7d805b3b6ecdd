"""Take away what slows the filling of tables, indexes and foreign keys, and make it again afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.model import Base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordinator.store.bulk_fill import Filler


def definitions(filler: Filler, dialect: str, tables: Sequence[str]) -> dict[str, str]:
    """
    Read how the indexes and foreign keys of tables are made; those that hold a key unique are left out.

    Parameters
    ----------
    filler
        Of the store.
    dialect
        ``"sqlite"`` or ``"postgresql"``.
    tables
        Their names.

    Returns
    -------
    dict
        Statement that takes one away → statement that makes it again, in the order in which to run them.
    """
    names = ", ".join(f"'{name}'" for name in tables)
    if dialect == "sqlite":
        found = filler.run(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
            f"AND tbl_name IN ({names}) ORDER BY name"
        )
        return {f"DROP INDEX {name}": str(statement) for name, statement in found}
    keys = filler.run(
        "SELECT c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c "
        f"WHERE c.contype = 'f' AND c.conrelid::regclass::text IN ({names}) ORDER BY 1, 2"
    )
    indexes = filler.run(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        f"WHERE NOT i.indisunique AND i.indrelid::regclass::text IN ({names}) ORDER BY 1"
    )
    return {f"DROP INDEX {name}": str(statement) for name, statement in indexes} | {
        f"ALTER TABLE {table} DROP CONSTRAINT {name}": f"ALTER TABLE {table} ADD CONSTRAINT {name} {text}"
        for table, name, text in keys
    }


def is_there(filler: Filler, dialect: str, taking: str) -> bool:
    """
    Say whether an index or foreign key is there.

    Parameters
    ----------
    filler
        Of the store.
    dialect
        ``"sqlite"`` or ``"postgresql"``.
    taking
        The statement that takes it away, of `definitions`.

    Returns
    -------
    bool
        True when it is.
    """
    name = taking.rsplit(" ", 1)[1]
    if dialect == "sqlite":
        return bool(filler.run(f"SELECT 1 FROM sqlite_master WHERE name = '{name}'"))
    return bool(
        filler.run(
            f"SELECT 1 FROM pg_constraint WHERE conname = '{name}' "
            f"UNION ALL SELECT 1 FROM pg_class WHERE relname = '{name}'"
        )
    )


def move_sequences(filler: Filler, dialect: str, tables: Sequence[str]) -> None:
    """
    Let the keys that PostgreSQL gives go on after those that were filled in; SQLite does so by itself.

    Parameters
    ----------
    filler
        Of the store.
    dialect
        ``"sqlite"`` or ``"postgresql"``.
    tables
        Filled with keys.
    """
    if dialect != "postgresql":
        return
    for name in tables:
        column = Base.metadata.tables[name].columns.get("key")
        if column is not None and column.autoincrement:
            sequence = f"pg_get_serial_sequence('{name}', 'key')"
            filler.run(
                f"SELECT setval({sequence}, (SELECT max(key) FROM {name})) WHERE {sequence} IS NOT NULL"
            )
