"""Say who and what a network of care is made of: persons, households, practitioners, services, bodies."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Float, ForeignKey, Index, Integer, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from coordinator.model.base import Base, DayNumber, Instant

PREFIXES = {
    "persona": "per",
    "nucleo": "hou",
    "professionista": "pra",
    "servizio": "svc",
    "ente": "ist",
    "comunita": "com",
}
"""Kind of party → prefix of its id."""


def _known(name: str, column: str) -> Index:
    """Index the rows of which a column is known, on both stores."""
    where = text(f"{column} IS NOT NULL")
    return Index(name, column, sqlite_where=where, postgresql_where=where)


class Party(Base):
    """Anyone or anything that a tie can start or end at."""

    __tablename__ = "party"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "parte"}

    key: Mapped[int] = mapped_column(Integer, primary_key=True)  # dense, never shown
    id: Mapped[str] = mapped_column(String(60), unique=True)  # e.g. "per:ada", shown everywhere
    kind: Mapped[str] = mapped_column(String(14))
    name: Mapped[str] = mapped_column(String(200))
    sector: Mapped[str | None] = mapped_column(String(14))  # None: the ties with the person say it
    detail: Mapped[str | None] = mapped_column(String(200))  # one line under the name on the map
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("party.key"))  # a duplicate, set aside
    hidden: Mapped[bool] = mapped_column(default=False, server_default=false())  # protected person, refuge
    born_on: Mapped[date | None] = mapped_column(DayNumber)  # of a person; here so that a map reads one table
    died_on: Mapped[date | None] = mapped_column(DayNumber)  # of a person

    __table_args__: tuple[Index, ...] = (
        _known("ix_party_born_on", "born_on"),
        Index("ix_party_hidden", "key", sqlite_where=text("hidden = 1"), postgresql_where=text("hidden")),
        # PostgreSQL reaches a row by a hash in fewer steps than by a tree; a map reads hundreds
        Index("ix_party_key_hash", "key", postgresql_using="hash").ddl_if(dialect="postgresql"),
    )


class Person(Party):
    """A human being who is cared for, who cares, or both."""

    __tablename__ = "person"
    __mapper_args__ = {"polymorphic_identity": "persona"}

    key: Mapped[int] = mapped_column(ForeignKey("party.key"), primary_key=True)
    given_name: Mapped[str] = mapped_column(String(80))
    family_name: Mapped[str] = mapped_column(String(80))
    sex: Mapped[str | None] = mapped_column(String(1))  # F, M, X, or None: not recorded
    tax_code: Mapped[str | None] = mapped_column(String(16), index=True)
    tax_code_kind: Mapped[str | None] = mapped_column(String(3))  # CF, STP, ENI
    area: Mapped[str | None] = mapped_column(String(60))  # where she lives, as services name areas
    phone: Mapped[str | None] = mapped_column(String(30))

    __table_args__: tuple[Index, ...] = (Index("ix_person_family_name", "family_name"),)


class Household(Party):
    """Who lives and spends together; its members are dated ties, and none of them is its head."""

    __tablename__ = "household"
    __mapper_args__ = {"polymorphic_identity": "nucleo"}

    key: Mapped[int] = mapped_column(ForeignKey("party.key"), primary_key=True)
    area: Mapped[str | None] = mapped_column(String(60))
    address: Mapped[str | None] = mapped_column(String(200))


class Practitioner(Party):
    """Someone who helps by profession; her roles at services are dated rows of `Role`."""

    __tablename__ = "practitioner"
    __mapper_args__ = {"polymorphic_identity": "professionista"}

    key: Mapped[int] = mapped_column(ForeignKey("party.key"), primary_key=True)
    profession: Mapped[str] = mapped_column(String(40))  # of the vocabulary's professions
    phone: Mapped[str | None] = mapped_column(String(30))
    email: Mapped[str | None] = mapped_column(String(120))


class Service(Party):
    """What a body offers: to whom, where, with how many places, checked on which day."""

    __tablename__ = "service"
    __mapper_args__ = {"polymorphic_identity": "servizio"}

    key: Mapped[int] = mapped_column(ForeignKey("party.key"), primary_key=True)
    service_kind: Mapped[str] = mapped_column(String(40))  # of the vocabulary's service kinds
    life_domain: Mapped[str | None] = mapped_column(String(24))
    level_kind: Mapped[str | None] = mapped_column(String(4))  # LEA, LEPS or None
    area: Mapped[str | None] = mapped_column(String(60))  # area served; None: the whole district
    eligibility: Mapped[str | None] = mapped_column(String(300))
    documents: Mapped[str | None] = mapped_column(String(300))  # to bring, e.g. "tessera sanitaria, ISEE"
    cost: Mapped[str | None] = mapped_column(String(200))  # to the person, in words; None: not known
    min_age: Mapped[int | None] = mapped_column(Integer)  # years, included
    max_age: Mapped[int | None] = mapped_column(Integer)  # years, included
    capacity: Mapped[int | None] = mapped_column(Integer)  # places; None: not bounded or not known
    places_free: Mapped[int | None] = mapped_column(Integer)
    waiting_days: Mapped[int | None] = mapped_column(Integer)
    checked_on: Mapped[date | None] = mapped_column(DayNumber)  # when these facts were last checked
    phone: Mapped[str | None] = mapped_column(String(30))
    address: Mapped[str | None] = mapped_column(
        String(200)
    )  # street and number; None: it goes to persons' homes
    city: Mapped[str | None] = mapped_column(String(60))
    comune_code: Mapped[str | None] = mapped_column(String(6))  # ISTAT's, six digits
    postal_code: Mapped[str | None] = mapped_column(String(5))
    province: Mapped[str | None] = mapped_column(String(2))  # the two letters
    latitude: Mapped[float | None] = mapped_column(Float)  # degrees, WGS84
    longitude: Mapped[float | None] = mapped_column(Float)  # degrees, WGS84
    accessibility: Mapped[str | None] = mapped_column(String(300))  # e.g. "rampa, ascensore"
    opening_hours: Mapped[str | None] = mapped_column(String(200))  # as `coordinator.model.hours` writes them


class Institution(Party):
    """A body with authority or duty over an area: ASL, Comune, Ambito, Tribunale, cooperative."""

    __tablename__ = "institution"
    __mapper_args__ = {"polymorphic_identity": "ente"}

    key: Mapped[int] = mapped_column(ForeignKey("party.key"), primary_key=True)
    institution_kind: Mapped[str] = mapped_column(String(30))  # of the vocabulary's institution kinds
    area: Mapped[str | None] = mapped_column(String(60))


class Community(Party):
    """Helpers without a contract: a parish, an association, a group of neighbours."""

    __tablename__ = "community"
    __mapper_args__ = {"polymorphic_identity": "comunita"}

    key: Mapped[int] = mapped_column(ForeignKey("party.key"), primary_key=True)
    community_kind: Mapped[str] = mapped_column(String(30))  # of the vocabulary's community kinds
    area: Mapped[str | None] = mapped_column(String(60))


class PartyEvent(Base):
    """
    One writing of a party: she is added, or some of her data change, as one source says.

    Rows are only added. ``state`` is JSON: column → [value before, value after].
    """

    __tablename__ = "party_event"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    party_key: Mapped[int] = mapped_column(ForeignKey("party.key"), index=True)
    act: Mapped[str] = mapped_column(String(10))  # added, changed
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))
    stated_by: Mapped[str | None] = mapped_column(String(120))
    document: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(Text)
