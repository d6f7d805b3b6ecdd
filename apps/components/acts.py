"""Read what a page's form or button sends: words and files, and nothing that a browser of ours would not send."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from coordinator.errors import CoordinatorError

if TYPE_CHECKING:
    from collections.abc import Mapping

Act = dict[str, Any]
"""What a form or a button sends: its ``act``, and the values of its fields: text, or a file."""

LONGEST_TEXT = 20_000
LONGEST_NAME = 200
MOST_FIELDS = 400
FILE = {"name", "base64"}
NUMBER = re.compile(r"-?[0-9]{1,9}")
FIGURES = re.compile(r"[0-9]{1,9}")


class UnreadableActError(CoordinatorError):
    """A page sends what none of its forms and buttons could; its field is named, its words are not."""

    def __init__(self, field: str) -> None:
        super().__init__(
            f"The field {field!r} holds what no form sends. Load the page again and fill it in anew."
        )
        self.field = field


class UnknownActError(CoordinatorError):
    """A page asks for what it does not offer, or names what is no longer there."""

    def __init__(self) -> None:
        super().__init__("The page does not offer this, or no longer. Load it again.")


def read_act(data: Mapping[str, Any]) -> Act:
    """
    Check the values that a page sends before anything is done with them.

    Parameters
    ----------
    data
        As it came over the websocket: any JSON.

    Returns
    -------
    dict
        Texts without characters that no database keeps, of at most `LONGEST_TEXT`, and files; ``""`` for nothing.

    Raises
    ------
    UnreadableActError
        If a value is of another type, too long, or not text.
    """
    if not isinstance(data.get("act"), str) or len(data) > MOST_FIELDS:
        field = "act"
        raise UnreadableActError(field)
    for name, value in data.items():
        if not _is_name(name) or not (value is None or _is_text(value, LONGEST_TEXT) or _is_file(value)):
            raise UnreadableActError(str(name)[:40])
    return {name: "" if value is None else value for name, value in data.items()}


def number_of(act: Mapping[str, Any], name: str) -> int:
    """
    Read the number that a button carries, such as that of a row.

    Parameters
    ----------
    act
        What was sent.
    name
        Of the value.

    Returns
    -------
    int
        Any number that a store can hold.

    Raises
    ------
    UnknownActError
        If it is no number.
    """
    text = str(act.get(name))
    if not NUMBER.fullmatch(text):
        raise UnknownActError
    return int(text)


def whole_number(text: str) -> int | None:
    """
    Read a whole number as somebody types it.

    Parameters
    ----------
    text
        What was typed.

    Returns
    -------
    int or None
        None unless it is up to nine figures: a power, other alphabets' figures, thousands of figures are none.

    Examples
    --------
    >>> whole_number("12"), whole_number("²")
    (12, None)
    """
    return int(text) if FIGURES.fullmatch(text) else None


def file_of(act: Mapping[str, Any], name: str) -> tuple[str, bytes] | None:
    """
    Read a file that a form sends.

    Parameters
    ----------
    act
        What was sent.
    name
        Of the form's field.

    Returns
    -------
    tuple of (str, bytes), or None
        The last part of its name, and its content; None when no file was chosen.

    Raises
    ------
    UnreadableActError
        If the field holds something else.
    """
    sent = act.get(name)
    if not sent:
        return None
    try:
        called, content = (
            PurePath(sent["name"].replace("\\", "/")).name,
            b64decode(sent["base64"], validate=True),
        )
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise UnreadableActError(name) from error
    if called in {"", ".", ".."} or len(called.encode()) > LONGEST_NAME or not called.isprintable():
        raise UnreadableActError(name)
    return called, content


def plain_text(text: str) -> str:
    """Leave out of a question what no text holds, and what is beyond `LONGEST_TEXT`."""
    return text[:LONGEST_TEXT].replace("\x00", "").encode("utf-8", "ignore").decode()


def _is_text(value: object, longest: int) -> bool:
    """Say whether a value is text that can be kept: no NUL, no half of a pair of surrogates."""
    if not isinstance(value, str) or len(value) > longest or "\x00" in value:
        return False
    return value.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in value)


def _is_name(name: object) -> bool:
    """Say whether this may be the name of a field, or of a file."""
    return _is_text(name, LONGEST_NAME)


def _is_file(value: object) -> bool:
    """Say whether a value is a file: a name and its content in base 64."""
    if not isinstance(value, dict) or set(value) != FILE or not _is_name(value["name"]):
        return False
    content = value["base64"]
    return isinstance(content, str) and content.isascii()
