"""Say on what the handling of a person's data rests: law, her consent, or law she may object to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["law", "consent", "objection"]


@dataclass(frozen=True, slots=True)
class Basis:
    """One handling of data, and what it rests on."""

    id: str
    kind: Kind
    label: str  # as the person reads it
    words: str
    norms: tuple[str, ...]  # URNs
    roles: frozenset[str] = frozenset()  # who receives the data by it
    by_law: tuple[str, ...] = ()  # kinds of tie with where the recipient works that make it law

    @property
    def asked(self) -> bool:
        """Whether the person is asked, and may say no."""
        return self.kind != "law"

    @property
    def when_silent(self) -> bool:
        """Whether data are handled as long as she has said nothing."""
        return self.kind != "consent"


@dataclass(frozen=True, slots=True)
class CareConsent:
    """A yes to care or to the plan: no basis for data, and kept by the path."""

    id: str
    label: str
    words: str
    norms: tuple[str, ...]


@cache
def bases() -> Mapping[str, Basis]:
    """Read what data rest on, once: id → basis, law first."""
    kinds: tuple[Kind, ...] = ("law", "consent", "objection")
    return {
        key: Basis(
            key,
            kind,
            row["label"],
            row["words"],
            tuple(row["norms"]),
            frozenset(row.get("roles", ())),
            tuple(row.get("by_law", ())),
        )
        for kind in kinds
        for key, row in _table()[kind].items()
    }


@cache
def care_consents() -> Mapping[str, CareConsent]:
    """Read what the path keeps of consent to care, once: id → consent."""
    return {
        key: CareConsent(key, row["label"], row["words"], tuple(row["norms"]))
        for key, row in _table()["care"].items()
    }


def asked_of(role: str) -> Basis | None:
    """Return the basis that asks the person before a role may see her; None where law alone counts."""
    return next((one for one in bases().values() if one.kind == "consent" and role in one.roles), None)


@cache
def _table() -> Mapping[str, Any]:
    """Read the file, once."""
    text = files("coordinator.protection").joinpath("bases.yaml").read_text(encoding="utf-8")
    table: Mapping[str, Any] = read_yaml(text)
    return table
