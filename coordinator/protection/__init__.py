"""Protect the persons in the record: who may do what, and a log of all that was asked."""

from coordinator.protection.opening import open_viewer
from coordinator.protection.policy import Policy, policy
from coordinator.protection.viewer import Viewer

__all__ = ["Policy", "Viewer", "open_viewer", "policy"]
