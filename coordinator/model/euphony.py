"""Join Italian words as they are said: "ad Ada", "Anna ed Elena"."""

from __future__ import annotations

import re

MEETING = re.compile(r"\b(?:(a)(?= [aàAÀ])|(e)(?= [eèéEÈÉ]))", re.IGNORECASE)
"""The words "a" and "e" before a word that begins with the same vowel."""


def euphonic(text: str) -> str:
    """
    Write "ad" and "ed" where the next word begins with the same vowel.

    Parameters
    ----------
    text
        A sentence whose names have been filled in.

    Returns
    -------
    str
        The sentence as it is said.

    Examples
    --------
    >>> euphonic("dà una mano a Ada e Elena, e ad altri")
    'dà una mano ad Ada ed Elena, e ad altri'
    """
    return MEETING.sub(lambda match: f"{match[0]}d", text)
