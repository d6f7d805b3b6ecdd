"""Explain the registers inside their own template: how to fill it in, every field, every word allowed, an example."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from coordinator.exchange.registers import NOTES, REGISTERS, prefix_of
from coordinator.exchange.template_words import explain
from coordinator.model import vocabulary
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coordinator.exchange.registers import Column, Register


@cache
def examples() -> Mapping[str, list[dict[str, str]]]:
    """
    Return filled-in rows of each register.

    Returns
    -------
    Mapping
        Title of a register → rows by heading; together they load as they are.
    """
    return {title: rows for title, rows in _filled().items() if title not in NOTES}


def notes(registers: Iterable[Register] = REGISTERS) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """
    Write the sheets that explain the others.

    Parameters
    ----------
    registers
        Of which.

    Yields
    ------
    (str, list of tuple of str)
        Title of a sheet, of `NOTES`, and its rows, headings first.
    """
    chosen = list(registers)
    readme, fields, words = NOTES
    yield readme, [(line,) for line in _filled()[readme]]
    yield fields, [("registro", "campo", "obbligatorio", "che cosa", "esempio"), *_fields(chosen)]
    yield words, [("elenco", "parola", "che cosa vuol dire"), *_words(chosen)]


def _fields(registers: Iterable[Register]) -> Iterator[tuple[str, ...]]:
    """Explain each field, with the value of the example."""
    for register in registers:
        example = examples()[register.title][0]
        code = f" Altrove si scrive {prefix_of(register)}:CODICE." if prefix_of(register) else ""
        for column in register.columns:
            required = "sì" if column.required else ""
            what = explain(column).partition(": ")[2] + (code if column.field == "id" else "")
            yield register.title, column.heading, required, what, example.get(column.heading, "")


def _words(registers: Iterable[Register]) -> Iterator[tuple[str, ...]]:
    """Say what each word of each list means, once a list."""
    told: set[str] = set()
    for column in (column for register in registers for column in register.columns):
        if column.holds in {"word", "words"} and column.words not in told:
            told.add(column.words)
            for key, term in vocabulary().terms[column.words].items():
                yield _list_name(column), key, term.label
        elif column.holds == "tie_kind" and "kinds" not in told:
            told.add("kinds")
            for key, kind in vocabulary().kinds.items():
                yield "tipo (legami)", key, kind.label
            for word, kind in vocabulary().reversed_kinds.items():
                yield "tipo (legami)", word, f"come {kind.id}, visto dall’altra parte"


def _list_name(column: Column) -> str:
    """Name a list by the column that takes it, and by its own name."""
    return f"{column.heading} ({column.words})"


@cache
def _filled() -> Mapping[str, Any]:
    """Read what fills the template: how to use it, and the rows of the example."""
    text = (files("coordinator.exchange") / "template.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = read_yaml(text)
    return found
