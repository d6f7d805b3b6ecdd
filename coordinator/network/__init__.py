"""Explore one person's network of care: as of a day, through time, and what would be otherwise."""

from coordinator.network.change import (
    change_tie,
    confirm_tie,
    end_tie,
    state_tie,
    withdraw_tie,
)
from coordinator.network.difference import Difference, difference
from coordinator.network.ego import CAP, Ego, ego
from coordinator.network.followup import Question, follow_up
from coordinator.network.graph import build_network
from coordinator.network.history import Event, history, replay
from coordinator.network.households import Genogram, HouseholdView, genogram, households_of
from coordinator.network.paths import Path, Step, paths_to
from coordinator.network.statement import Statement

__all__ = [
    "CAP",
    "Difference",
    "Ego",
    "Event",
    "Genogram",
    "HouseholdView",
    "Path",
    "Question",
    "Statement",
    "Step",
    "build_network",
    "change_tie",
    "confirm_tie",
    "difference",
    "ego",
    "end_tie",
    "follow_up",
    "genogram",
    "history",
    "households_of",
    "paths_to",
    "replay",
    "state_tie",
    "withdraw_tie",
]
