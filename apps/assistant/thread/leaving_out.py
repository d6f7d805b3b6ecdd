"""Leave out of an answer what its question leaves out, or say that it is still in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.reading.people import find_named
from apps.assistant.reading.words import bare
from coordinator.network.reach import reach

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.assistant.reading.excepted import Excepted
    from apps.assistant.reply import Line, Reply
    from apps.assistant.whom.scene import Scene

TABLE = "table_"
"""How the kind of an answer begins that leaves no word of its question unread."""

SAYS_SO = r" (?:tranne|senza|esclus\w+|oltre|non|nessun\w*|divers\w+) (?:[a-z']+ ){{0,6}}{}"
"""How an answer says that it leaves something out."""

LEFT = re.compile(r" (?:tranne|senza|esclus\w*|non) ")
"""How what was read of a table says that it is left out."""

BEGINS = re.compile(r" (?:oltre a|tranne|senza|esclus\w+) ")
"""How an answer begins that leaves somebody out."""

LEAD = re.compile(r"[:;,(]| \(")
"""Where the name ends that a line begins with."""

COUNTS = re.compile(r"^(?:\w+ )?\d+ |: \d+\.$")
"""How an answer begins, or ends its sentence, that counts what it lists."""

SHORT = 3
"""Letters of a word that is never cut to its stem."""

NAMED = 3
"""Names at most that are said one by one."""


def leaves_out(reply: Reply, but: Excepted) -> bool:
    """
    Say whether an answer has left out what its question leaves out.

    Parameters
    ----------
    reply
        The answer.
    but
        What the question leaves out.

    Returns
    -------
    bool
        True where its sentence, or what was read for it, says so; of a table, where it says so of as many things.
    """
    if reply.intent.startswith(TABLE):
        return len(LEFT.findall(bare(reply.query))) >= len(but.items)
    if BEGINS.match(bare(reply.head)):
        return True
    told = bare(f"{reply.head} {reply.query}")
    return all(re.search(SAYS_SO.format(_stem(item[0])), told) for item in but.items)


def without(scene: Scene, reply: Reply, but: Excepted) -> Reply | None:
    """
    Leave out of an answer the lines of what is left out.

    Parameters
    ----------
    scene
        The conversation: the record, who asks.
    reply
        The answer to the question that leaves nothing out.
    but
        What is left out.

    Returns
    -------
    Reply or None
        None where no line begins with its name and none is of its kind, or the lines are not all that is counted.
    """
    kinds = _kinds(scene)
    gone = [line for line in reply.lines if any(_is_of(line, item, kinds) for item in but.items)]
    if not gone and _is_nowhere(scene, reply, but, kinds):
        return replace(
            reply,
            head=f"Di nessuno di questi è scritto ciò che la domanda toglie («{but.said}»). {reply.head}",
        )
    if not gone or not all(any(_is_of(line, item, kinds) for line in gone) for item in but.items):
        return None
    kept = tuple(line for line in reply.lines if line not in gone)
    names = list(dict.fromkeys(_lead(line) for line in gone))
    said = ", ".join(names) if len(names) <= NAMED else f"chi è tolto ({len(names)})"
    query = f"{reply.query} Tolto da ciò che è stato letto: «{but.said}»."
    if not kept:
        head = f"So dire solo di {said}, e la domanda lo toglie: di altri qui non so dire."
        return replace(reply, head=head, lines=(), query=query)
    if _counts_its_lines(reply):
        head = f"{reply.head.rstrip(':. ')}. Tranne {said}, ne restano {len(kept)}:"
    elif COUNTS.search(reply.head):
        return None
    else:
        head = f"Tranne {said}. {reply.head}"
    return replace(reply, head=head, lines=kept, query=query)


def still_in(reply: Reply, but: Excepted) -> Reply:
    """
    Say before an answer that what the question leaves out is still in it.

    Parameters
    ----------
    reply
        The answer, from the record.
    but
        What the question leaves out.

    Returns
    -------
    Reply
        The same facts.
    """
    told = f"Non so tener conto di «{but.said}»: quello che segue vale senza."
    return replace(reply, head=f"{told} {reply.head}", query=f"{reply.query} Non letto: «{but.said}».")


def _kinds(scene: Scene) -> Mapping[str, str]:
    """Say of what kind each in the directory is: "Assistente sociale", "Centro diurno"."""
    if not scene.viewer.may("read", "directory"):
        return {}
    return {one.id: one.sort_label for one in reach(scene.store, scene.viewer)}


def _is_nowhere(scene: Scene, reply: Reply, but: Excepted, kinds: Mapping[str, str]) -> bool:
    """Say whether a whole list surely does not hold who is left out: a known name or kind that none of it says."""
    if not reply.lines or (COUNTS.search(reply.head) and not _counts_its_lines(reply)):
        return False
    told = [
        _stem(word) for word in bare(f"{reply.head} {' '.join(line.text for line in reply.lines)}").split()
    ]
    if any(one.startswith(_stem(word)) for item in but.items for word in item for one in told):
        return False
    by_kind = all(line.party_id in kinds for line in reply.lines)
    labels = [bare(one).split() for one in kinds.values()] if by_kind else []
    people = find_named(scene.store, scene.viewer, but.said).people
    names = [bare(one.name).split() for one in people]
    return all(
        any(
            all(any(one.startswith(_stem(word)) for one in held) for word in item)
            for held in [*labels, *names]
        )
        for item in but.items
    )


def _counts_its_lines(reply: Reply) -> bool:
    """Say whether the answer's own sentence counts its lines."""
    return re.search(rf"(?<!\d){len(reply.lines)}(?!\d)", reply.head) is not None


def _is_of(line: Line, item: tuple[str, ...], kinds: Mapping[str, str]) -> bool:
    """Say whether a line begins with a name that holds all the words of one that is left out, or is of its kind."""
    held = [_stem(word) for word in bare(f"{_lead(line)} {kinds.get(line.party_id, '')}").split()]
    return all(any(one.startswith(_stem(word)) for one in held) for word in item)


def _lead(line: Line) -> str:
    """Return the name that a line begins with."""
    return LEAD.split(line.text)[0].strip()


def _stem(word: str) -> str:
    """Cut the ending of a word, so that "medici" is "medico"."""
    return word if len(word) <= SHORT else re.sub(r"(?:h[ei]|[aeio]{1,2})$", "", word)
