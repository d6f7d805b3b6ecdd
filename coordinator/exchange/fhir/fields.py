"""Pair the columns of our rows with the elements of FHIR resources, once for the way out and the way in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from coordinator.exchange.fhir.lens import Reading, put, write_path
from coordinator.exchange.fhir.names import PARTY_ID, code_system, concept, extension, party_reference
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coordinator.exchange.fhir.lens import Path
    from coordinator.store.records import Row


class FieldError(ValueError):
    """An element cannot be read; its message, in Italian, says why and how to mend it."""


class Links(Protocol):
    """What a reference may lead to."""

    def party(self, reference: Mapping[str, Any]) -> str:
        """Return the id of the party that a reference names, or raise `FieldError`."""
        ...


class Codec(NamedTuple):
    """How a value of a row is written as JSON, and read again."""

    write: Callable[[Any], Any]
    read: Callable[[Any, Links], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A column and the element that holds it."""

    name: str
    path: Path
    codec: Codec
    required: bool = False


class Fault(NamedTuple):
    """What is wrong with an element of a resource; ``what`` is Italian."""

    path: str
    what: str


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of resource: its type, what it always says, and its fields."""

    type: str
    fields: Sequence[Field]
    says: Mapping[str, Any] = field(default_factory=dict)
    follows: tuple[str, ...] = ()  # elements that follow from others, and are not read

    def write(self, row: Row, resource_id: str | None = None) -> dict[str, Any]:
        """
        Write a row as a resource.

        Parameters
        ----------
        row
            Columns that are None, empty or absent are left out.
        resource_id
            Its id in the bundle.

        Returns
        -------
        dict
            JSON.
        """
        resource: dict[str, Any] = {"resourceType": self.type} | ({"id": resource_id} if resource_id else {})
        resource |= self.says
        write_fields(self.fields, row, resource)
        return resource

    def read(self, reading: Reading, links: Links) -> tuple[Row, list[Fault]]:
        """
        Read a resource as a row, taking from it what is read.

        Parameters
        ----------
        reading
            The resource.
        links
            What references lead to.

        Returns
        -------
        Row, list of Fault
            The faults of required fields; an optional one that cannot be read stays in the resource.
        """
        for name, value in self.says.items():
            if reading.rest.get(name) == value:
                del reading.rest[name]
        for name in self.follows:
            reading.rest.pop(name, None)
        return read_fields(self.fields, reading, links)


def write_fields(fields: Sequence[Field], row: Row, node: dict[str, Any]) -> None:
    """Put the columns of a row that hold something into an element."""
    for one in fields:
        value = row.get(one.name)
        if value not in (None, "", []) and not (value is False and one.codec is FLAG):
            put(node, one.path, one.codec.write(value))


def read_fields(fields: Sequence[Field], reading: Reading, links: Links) -> tuple[Row, list[Fault]]:
    """Take the columns of a row out of an element."""
    row: Row = {}
    faults = []
    for one in fields:
        value = reading.take(one.path)
        if value is None:
            if one.required:
                faults.append(Fault(write_path(one.path), "manca: è obbligatorio"))
            continue
        try:
            row[one.name] = one.codec.read(value, links)
        except FieldError as fault:
            if one.required:
                faults.append(Fault(write_path(one.path), str(fault)))
            else:
                put(reading.rest, one.path, value)
    return row, faults


def _day(value: Any, _links: Links) -> date:  # noqa: ANN401  JSON
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        message = f"{value!r} non è un giorno intero: scrivilo come 2026-03-31"
        raise FieldError(message) from None


def _instant(value: Any, _links: Links) -> datetime:  # noqa: ANN401  JSON
    try:
        read = datetime.fromisoformat(str(value))
    except ValueError:
        message = f"{value!r} non è un momento: scrivilo come 2026-03-31T09:30:00+00:00"
        raise FieldError(message) from None
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


def _typed(*types: type) -> Callable[[Any, Links], Any]:
    def read(value: Any, _links: Links) -> Any:  # noqa: ANN401  JSON
        if isinstance(value, types) and not (isinstance(value, bool) and bool not in types):
            return value.strip() if isinstance(value, str) else value
        message = f"{value!r} non è del tipo atteso"
        raise FieldError(message)

    return read


def _sex(value: Any, _links: Links) -> str:  # noqa: ANN401  JSON
    if value in SEXES:
        return SEXES[value]
    message = f"{value!r}: Ponte tiene female, male e other"
    raise FieldError(message)


SEXES = {"female": "F", "male": "M", "other": "X"}
GENDERS = {sex: gender for gender, sex in SEXES.items()}

TEXT = Codec(str, _typed(str))
DAY = Codec(date.isoformat, _day)
INSTANT = Codec(lambda value: value.astimezone(UTC).isoformat(), _instant)
NUMBER = Codec(float, lambda value, links: float(_typed(int, float)(value, links)))
INTEGER = Codec(int, _typed(int))
FLAG = Codec(bool, _typed(bool))
GENDER = Codec(GENDERS.__getitem__, _sex)
PARTY = Codec(party_reference, lambda value, links: links.party(value))
BY_ID = Codec(str, lambda value, links: links.party({"identifier": {"system": PARTY_ID, "value": value}}))


def word(list_name: str) -> Codec:
    """Keep a word of the vocabulary as a concept of our code system."""

    def read(value: Any, _links: Links) -> str:  # noqa: ANN401  JSON
        code = own_code(value, list_name)
        if code is None:
            known = ", ".join(list(vocabulary().terms[list_name])[:6])
            message = (
                f"non c'è un codice di Ponte: aggiungi una coding con system {code_system(list_name)} e code uno di "
                f"{known} …"
            )
            raise FieldError(message)
        return code

    return Codec(lambda code: concept(list_name, code), read)


def listed(codec: Codec) -> Codec:
    """Keep several values as a list."""

    def read(value: Any, links: Links) -> list[Any]:  # noqa: ANN401  JSON
        if not isinstance(value, list):
            message = "deve essere una lista"
            raise FieldError(message)
        return [codec.read(one, links) for one in value]

    return Codec(lambda values: [codec.write(one) for one in values], read)


def own_code(value: Any, list_name: str) -> str | None:  # noqa: ANN401  JSON
    """Find the word of one of our lists in a concept; None when it has none."""
    codings = value.get("coding", ()) if isinstance(value, dict) else ()
    system = code_system(list_name)
    return next(
        (
            one["code"]
            for one in codings
            if one.get("system") == system and one.get("code") in known_words(list_name)
        ),
        None,
    )


def known_words(list_name: str) -> Mapping[str, Any]:
    """Return the words of a list, kinds of tie among them."""
    words = vocabulary()
    return words.kinds if list_name == "tie_kinds" else words.terms[list_name]


def own(name: str, value: str) -> Path:
    """Return the path of one of our extensions: its name, and the name of its value's element."""
    return ("extension", extension(name), value)


def part(whole: str, name: str, value: str) -> Path:
    """Return the path of a part of one of our extensions."""
    return ("extension", extension(whole), "extension", {"url": name}, value)
