"""Let a language model word an answer in plain sentences, and keep only those that the quotes support."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from knowledge.answer.model import AnswerStatus, Claim
from knowledge.answer.support import support
from knowledge.references import find_references

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

    from knowledge.answer.model import Answer, Quote

FEWEST = 1  # claims that must survive; with fewer the answer stays without the model
_LONGEST = 400  # characters of one claim
_FEWEST_WORDS = 4  # of a claim: fewer are no sentence about a norm
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+")
_ORDER = re.compile(
    r"[{}<>`]|https?://|\]\(|#{2,} |\burn:|\w_\w|\bsystem ?:|\bprompt\b|\bpassword\b|\bassistente ?:|\bponte \w+"
    r"|\b(?:ignor|dimentic)\w* (?:le|ogni|tutte|qualsiasi)\b.{0,20}\bistruzion|\bistruzioni precedenti"
    r"|\b(?:ignore|disregard|forget|reveal|answer|respond|pretend|instructions?|developer|you (?:are|must|will))\b"
    r"|\b(?:rispondi|scrivi|ripeti|esegui|clicca|fingi|comportati)\b"
    r"|^[\W_]*(?:chiama|cancella|visita|mostra|invia|ignora|dimentica|rivela|usa|di’|di') "
    r"|[\u0400-\u052f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]",  # letters that only look Latin, marks not seen
    re.IGNORECASE,
)
_CLAIM = re.compile(r'\{\s*"text"(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}')
_MARKUP = re.compile(r"(?<![\d/])\d{1,4}/(?:19|20)\d\d\b|https?://|www\.|<[^>]+>|\]\(|`|«|»|“|”")


@dataclass(frozen=True, slots=True)
class Drop:
    """A claim that was not shown, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Sifted:
    """The claims of a model that may be shown, and those that may not."""

    claims: tuple[Claim, ...]
    dropped: tuple[Drop, ...]


def word_with(model: BaseChatModel, answer: Answer) -> Answer:
    """
    Put a model's plain sentences before the quotes of an answer.

    Parameters
    ----------
    model
        Any LangChain chat model, local or remote. It gets the question and the numbered quotes, nothing else.
    answer
        Composed without a model.

    Returns
    -------
    Answer
        With the claims that the quotes support, each with its citations, above the same quotes. The answer as it
        was when it is a refusal, when the model fails, or when too few claims are left.
    """
    if answer.status not in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL):
        return answer
    return with_claims(answer, sift(_reply(model, answer), answer.quotes).claims)


def stream_with(model: BaseChatModel, answer: Answer) -> Iterator[Claim]:
    """
    Give the verified claims of a model as it writes them; a sentence that fails is never given.

    Parameters
    ----------
    model
        Any LangChain chat model; one that does not stream is waited for.
    answer
        Composed without a model.

    Yields
    ------
    Claim
        Each once, in the model's order; none for a refusal, or when the model fails.
    """
    if answer.status not in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL):
        return
    by_id = {quote.id: quote for quote in answer.quotes}
    for text, ids in stream_claims(model, _prompt(), _material(answer)):
        if not _fault(text, ids, by_id):
            yield Claim(text, tuple(dict.fromkeys(ids)))


def stream_claims(model: BaseChatModel, prompt: str, material: str) -> Iterator[tuple[str, list[str]]]:
    """
    Give what a model claims as it writes it, unverified.

    Parameters
    ----------
    model
        Any LangChain chat model.
    prompt, material
        The instructions, which ask for the agreed JSON; then question and numbered texts, as data.

    Yields
    ------
    tuple of str and list of str
        A sentence and the ids of the texts that it names; nothing more once the model fails.
    """
    written, given = "", 0
    for piece in _pieces(model, prompt, material):
        written += piece
        claims = list(_claims_in(_closed(written)))
        yield from claims[given:]
        given = max(given, len(claims))


def fault(text: str, body: str) -> str:
    """
    Say why a model's sentence may not be shown beside the text that it rests on.

    Parameters
    ----------
    text
        The sentence.
    body
        What it rests on: words of a provision, or facts that were computed.

    Returns
    -------
    str
        ``form``, ``citation``, ``number``, ``negation``, ``who``, ``duty`` or ``unsupported``; empty when it may.
    """
    if not text or len(text) > _LONGEST or "\n" in text:
        return "form"
    if _MARKUP.search(text) or any(found.refs for found in find_references(text)):
        return "citation"
    found = support(text, body)
    if found.stray_numbers:
        return "number"
    if found.negation_differs:
        return "negation"
    if found.stray_bodies or found.duty_differs:
        return "who" if found.stray_bodies else "duty"
    return "" if found.holds else "unsupported"


