"""Say which registers there are, and for each column its heading, its field and what a cell may hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from coordinator.model import PREFIXES
from coordinator.store.records import KINDS


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a register."""

    heading: str  # as offices write it, in Italian
    field: str  # of the rows in `Records`
    holds: str = "text"  # what `coordinator.exchange.cells.READERS` reads: text, day, integer, word, party …
    required: bool = False
    words: str = ""  # the vocabulary's list, for a word
    most: float | None = None  # the greatest number, or the longest text


@dataclass(frozen=True)
class Register:
    """One table of the record as offices exchange it."""

    name: str  # of the rows in `Records`
    title: str  # of the file or sheet
    columns: tuple[Column, ...]
    prefix: str | None = None  # of its ids, if its rows are parties

    @cached_property
    def references(self) -> tuple[Column, ...]:
        """Columns that name parties."""
        return tuple(column for column in self.columns if column.holds in {"party", "parties"})

    @cached_property
    def by_heading(self) -> dict[str, Column]:
        """Columns by their heading."""
        return {column.heading: column for column in self.columns}


ID = Column("codice", "id", "id", required=True, most=60)
NAME = Column("nome", "name", required=True, most=200)
AREA = Column("zona", "area", most=60)
PHONE = Column("telefono", "phone", most=30)
HIDDEN = Column("riservato", "hidden", "flag")
SINCE = Column("dal", "since", "day", required=True)
UNTIL = Column("al", "until", "day")
SAID = (Column("detto_da", "stated_by", most=120), Column("documento", "document", most=200))
SIGNED = (Column("autore", "author", most=60), Column("registrato_il", "recorded_at", "instant"))

REGISTERS = (
    Register(
        "persons",
        "persone",
        (
            ID,
            Column("cognome", "family_name", required=True, most=80),
            Column("nome", "given_name", required=True, most=80),
            Column("sesso", "sex", "sex"),
            Column("nata_il", "born_on", "day"),
            Column("morta_il", "died_on", "day"),
            Column("codice_fiscale", "tax_code", "tax_code"),
            AREA,
            PHONE,
            HIDDEN,
        ),
    ),
    Register("households", "nuclei", (ID, NAME, AREA, Column("indirizzo", "address", most=200), HIDDEN)),
    Register(
        "practitioners",
        "professionisti",
        (
            ID,
            NAME,
            Column("professione", "profession", "word", required=True, words="professions"),
            PHONE,
            Column("email", "email", most=120),
            HIDDEN,
        ),
    ),
    Register(
        "services",
        "servizi",
        (
            ID,
            NAME,
            Column("tipo", "service_kind", "word", required=True, words="service_kinds"),
            Column("ambito_di_vita", "life_domain", "word", words="life_domains"),
            Column("livello_essenziale", "level_kind", "level"),
            AREA,
            Column("requisiti", "eligibility", most=300),
            Column("documenti", "documents", most=300),
            Column("costo", "cost", most=200),
            Column("eta_minima", "min_age", "integer", most=130),
            Column("eta_massima", "max_age", "integer", most=130),
            Column("posti", "capacity", "integer", most=1_000_000),
            Column("posti_liberi", "places_free", "integer", most=1_000_000),
            Column("attesa_giorni", "waiting_days", "integer", most=10_000),
            Column("verificato_il", "checked_on", "day"),
            Column("bisogni", "needs", "words", words="needs"),
            PHONE,
            Column("indirizzo", "address", most=200),
            Column("comune", "city", most=60),
            Column("codice_istat", "comune_code", "istat"),
            Column("cap", "postal_code", "postal"),
            Column("provincia", "province", "province"),
            Column("latitudine", "latitude", "degrees", most=90),
            Column("longitudine", "longitude", "degrees", most=180),
            Column("accessibilita", "accessibility", most=300),
            Column("orari", "opening_hours", "hours", most=200),
            HIDDEN,
        ),
    ),
    Register(
        "institutions",
        "enti",
        (
            ID,
            NAME,
            Column("tipo", "institution_kind", "word", required=True, words="institution_kinds"),
            AREA,
            HIDDEN,
        ),
    ),
    Register(
        "communities",
        "comunita",
        (
            ID,
            NAME,
            Column("tipo", "community_kind", "word", required=True, words="community_kinds"),
            AREA,
            HIDDEN,
        ),
    ),
    Register(
        "ties",
        "legami",
        (
            Column("tipo", "kind", "tie_kind", required=True),
            Column("da", "from_id", "party", required=True),
            Column("a", "to_id", "party", required=True),
            SINCE,
            UNTIL,
            Column("direzione", "direction", "word", words="directions"),
            Column("forza", "strength", "integer", most=3),
            Column("conflitto", "conflict", "flag"),
            Column("frequenza", "frequency", "word", words="frequencies"),
            Column("ore_settimana", "hours_per_week", "number", most=168),
            Column("ore_disponibili", "hours_available", "number", most=168),
            Column("fatica", "strain", "integer", most=3),
            Column("sostegno", "support", "word", words="supports"),
            Column("livello", "level", "word", words="levels"),
            HIDDEN,
            Column("caso", "case_id", most=60),
            Column("confermato_il", "confirmed_on", "day"),
            *SAID,
            Column("nota", "note"),
            *SIGNED,
        ),
    ),
    Register(
        "roles",
        "ruoli",
        (
            Column("ruolo", "role", "word", required=True, words="roles"),
            Column("chi", "holder_id", "party", required=True),
            Column("presso", "at_id", "party"),
            Column("riguardo_a", "about_id", "party"),
            Column("caso", "case_id", most=60),
            SINCE,
            UNTIL,
            Column("documento", "document", most=200),
            *SIGNED,
        ),
    ),
    Register(
        "agreements",
        "accordi",
        (
            ID,
            Column("titolo", "title", required=True, most=300),
            Column("tipo", "agreement_kind", "word", required=True, words="agreement_kinds"),
            Column("livello", "level", "word", words="levels"),
            SINCE,
            UNTIL,
            Column("enti", "parties", "parties", required=True),
            Column("norma", "norm_urn", most=200),
            Column("documento", "document", most=200),
        ),
        "agr",
    ),
    Register(
        "needs",
        "bisogni",
        (
            Column("persona", "person_id", "party", required=True),
            Column("bisogno", "need", "word", required=True, words="needs"),
            Column("ore_settimana", "hours_per_week", "number", most=168),
            SINCE,
            UNTIL,
            *SAID,
            *SIGNED,
        ),
    ),
    Register(
        "contacts",
        "contatti",
        (
            Column("persona", "person_id", "party", required=True),
            Column("con", "with_id", "party", required=True),
            Column("giorno", "day", "day", required=True),
            Column("tipo", "kind", "word", required=True, words="contact_kinds"),
        ),
    ),
)

NOTES = ("leggimi", "campi", "parole")
"""Sheets of a template that explain the others; they hold no rows."""


def prefix_of(register: Register) -> str | None:
    """
    Return the prefix that the ids of a register's rows carry.

    Parameters
    ----------
    register
        One of `REGISTERS`.

    Returns
    -------
    str or None
        E.g. ``"per"``; None when its rows have no id.
    """
    return register.prefix or PREFIXES.get(KINDS.get(register.name, ""))
