"""
Part a PostgreSQL store's contacts by person: one large table becomes several, on several disks or servers.

A contact knows its person, not where she lives; and a person moves. So parts are cut by a hash of the person: all
contacts of one person lie in one part, a question about her reads that part alone, and nothing moves when she does.
Ties stay one table: each may follow another by its key, which PostgreSQL can only hold where the key alone is unique.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from coordinator.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store

MOST = 256
PARTITIONED = "p"
KIND_OF_TABLE = text("SELECT relkind FROM pg_class WHERE oid = 'contact'::regclass")
TRIGGERS = text("SELECT tgname FROM pg_trigger WHERE tgrelid = 'contact'::regclass AND NOT tgisinternal")
COUNT = text("SELECT count(*) FROM contact")

BEFORE = (
    "LOCK TABLE contact IN ACCESS EXCLUSIVE MODE",
    "ALTER TABLE contact RENAME TO contact_whole",
    "ALTER TABLE contact_whole DROP CONSTRAINT pk_contact",
    "DROP INDEX ix_contact_person",
    "CREATE TABLE contact (LIKE contact_whole INCLUDING DEFAULTS) PARTITION BY HASH (person_key)",
)
PART = "CREATE TABLE contact_part_{0} PARTITION OF contact FOR VALUES WITH (MODULUS {1}, REMAINDER {0})"
AFTER = (
    "INSERT INTO contact SELECT * FROM contact_whole",
    "ALTER SEQUENCE contact_key_seq OWNED BY contact.key",
    "DROP TABLE contact_whole",
    "ALTER TABLE contact ADD CONSTRAINT pk_contact PRIMARY KEY (key, person_key)",
    "CREATE INDEX ix_contact_person ON contact (person_key, day, with_key)",
    "ALTER TABLE contact ADD CONSTRAINT fk_contact_person_key FOREIGN KEY (person_key) REFERENCES party (key)",
    "ALTER TABLE contact ADD CONSTRAINT fk_contact_with_key FOREIGN KEY (with_key) REFERENCES party (key)",
    "ANALYZE contact",
)


class PartsError(StoreError):
    """A store's contacts cannot be parted; nothing has changed."""

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason  # server, number, parted, triggers or moved: for who says it in Italian


def partition_contacts(store: Store, parts: int, viewer: Viewer) -> int:
    """
    Part the contacts of a store by person, once.

    Parameters
    ----------
    store
        On PostgreSQL. Others wait to read and write contacts until it is done.
    parts
        From 2 to 256: some for each disk or server that will hold them.
    viewer
        Who asks; needs to write registers.

    Returns
    -------
    int
        Contacts that were moved.

    Raises
    ------
    PartsError
        If the store is not on PostgreSQL, its contacts are parted already, or something was built on the table that
        would be lost. Nothing has changed then.
    NotAllowedError
        If the viewer may not write registers.
    """
    viewer.require("write", "register")
    if store.dialect != "postgresql":
        message = "Only a PostgreSQL store can be parted: this one is a SQLite file. Name the server's URL."
        raise PartsError(message, "server")
    if not 2 <= parts <= MOST:
        message = f"{parts} parts cannot be made: name from 2 to {MOST}."
        raise PartsError(message, "number")
    with store.writing() as session:
        _check(session)
        many = int(session.scalar(COUNT) or 0)
        for words in (*BEFORE, *(PART.format(number, parts) for number in range(parts)), *AFTER):
            session.execute(text(words))
        moved = int(session.scalar(COUNT) or 0)
        if moved != many:
            message = f"{many} contacts were there and {moved} arrived: all is left as it was. Try again."
            raise PartsError(message, "moved")
    return moved


def _check(session: Session) -> None:
    """Refuse a table that is parted, or that more hangs on than this program knows of."""
    kind = session.scalar(KIND_OF_TABLE)
    if (kind.decode() if isinstance(kind, bytes) else kind) == PARTITIONED:
        message = (
            "The contacts of this store are parted already. To change the number of parts, load a new store."
        )
        raise PartsError(message, "parted")
    if triggers := session.scalars(TRIGGERS).all():
        message = (
            f"The table of contacts has triggers of its own ({', '.join(triggers)}). Take them away first."
        )
        raise PartsError(message, "triggers")
