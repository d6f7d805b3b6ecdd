"""Read which forms the path asks for, and turn what was typed into an event."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from coordinator.errors import CoordinatorError
from coordinator.model.datafile import read_yaml
from coordinator.pathway.events import make_event
from coordinator.pathway.process import PRACTICE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordinator.pathway.events import Event
    from coordinator.pathway.view import CaseView

FieldType = Literal["parola", "testo", "giorno", "numero", "scelta", "si_no"]
ANYWHERE = "sempre"
OTHER_NORMS = {"choice_made": "urn:nir:stato:legge:2000-11-08;328~art2-com5"}
"""Norms of the events that no form asks for: who offers services tells what there is to choose from."""


class EmptyFieldsError(CoordinatorError):
    """A form misses fields that must be filled in; nothing is written."""

    def __init__(self, form_id: str, labels: tuple[str, ...]) -> None:
        super().__init__(f"The form {form_id!r} misses: {'; '.join(labels)}. Fill them in and send again.")
        self.labels = labels


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks."""

    name: str  # of the event's field
    label: str
    type: FieldType
    required: bool = True
    choices: Mapping[str, str] = field(default_factory=dict)  # value → words
    offered: str | None = None  # the list of the record that it is chosen from
    free: bool = False  # whether other words may be written too
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked together, and makes one event."""

    id: str
    title: str
    event: str
    phases: frozenset[str]
    send: str
    fields: tuple[Field, ...]
    repeats: bool = False
    instruments: frozenset[str] | None = None  # None: all
    only_if: str | None = None  # the legal basis that asks for it
    if_any: str | None = None  # a list of the case's state that must hold something
    if_filed: str | None = None  # what the case's file must say yes to
    fixed: Mapping[str, Any] = field(default_factory=dict)
    norm: str | None = None  # of the case's instrument, once `forms_of` knows it
    norms: Mapping[str, str] = field(default_factory=dict)  # instrument → norm, where they differ

    def is_asked_in(self, view: CaseView) -> bool:
        """Say whether the form belongs to where a case stands."""
        phase = view.process.phases[view.state.position.phase]
        here = phase.id in self.phases or (ANYWHERE in self.phases and not phase.final)
        wanted = self.instruments is None or view.instrument.id in self.instruments
        some = self.if_any is None or bool(getattr(view.state, self.if_any))
        filed = self.if_filed is None or bool(getattr(view.state.file, self.if_filed))
        return here and wanted and some and filed and self.only_if in (None, view.state.file.legal_basis)

    def makes(self, event: Event) -> bool:
        """Say whether an event is one that the form records."""
        return self.event == event.kind and all(
            getattr(event, name) == value for name, value in self.fixed.items()
        )


def read_forms(text: str | None = None) -> dict[str, Form]:
    """
    Read the forms of the path.

    Parameters
    ----------
    text
        YAML in the form of ``forms.yaml``; the shipped file when None.

    Returns
    -------
    dict[str, Form]
        Forms by id, in the order of the file.
    """
    if text is None:
        text = (files("coordinator.pathway") / "forms.yaml").read_text(encoding="utf-8")
    return {row["id"]: _form(row) for row in read_yaml(text)["forms"]}


@lru_cache(maxsize=1)
def forms_table() -> Mapping[str, Form]:
    """Read the shipped forms once."""
    return read_forms()


def forms_of(view: CaseView) -> tuple[Form, ...]:
    """
    List the forms that a case asks for where it stands.

    Parameters
    ----------
    view
        The case.

    Returns
    -------
    tuple[Form, ...]
        In the order of the file, each with the norm that asks for it in the case's instrument.
    """
    asked = (form for form in forms_table().values() if form.is_asked_in(view))
    return tuple(replace(form, norm=form.norms.get(view.instrument.id, form.norm)) for form in asked)


def phases_of(event: Event) -> frozenset[str] | None:
    """
    Say in which phases an event may be written.

    Parameters
    ----------
    event
        What happened.

    Returns
    -------
    frozenset[str] or None
        Those of its forms; None where it may be written in any phase of an open path.
    """
    found = [form.phases for form in forms_table().values() if form.makes(event)]
    return None if not found or any(ANYWHERE in phases for phases in found) else frozenset().union(*found)


def norm_of(event: Event, instrument: str) -> str:
    """
    Name the norm that asks for what an event records.

    Parameters
    ----------
    event
        What happened.
    instrument
        Id of the case's instrument.

    Returns
    -------
    str
        The URN of its form in that instrument, or the word for practice.
    """
    for form in forms_table().values():
        if form.makes(event):
            return form.norms.get(instrument, form.norm) or PRACTICE
    return OTHER_NORMS.get(event.kind, PRACTICE)


def make_form_event(form: Form, typed: Mapping[str, str], **more: object) -> Event:
    """
    Turn what was typed in a form into its event.

    Parameters
    ----------
    form
        Which form.
    typed
        Field → what was typed; the decimal comma is read as a point, a ticked box is any text.
    **more
        Fields of the event that the caller knows.

    Returns
    -------
    Event
        Checked.

    Raises
    ------
    EmptyFieldsError
        Fields that must be filled in are empty, all named by their labels.
    BadEventError
        A field holds what its event refuses.
    """
    empty = [one.label for one in form.fields if one.required and not typed.get(one.name, "").strip()]
    if empty:
        raise EmptyFieldsError(form.id, tuple(empty))
    values = {
        one.name: _value(one, typed[one.name]) for one in form.fields if typed.get(one.name, "").strip()
    }
    return make_event(form.event, **{**form.fixed, **values, **more})


def _value(one: Field, typed: str) -> object:
    """Read what was typed in a field."""
    if one.type == "si_no":
        return True
    return typed.strip().replace(",", ".") if one.type == "numero" else typed.strip()


def _form(row: Mapping[str, Any]) -> Form:
    """Build a form from its row."""
    values = dict(row)
    fields = tuple(Field(offered=one.pop("from", None), **one) for one in map(dict, values.pop("fields")))
    instruments = values.pop("instruments", None)
    if isinstance(norm := values.pop("norm", None), dict):
        values["norms"] = norm
    else:
        values["norm"] = norm
    return Form(
        **{**values, "phases": frozenset(values["phases"])},
        fields=fields,
        instruments=None if instruments is None else frozenset(instruments),
    )
