"""Keep the acts, their versions and their references; say what stands on a day."""

from knowledge.library.library import Library
from knowledge.library.loading import AddReport

__all__ = ["AddReport", "Library"]
