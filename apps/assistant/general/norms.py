"""Ask the norms as a question in the chat means it: on the day, in the territory, or in the two that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apps.assistant.general.otherwise import in_other_words
from apps.assistant.general.screen import for_screen
from apps.assistant.reading.clauses import is_bare
from apps.assistant.reading.days import read_day
from apps.assistant.reading.route import NORMS
from apps.assistant.reply import Line, Reply
from apps.components.words import MONTHS

if TYPE_CHECKING:
    from datetime import date

    from knowledge.answer import Answer, Assistant, Comparison

_DAY = "|".join(
    (
        rf"(?:1°|\d{{1,2}}) (?:{'|'.join(MONTHS)}) (?:19|20)\d\d",
        r"\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d",
        r"(?:19|20)\d\d-\d\d-\d\d",
    )
)
_NOW = frozenset({"oggi", "adesso", "ora"})
_DATED = re.compile(
    rf"\b(?:(?:al|dal|il|del|prima del|dopo il|fra il|tra il|in vigore il) |(?:l|all|dall|dell|nell)['’] ?)(?:{_DAY})"
    rf"|\b(?:a|ad|in|nel|nel mese di|di|da) (?:{'|'.join(MONTHS)}) (?:del )?(?:19|20)\d\d\b"
    r"|\b(?:nel|nell['’]anno|fra il|tra il) (?:19|20)\d\d\b"
    r"|\b(?:oggi|adesso|ora)\b|\b(?:un|due|tre|cinque|dieci|\d{1,2}) ann[oi] fa\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"^\s*(?:quali|che) (?:norme|leggi|articoli|disposizioni)\b.*"
    r"\b(?:parlan|riguardan|si occupan|trattan|disciplinan|regolan)"
    r"|^\s*(?:cerca|trova|elenca|mostra)(?:mi)? (?:le )?(?:norme|leggi|disposizioni)\b|\bdove si parla d",
    re.IGNORECASE,
)
_LISTED = 8  # provisions in a list
_BOTH = re.compile(
    r"\bconfront|\bdifferenz|\bcambi|\brispetto a|\bprima e (?:dopo|adesso)|\be (?:oggi|adesso)\b",
    re.IGNORECASE,
)


GOES_ON = re.compile(r"\s*(?:e|ed|ma|anche|allora|quindi|oppure)\b", re.IGNORECASE)
"""How a question begins that goes on from one that was not answered."""

MATTER = 4
"""Words of matter from which such a question may stand by itself."""


def ask_norms(assistant: Assistant, question: str, today: date, follows: Answer | None = None) -> Reply:
    """
    Let the norms answer a question of the chat.

    Parameters
    ----------
    assistant
        Over the norms.
    question
        As it was written: "nel 2015 …", "… e oggi?", "in Toscana e in Veneto".
    today
        The day that counts when the question names none.
    follows
        The answer before: a follow-up may mean its provisions, which are searched afresh.

    Returns
    -------
    Reply
        With one answer, or with two under their titles when the question compares days or territories.
    """
    from knowledge.answer import asked_places, compare_days, compare_territories

    days = named_days(question, today)
    if len(days) > 1 and _BOTH.search(question):
        return _side_by_side(compare_days(assistant, _without_days(question), days[0], days[1]))
    dated = _DATED.search(question)
    if days and dated and follows is not None and is_bare(_without_days(question)):
        question = f"{follows.read_as or follows.question} {dated[0]}"  # "e nel 2010?"
    elif follows is not None and follows.refusal is not None and _goes_on(assistant, question, today):
        question = f"{follows.read_as or follows.question} {question}"
    places = asked_places(question, assistant.territories())
    if len(places) > 1 and _BOTH.search(question):
        return _side_by_side(
            compare_territories(assistant, question, *places[:2], on=days[0] if days else today)
        )
    on = days[0] if days else today
    if _LIST.search(question) and (listed := list_norms(assistant, question, on)):
        return listed
    answer = assistant.ask(question, on=on, follows=follows)
    again = in_other_words(question, past=bool(days) and on < today) if answer.refusal is not None else ""
    if again and (second := assistant.ask(again, on=on)).refusal is None:
        answer = second
    return Reply(NORMS, "", answer=for_screen(answer), query="")


def list_norms(assistant: Assistant, question: str, on: date) -> Reply | None:
    """
    List the provisions that a question is about, each with the page that shows it.

    Parameters
    ----------
    assistant
        Over the norms; its library is searched as a LangChain retriever.
    question
        "Quali norme parlano dei caregiver?".
    on
        The day on which they must hold.

    Returns
    -------
    Reply or None
        None where the norms say nothing about it: then the refusal is the answer.
    """
    from knowledge.answer import Reason
    from knowledge.search.langchain import NormRetriever

    answer = assistant.ask(question, on=on)
    if answer.refusal is not None and answer.refusal.reason is not Reason.NEAR:
        return None
    retriever = NormRetriever(
        library=assistant.searcher.library, on=on, territory=answer.territory, top=_LISTED
    )
    found = {document.metadata["urn"]: document.metadata for document in retriever.invoke(question)}
    lines = tuple(Line(about["heading"] or _act_name(about), urn=urn) for urn, about in found.items())
    return Reply(NORMS, "Le norme che ne parlano, le più vicine prima:", lines)


def _goes_on(assistant: Assistant, question: str, on: date) -> bool:
    """Say whether a question goes on: it begins with "e", and has no matter of its own that the norms speak of."""
    from knowledge.answer import Reason
    from knowledge.search.words import content_words

    if GOES_ON.match(question) is None or len(content_words(question)) < MATTER:
        return GOES_ON.match(question) is not None
    refusal = assistant.ask(question, on=on).refusal
    return refusal is not None and refusal.reason in {Reason.NEAR, Reason.OUTSIDE}


def _act_name(about: dict[str, Any]) -> str:
    """Name a provision without a heading by its act."""
    from knowledge.norms.identifiers import format_legal, parse_urn

    return format_legal(parse_urn(about["act"]))


def named_days(question: str, today: date) -> list[date]:
    """
    Read the days that a question names outside its citations.

    Parameters
    ----------
    question
        In Italian; the year in "legge 328 del 2000" is no day.
    today
        The day of the question.

    Returns
    -------
    list of date
        In the order of the question, each once; a year means its last day.
    """
    from knowledge.references import find_references

    cited = [(found.start, found.end) for found in find_references(question)]
    days = []
    for match in _DATED.finditer(question):
        if not any(start <= match.start() < end or start < match.end() <= end for start, end in cited):
            days.append(
                today
                if match[0].lower() in {"oggi", "adesso", "ora"}
                else read_day(_readable(match[0]), today)
            )
    named = list(dict.fromkeys(day for day in days if day is not None))
    return named if named != [today] else []


def _readable(words: str) -> str:
    """Write a day as `read_day` expects it."""
    words = re.sub(
        r"\b(?:di|da|nel mese di) (?=[a-z]+ (?:del )?(?:19|20)\d\d$)", "in ", words, flags=re.IGNORECASE
    )
    return re.sub(r"\b(?:fra|tra) il (?=(?:19|20)\d\d$)", "nel ", words.replace("1°", "1"))


def _without_days(question: str) -> str:
    """Take the days out of a question, so that both days are asked the same."""
    return " ".join(_DATED.sub(" ", question).split())


def _side_by_side(comparison: Comparison) -> Reply:
    """Show two answers under their titles, and say when they rest on the same words."""
    first, second = for_screen(comparison.first), for_screen(comparison.second)
    if comparison.same:
        return Reply(NORMS, "Le due risposte si fondano sulle stesse parole.", answer=second)
    titles = comparison.titles
    return Reply(NORMS, comparison.head, answers=((titles[0], first), (titles[1], second)))
