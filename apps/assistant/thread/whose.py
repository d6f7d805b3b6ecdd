"""Say that an answer is of all whom one sees, where it was asked of the asker's own and who she is is not written."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.reading.words import bare

if TYPE_CHECKING:
    from apps.assistant.reply import Reply
    from coordinator.protection import Viewer

OF_ALL = frozenset(
    {"cases", "census", "workload", "overdue", "calls", "table_cases", "table_calls", "table_contacts"}
)
"""Kinds of answer that list what many have in their hands."""

BODY = (
    r"(?:associazione|cooperativa|ente|comune|servizio|scuola|reparto|struttura|ospedale|ambulatorio|consultorio"
    r"|parrocchia|gruppo|organizzazione|sportello|ufficio|asl)"
)
OUR_BODY = re.compile(rf" (?:nostr[oaie] {BODY}|noi (?:come |del |della |dell' ?){BODY}) ")
"""How one speaks of where she works."""

MINE = re.compile(
    r" (?:(?:i|le|dei|delle|fra i|tra i|quali|quant[ei]) (?:miei|mie) (?!collegh|collaborator|operator)"
    r"|(?:seguo|gestisco) io |io (?:seguo|gestisco) "
    r"|(?:che|di cui) (?:seguo|gestisco|mi occupo) |affidat[ie] a me |ho in carico )"
)
"""How one speaks of what is in her hands."""

AMONG = re.compile(
    r"\b(chi|qualcuno|qualcuna) (?:dei|delle|fra i|tra i|fra le|tra le) (?:miei|mie) (?:\w+)"
    r"|\b(quali|quant[ei]) (?:(?:dei|delle|fra i|tra i|fra le|tra le) )?(?:miei|mie)"
    r" (?=pazient|assistit|utent|cas[io]\b|person|anzian)",
    re.IGNORECASE,
)
"""How one keeps a question of many to her own."""

DECLINED = re.compile(r" non so (?:farl|dirl|contarl|risponder)")
"""How an answer says that it does not tell what was asked."""

SAID = re.compile(r" (?:tuo|tua|tuoi|tue|ti) ")
"""How an answer says that it is of the asker's own."""


def of_all(viewer: Viewer, question: str) -> str:
    """
    Ask of all what was asked of the asker's own, where who she is among the professionals is not written.

    Parameters
    ----------
    viewer
        Who asks.
    question
        As it was typed: "chi dei miei pazienti ha la UVM?".

    Returns
    -------
    str
        "chi ha la UVM?", to be answered by `with_whose`; the same where who asks is known.
    """
    if viewer.party_id is not None:
        return question
    return AMONG.sub(lambda found: found[1] or f"{found[2]} ", question)


def with_whose(viewer: Viewer, question: str, reply: Reply) -> Reply:
    """
    Say before an answer that it is not of the asker's own alone.

    Parameters
    ----------
    viewer
        Who asks.
    question
        As it was typed: "la nostra associazione quante persone segue?".
    reply
        The answer.

    Returns
    -------
    Reply
        The same where who asks is known, asks of nothing of her own, or is told so.
    """
    if viewer.party_id is not None or reply.intent not in OF_ALL or not (reply.query and reply.lines):
        return reply
    words = bare(question)
    mine = MINE.search(words)
    if not (mine or OUR_BODY.search(words)) or any(one.search(bare(reply.head)) for one in (SAID, DECLINED)):
        return reply
    what = "Chi sei fra i professionisti" if mine else "Per quale ente lavori"
    told = f"{what} non è scritto nel tuo accesso: quello che segue è di tutti quelli che vedi."
    return replace(reply, head=f"{told} {reply.head}")
