"""Hold what a measure says: its value or why there is none, from which data, by which formula."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from coordinator.display import table
from coordinator.errors import CoordinatorError
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

Status = Literal["ok", "insufficient", "undefined"]


class MeasureInputError(CoordinatorError):
    """A measure is asked of data that cannot be: it is not undefined, it is wrong."""

    def __init__(self, came: str, expected: str) -> None:
        super().__init__(f"The data hold {came}, but {expected}. Mend the data and measure again.")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a network or of a course of contacts."""

    name: str  # key of the catalogue, e.g. "coc"
    value: Any  # a number, or what the measure counts; None unless the status says ok or insufficient
    status: Status  # insufficient: there is a value, on too few data to rely on; undefined: there is none
    inputs: Mapping[str, Any]  # the numbers that entered
    formula: str
    source: str
    sentence: str  # in plain Italian

    @property
    def label(self) -> str:
        """The name in Italian."""
        return str(catalogue()[self.name]["label"])

    @property
    def caution(self) -> str:
        """What to keep in mind when reading it; empty when there is nothing."""
        return str(catalogue()[self.name].get("caution", ""))

    def as_json(self) -> dict[str, Any]:
        """Return the measure as plain values."""
        return {
            "name": self.name,
            "label": self.label,
            "value": self.value,
            "status": self.status,
            "inputs": dict(self.inputs),
            "formula": self.formula,
            "source": self.source,
            "sentence": self.sentence,
            "caution": self.caution,
        }

    def _repr_html_(self) -> str:
        """Show what it says, and how it was computed, in a notebook."""
        rows = [("Che cosa dice", self.sentence), ("Formula", self.formula), ("Fonte", self.source)]
        rows += [("Attenzione", self.caution)] if self.caution else []
        return table(self.label, (), rows)


class Measures(list[Measure]):
    """Several measures, which a notebook shows as one table."""

    def __getitem__(self, which: Any) -> Any:  # noqa: ANN401  by place as in a list, or by name
        """Take a measure by its name in the catalogue, or by its place."""
        if not isinstance(which, str):
            return super().__getitem__(which)
        found = next((one for one in self if one.name == which), None)
        if found is None:
            known = ", ".join(one.name for one in self)
            came = f"no measure {which!r}"
            raise MeasureInputError(came, f"these are: {known}")
        return found

    def _repr_html_(self) -> str:
        """Show each with its sentence and its caution."""
        rows = [(one.label, one.sentence, one.caution) for one in self]
        return table("Misure", ("misura", "che cosa dice", "attenzione"), rows)


def measured(name: str, value: object, inputs: Mapping[str, Any], sentence: str) -> Measure:
    """Report a value that can be relied on."""
    entry = catalogue()[name]
    return Measure(name, value, "ok", inputs, entry["formula"], entry["source"], sentence)


def insufficient(name: str, value: object, inputs: Mapping[str, Any], sentence: str) -> Measure:
    """Report a value that rests on too few data."""
    entry = catalogue()[name]
    return Measure(name, value, "insufficient", inputs, entry["formula"], entry["source"], sentence)


def undefined(name: str, inputs: Mapping[str, Any], why: str) -> Measure:
    """Report that there is no value, and why: it is not zero."""
    entry = catalogue()[name]
    sentence = f"Non si può calcolare: {why}."
    return Measure(name, None, "undefined", inputs, entry["formula"], entry["source"], sentence)


def italian(value: float, digits: int = 2) -> str:
    """
    Write a number as in Italy.

    Parameters
    ----------
    value
        The number.
    digits
        After the comma.

    Returns
    -------
    str
        With a decimal comma.

    Examples
    --------
    >>> italian(0.5), italian(3.0, 0)
    ('0,50', '3')
    """
    return f"{value:.{digits}f}".replace(".", ",")


def percent(share: float) -> str:
    """
    Write a share as a percentage.

    Parameters
    ----------
    share
        From 0 to 1.

    Returns
    -------
    str
        Rounded to the unit.

    Examples
    --------
    >>> percent(0.667)
    '67 %'
    """
    return f"{100.0 * share:.0f} %"


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Return what each measure is: label, formula, source, minimum of data, caution; read once."""
    text = files("coordinator.network.measures").joinpath("catalogue.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = read_yaml(text)
    return loaded
