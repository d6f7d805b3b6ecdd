"""Explore one person's network of care: as of a day, through time, and what would be otherwise."""

from coordinator.network.change import (
    change_tie,
    confirm_tie,
    end_tie,
    state_tie,
    withdraw_tie,
)
from coordinator.network.ego import CAP, Ego, build_network, ego
from coordinator.network.statement import Statement

__all__ = [
    "CAP",
    "Ego",
    "Statement",
    "build_network",
    "change_tie",
    "confirm_tie",
    "ego",
    "end_tie",
    "state_tie",
    "withdraw_tie",
]
