"""Write an act's title as print does: without the marks of a consolidated text, and with its accents."""

from __future__ import annotations

import re

from apps.components.words import curly

INSERTED = re.compile(r"\(\(|\)\)")
"""Double brackets around what an amendment put in."""
NUMBERED = re.compile(r"\s*\(\d{2}[A-Z]\d{4,6}\)")
"""Number of the publication in the Gazzetta."""
TYPED = re.compile(r"(?<=\w)([aeiou])'(?=[\s,;.:)]|$)|\b(e)'(?=\s)", re.IGNORECASE)
"""A vowel with a typewriter's accent."""
ACUTE = re.compile(r"ch[eè]$", re.IGNORECASE)
""""Nonché", "perché", "affinché"."""
ACCENTED = str.maketrans("aeiouAEIOU", "àèìòùÀÈÌÒÙ")


def act_title(title: str) -> str:
    """
    Write the title of an act to be read.

    Parameters
    ----------
    title
        As the official text has it.

    Returns
    -------
    str
        The same words.

    Examples
    --------
    >>> act_title("Norme in materia di sanita', nonche' di ((previdenza)). (09G0164)")
    'Norme in materia di sanità, nonché di previdenza'
    """
    bare = NUMBERED.sub("", INSERTED.sub("", title))
    spaced = re.sub(r"\s+([,.;])", r"\1", re.sub(r"\s+", " ", bare)).strip()
    return curly(TYPED.sub(_accented, spaced)).rstrip(". ")


def _accented(found: re.Match[str]) -> str:
    """Put the accent on a vowel: acute on "-ché", grave elsewhere; "po'" and "de'" keep their apostrophe."""
    letter = found.group(1) or found.group(2)
    word = found.string[: found.end() - 1].rsplit(None, 1)[-1]
    if word.casefold() in {"po", "de", "ne", "co", "a", "da", "mo", "be"}:
        return f"{letter}’"
    if letter in "eE" and ACUTE.search(word):
        return "é" if letter == "e" else "É"
    return letter.translate(ACCENTED)
