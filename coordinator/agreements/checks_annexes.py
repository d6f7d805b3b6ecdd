"""Check the three annexes: macro-phases, organisational consequences, LEPS and LEA at home."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from coordinator.agreements.conditions import Spot, condition, spot
from coordinator.agreements.template import MACRO_PHASES
from coordinator.pathway.process import read_process

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordinator.agreements.text import Agreement
    from coordinator.pathway.process import Process

A, B, C = "allegato A", "allegato B", "allegato C"
TIMED = {"accesso": "lettura_entro", "valutazione_multidimensionale": "uvm_entro", "piano": "piano_entro"}
"""Macro-phase → the measure that counts the same days."""


@cache
def common_path() -> Process:
    """Read the common path of the process, once."""
    return read_process()


def macro_name(macro_phase: str) -> str:
    """Name a macro-phase as the process does."""
    return common_path().macro_phases.get(macro_phase, macro_phase)


@condition
def annex_empty(agreement: Agreement) -> Iterator[Spot]:
    """Find that an annex has no rows."""
    for letter, rows in (("A", agreement.phases), ("B", agreement.changes), ("C", agreement.home)):
        if not rows:
            yield spot(f"allegato {letter}", letter=letter)


@condition
def macro_phase_missing(agreement: Agreement) -> Iterator[Spot]:
    """Find that one of the five macro-phases is not in annex A."""
    there = {one.macro_phase for one in agreement.phases}
    for one in MACRO_PHASES if there else ():
        if one not in there:
            yield spot(A, phase=macro_name(one))


@condition
def macro_phase_twice(agreement: Agreement) -> Iterator[Spot]:
    """Find that a macro-phase has two rows."""
    there = [one.macro_phase for one in agreement.phases]
    for one in dict.fromkeys(one for one in there if there.count(one) > 1):
        yield spot(A, phase=macro_name(one))


@condition
def macro_phase_unowned(agreement: Agreement) -> Iterator[Spot]:
    """Find that no party answers for a macro-phase."""
    for one in agreement.phases:
        if one.accountable not in agreement.names:
            yield spot(A, phase=macro_name(one.macro_phase))


@condition
def macro_phase_without_document(agreement: Agreement) -> Iterator[Spot]:
    """Find that it is not said which document a macro-phase leaves."""
    for one in agreement.phases:
        if not one.document:
            yield spot(A, phase=macro_name(one.macro_phase))


@condition
def macro_phase_without_money(agreement: Agreement) -> Iterator[Spot]:
    """Find that it is not said with which money a macro-phase is done."""
    for one in agreement.phases:
        if not one.money:
            yield spot(A, phase=macro_name(one.macro_phase))


@condition
def annex_against_commitment(agreement: Agreement) -> Iterator[Spot]:
    """Find that annex A gives a macro-phase other days than a commitment does."""
    for row in agreement.phases:
        for one in agreement.commitments:
            timed = one.measure and one.measure == TIMED.get(row.macro_phase)
            if timed and row.within and one.within and row.within != one.within:
                yield spot(
                    A, annex=row.within, phase=macro_name(row.macro_phase), what=one.what, within=one.within
                )


@condition
def change_without_day(agreement: Agreement) -> Iterator[Spot]:
    """Find that a change has no day."""
    for one in agreement.changes:
        if one.by is None:
            yield spot(B, what=one.what)


@condition
def change_after_end(agreement: Agreement) -> Iterator[Spot]:
    """Find that a change comes after the agreement's end."""
    for one in agreement.changes:
        if one.by and agreement.until and one.by > agreement.until:
            yield spot(B, what=one.what)


@condition
def change_of_stranger(agreement: Agreement) -> Iterator[Spot]:
    """Find that a change is up to somebody who does not sign."""
    for one in agreement.changes:
        if one.body not in agreement.names:
            yield spot(B, what=one.what, body=one.body)


@condition
def level_unpaired(agreement: Agreement) -> Iterator[Spot]:
    """Find that a row of annex C has one level and not the other."""
    for one in agreement.home:
        if bool(one.leps) != bool(one.lea):
            has, lacks = ("il LEPS", "il LEA") if one.leps else ("il LEA", "il LEPS")
            yield spot(C, has=has, lacks=lacks)


@condition
def level_uncoordinated(agreement: Agreement) -> Iterator[Spot]:
    """Find that no party coordinates the two levels."""
    for one in agreement.home:
        if one.coordinator not in agreement.names and (one.leps or one.lea):
            yield spot(C, leps=one.leps or "–", lea=one.lea or "–")
