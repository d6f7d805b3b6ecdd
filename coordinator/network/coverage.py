"""Say which needs are met, by a service that answers to them or by someone's support."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

HELP = ("caregiver_principale", "caregiver", "assistente_familiare", "volontariato", "segue")
"""Kinds of tie by which someone who is no service gives support."""


@cache
def supports_that_meet() -> dict[str, frozenset[str]]:
    """Return the supports that meet each need; read once."""
    text = files("coordinator.network").joinpath("coverage.yaml").read_text(encoding="utf-8")
    return {need: frozenset(supports) for need, supports in read_yaml(text).items()}


def uncovered(
    needs: Iterable[str], offers: Iterable[Collection[str]], supports: Collection[str | None]
) -> list[str]:
    """
    List the needs that nobody meets.

    Parameters
    ----------
    needs
        Open needs.
    offers
        What each service that has the person in charge may meet.
    supports
        What others give her; None where nobody said.

    Returns
    -------
    list of str
        In the order of ``needs``.

    Examples
    --------
    >>> uncovered(["pasti", "terapia"], [{"terapia"}], ["emotivo"])
    ['pasti']
    """
    offered = {need for service in offers for need in service}
    meets: Mapping[str, frozenset[str]] = supports_that_meet()
    return [
        need
        for need in needs
        if need not in offered and not meets.get(need, frozenset()).intersection(supports)
    ]
