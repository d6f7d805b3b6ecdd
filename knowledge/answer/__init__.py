"""Answer questions with the words of the law, verify the words of others, and say what the corpus lacks."""

from knowledge.answer.assistant import Assistant
from knowledge.answer.compare import Comparison, compare_days, compare_territories
from knowledge.answer.model import Answer, AnswerFact, AnswerStatus, Quote, Reason, Refusal, Role
from knowledge.answer.place import asked_places
from knowledge.answer.verify import Fault, Finding, Report, verify

__all__ = [
    "Answer",
    "AnswerFact",
    "AnswerStatus",
    "Assistant",
    "Comparison",
    "Fault",
    "Finding",
    "Quote",
    "Reason",
    "Refusal",
    "Report",
    "Role",
    "asked_places",
    "compare_days",
    "compare_territories",
    "verify",
]
