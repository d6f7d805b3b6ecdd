"""Write a reply of the conversation as text: Markdown for a terminal or a notebook, plain values for a program."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from apps.assistant.reply import Reply


def as_markdown(reply: Reply) -> str:
    """
    Write a reply as the conversation shows it: the sentence, what it rests on, what was read.

    Parameters
    ----------
    reply
        From the record or from the norms.

    Returns
    -------
    str
        Markdown, in Italian.
    """
    return "\n\n".join(part for part in _parts(reply) if part)


def as_json(reply: Reply, question: str, day: date, elapsed_ms: float) -> dict[str, Any]:
    """
    Write a reply with the keys of an answer, for other programs.

    Parameters
    ----------
    reply
        From the record or from the norms.
    question, day
        What was asked, and for which day.
    elapsed_ms
        How long it took.

    Returns
    -------
    dict
        Where the record answers, ``records`` are the ids that it rests on and ``query`` says what was read;
        where the norms answer too, ``quotes`` and ``facts`` are theirs.
    """
    told = as_markdown(reply)
    held: dict[str, Any] = reply.answer.as_json() if reply.answer is not None else _blank(question, day)
    if not reply.query and reply.answer is not None:
        return held | {"elapsed_ms": round(elapsed_ms, 1)}
    return held | {
        "id": hashlib.sha256(f"{question}\n{day}\n{told}".encode()).hexdigest()[:16],
        "status": "clarify" if reply.choices else "answered" if reply.query else "refused",
        "answer": told,
        "records": list(reply.records),
        "query": reply.query or None,
        "options": [{"label": one.label, "question": one.question} for one in reply.choices],
        "elapsed_ms": round(elapsed_ms, 1),
    }


def _blank(question: str, day: date) -> dict[str, Any]:
    """Give the keys of an answer that the norms did not give."""
    return {
        "question": question,
        "as_of": day.isoformat(),
        "territory": None,
        "quotes": [],
        "facts": [],
        "claims": [],
        "refusal": None,
        "completeness": "none",
        "corpus_version": "",
    }


def _parts(reply: Reply) -> Iterator[str]:
    """Write the paragraphs of a reply."""
    yield "\n".join(reply.words)
    yield reply.head
    yield "\n".join(f"- {line.text}{f' ({line.norm})' if line.norm else ''}" for line in reply.lines)
    yield "\n".join(f"- {one.label}: «{one.question}»" for one in reply.choices)
    for title, answer in reply.answers:
        yield f"### {title}\n\n{answer.answer}"
    if reply.answer is not None and not reply.answers:
        yield reply.answer.answer
    if reply.query:
        yield f"*{reply.query} Dati dell’archivio, nessun testo inventato.*"
