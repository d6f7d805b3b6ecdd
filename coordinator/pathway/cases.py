"""Open, write, send and read cases: the service functions of the path, each with its viewer."""

from coordinator.errors import UnknownCaseError
from coordinator.pathway.gates import instruments_table
from coordinator.pathway.opening import open_case
from coordinator.pathway.reading import (
    OpenCase,
    cases_of,
    instruments_for,
    open_cases,
    process_of,
    read_case,
    read_open_cases,
)
from coordinator.pathway.sending import refer, step_referral
from coordinator.pathway.terms import terms_table
from coordinator.pathway.view import CaseView
from coordinator.pathway.writing import StaleCaseError, go, record, undo_last

__all__ = [
    "CaseView",
    "OpenCase",
    "StaleCaseError",
    "UnknownCaseError",
    "cases_of",
    "go",
    "instruments_for",
    "instruments_table",
    "open_case",
    "open_cases",
    "process_of",
    "read_case",
    "read_open_cases",
    "record",
    "refer",
    "step_referral",
    "terms_table",
    "undo_last",
]