def with_claims(answer: Answer, claims: Sequence[Claim]) -> Answer:
    """Put verified claims before a composed answer; the answer as it was without any."""
    if len(claims) < FEWEST:
        return answer
    return replace(answer, claims=tuple(claims), answer=_with_claims(answer, claims))


def sift(reply: str, quotes: Sequence[Quote]) -> Sifted:
    """
    Sift the claims of a reply.

    Parameters
    ----------
    reply
        What the model wrote; anything but the agreed JSON gives no claim.
    quotes
        The quotes it was given.

    Returns
    -------
    Sifted
        A claim stays only when its quotes exist and hold its words, numbers and negations, and it cites,
        quotes and links nothing by itself.
    """
    by_id = {quote.id: quote for quote in quotes}
    kept: list[Claim] = []
    dropped: list[Drop] = []
    for text, ids in _claims_in(reply):
        why = _fault(text, ids, by_id)
        if why:
            dropped.append(Drop(text, why))
        else:
            kept.append(Claim(text, tuple(dict.fromkeys(ids))))
    return Sifted(tuple(kept), tuple(dropped))


def _reply(model: BaseChatModel, answer: Answer) -> str:
    """Ask the model; a failure of the model is no failure of the answer."""
    try:
        return _said(model.invoke(_messages(_prompt(), _material(answer))).content)
    except Exception:  # noqa: BLE001 - whatever a model's client raises, the answer without it stands
        return ""


def _pieces(model: BaseChatModel, prompt: str, material: str) -> Iterator[str]:
    """Ask the model, and take what it writes piece by piece until it ends or fails."""
    try:
        for piece in model.stream(_messages(prompt, material)):
            yield _said(piece.content)
    except Exception:  # noqa: BLE001 - as above: what was verified stands
        return


def _messages(prompt: str, material: str) -> list[BaseMessage]:
    """Write what the model gets: the instructions, then the material as data."""
    from langchain_core.messages import HumanMessage, SystemMessage

    return [SystemMessage(prompt), HumanMessage(material)]


def _said(content: object) -> str:
    """Read a message's content as text; blocks are joined."""
    if isinstance(content, list):
        return "".join(one.get("text", "") if isinstance(one, dict) else str(one) for one in content)
    return str(content)


def _closed(written: str) -> str:
    """Close the list of claims of a reply that is still being written, after its last whole claim."""
    whole = [match.group() for match in _CLAIM.finditer(written)]
    return '{"claims": [' + ", ".join(whole) + "]}" if whole else ""


def _material(answer: Answer) -> str:
    """Write the question and the numbered quotes as data."""
    quotes = [
        {"id": quote.id, "citation": quote.citation, "text": _matter(f"{quote.opening} {quote.text}")}
        for quote in answer.quotes
    ]
    return json.dumps({"question": answer.question, "quotes": quotes}, ensure_ascii=False)


def _matter(text: str) -> str:
    """Leave out the sentences of a quote that speak to a machine: no norm does, and no claim may rest on them."""
    return " ".join(part for part in _SENTENCE.split(text.strip()) if not _ORDER.search(part))


def _claims_in(reply: str) -> Iterator[tuple[str, list[str]]]:
    """Read the claims of a reply; skip what has not the agreed form."""
    match = _OBJECT.search(reply)
    try:
        data: Any = json.loads(match[0]) if match else None
    except json.JSONDecodeError:
        return
    claims = data.get("claims") if isinstance(data, dict) else None
    for claim in claims if isinstance(claims, list) else ():
        if isinstance(claim, dict) and isinstance(claim.get("text"), str):
            ids = claim.get("quote_ids")
            yield claim["text"].strip(), [str(one) for one in ids] if isinstance(ids, list) else []


def _fault(text: str, ids: Sequence[str], by_id: Mapping[str, Quote]) -> str:
    """Say why a claim may not be shown; empty when it may."""
    if not ids or any(one not in by_id for one in ids):
        return "quote"
    if len(text.split()) < _FEWEST_WORDS:
        return "form"
    return fault(text, " ".join(_whole(by_id[one]) for one in ids))


def _whole(quote: Quote) -> str:
    """Write what a claim may rest on: heading, opening words and text."""
    return _matter(f"{quote.passage.heading}. {quote.opening} {quote.text}")


def _with_claims(answer: Answer, claims: Sequence[Claim]) -> str:
    """Put claims with their citations before the composed answer."""
    citations = {quote.id: quote.citation for quote in answer.quotes}
    lines = [f"{claim.text} ({'; '.join(citations[one] for one in claim.quote_ids)})" for claim in claims]
    return "\n\n".join([*lines, answer.answer])


@lru_cache(maxsize=1)
def _prompt() -> str:
    """Read the instructions for the model."""
    return files("knowledge.answer").joinpath("prompts/claims.md").read_text(encoding="utf-8")
