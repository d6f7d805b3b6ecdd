"""Bring the record in and out: registers as CSV and XLSX."""

from coordinator.exchange.checks import Problem
from coordinator.exchange.tables import Loaded, export_tables, load_tables, read_tables, whole_reasons

__all__ = ["Loaded", "Problem", "export_tables", "load_tables", "read_tables", "whole_reasons"]
