"""Check rows of registers against each other and against the record, naming file, row and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.errors import BadTaxCodeError
from coordinator.exchange.registers import REGISTERS, Register
from coordinator.model import PREFIXES, vocabulary
from coordinator.model.identifiers import read_tax_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coordinator.store.records import Records, Row

KIND_OF_PREFIX = {prefix: kind for kind, prefix in PREFIXES.items()}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong with a cell or row, and how to mend it; ``what`` is Italian, for who filled it in."""

    file: str
    row: int  # as the office sees it: the headings are row 1
    column: str  # heading; empty when the whole row is meant
    what: str

    def __str__(self) -> str:
        """Write the problem on one line."""
        column = f", colonna {self.column}" if self.column else ""
        return f"{self.file}, riga {self.row}{column}: {self.what}"


def check_records(records: Records, known: set[str], places: Mapping[int, tuple[str, int]]) -> list[Problem]:
    """
    Check what no single cell shows: ids, references, ends of ties, order of days.

    Parameters
    ----------
    records
        Rows as they were read; a row with a bad cell lacks that field and is not judged on it.
    known
        Ids of parties already in the record.
    places
        ``id(row)`` → (file, row number).

    Returns
    -------
    list of Problem
        Empty when all can be written.
    """
    ids = known | {
        row["id"] for register in REGISTERS for row in getattr(records, register.name) if row.get("id")
    }
    problems = []
    seen: set[str] = set()
    for register in REGISTERS:
        for row in getattr(records, register.name):
            for heading, what in _row_problems(register, row, ids, known, seen):
                problems.append(Problem(*places[id(row)], heading, what))
    return problems


def _row_problems(
    register: Register, row: Row, ids: set[str], known: set[str], seen: set[str]
) -> Iterator[tuple[str, str]]:
    """Yield (heading, what is wrong) for one row."""
    if row_id := row.get("id"):
        if row_id in known:
            yield "codice", f"{row_id} è già nell'archivio: toglilo dal file, o dagli un altro codice"
        elif row_id in seen:
            yield "codice", f"{row_id} è scritto due volte"
        seen.add(row_id)
    for column in register.references:
        value = row.get(column.field) or ()
        for party_id in (value,) if isinstance(value, str) else value:
            if party_id not in ids:
                yield column.heading, f"{party_id} non è nell'archivio né nei file: aggiungilo prima"
    since, until = row.get("since"), row.get("until")
    if since and until and until < since:
        yield "al", f"{until} viene prima di {since}: scambia i due giorni"
    if register.name == "ties":
        yield from _tie_problems(row)
    if register.name == "persons":
        yield from _person_problems(row)
    if (row.get("latitude") is None) != (row.get("longitude") is None):
        yield "latitudine", "latitudine e longitudine vanno insieme: manca l’altra"
    if register.name == "roles" and not row.get("at_id") and not row.get("about_id"):
        yield (
            "presso",
            "un ruolo è presso un servizio o ente, oppure riguardo a una persona: riempi uno dei due",
        )


def _tie_problems(row: Row) -> Iterator[tuple[str, str]]:
    """Check that a tie's kind may hold between its ends."""
    word, start, end = row.get("kind"), row.get("from_id"), row.get("to_id")
    if not word or not start or not end:
        return
    words = vocabulary()
    kind = words.reversed_kinds.get(word) or words.tie_kind(word)
    if word != kind.id:
        start, end = end, start
    if start == end:
        yield "a", "un legame va da una parte a un'altra: qui sono la stessa"
        return
    kinds = (KIND_OF_PREFIX[start.partition(":")[0]], KIND_OF_PREFIX[end.partition(":")[0]])
    if not kind.fits(*kinds):
        yield "tipo", f"{word!r} non può andare da {kinds[0]} a {kinds[1]}: gira il legame o cambia tipo"


def _person_problems(row: Row) -> Iterator[tuple[str, str]]:
    """Check that a codice fiscale says the same birth and sex as the row."""
    born, died = row.get("born_on"), row.get("died_on")
    if born and died and died < born:
        yield "morta_il", f"{died} viene prima della nascita"
    if not (code := row.get("tax_code")):
        return
    try:
        said = read_tax_code(code)
    except BadTaxCodeError:
        return
    row["tax_code_kind"] = said.kind
    if said.born_on and born and said.born_on != born:
        yield "codice_fiscale", "non concorda con la data di nascita: ricontrolla tutti e due"
    if said.sex and row.get("sex") in {"F", "M"} and said.sex != row["sex"]:
        yield "codice_fiscale", "non concorda con il sesso: ricontrolla tutti e due"
