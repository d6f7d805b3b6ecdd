"""Find citations of norms in Italian text: `find_references`, `parse_question_reference`."""

from knowledge.references.find import find_references
from knowledge.references.found import Ambiguous, Found, Unresolved
from knowledge.references.names import ActNames, NamedAct
from knowledge.references.question import parse_question_reference

__all__ = [
    "ActNames",
    "Ambiguous",
    "Found",
    "NamedAct",
    "Unresolved",
    "find_references",
    "parse_question_reference",
]
