"""Hash passwords, check them, and refuse those that are too easy to guess."""

from __future__ import annotations

import secrets
from functools import cache
from typing import TYPE_CHECKING

from coordinator.errors import WeakPasswordError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 200
FEWEST_LETTERS = 5
"""Different characters that a password has at least: ``aaaaaaaaaaaa`` is long and worth nothing."""
SHORTEST_NAME = 4
"""Letters of a name from which on a password may not hold it: "ada" is in words by chance."""
CONSONANTS, VOWELS = "bdfglmnprstvz", "aeiou"
"""Of the passwords that Ponte proposes: told apart by ear over the telephone."""


@cache
def _hasher() -> PasswordHasher:
    """Return argon2id with its library's parameters (RFC 9106, second choice: 64 MiB, three passes)."""
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    """Hash a password that nobody has: an unknown name then takes as long as a known one."""
    return _hasher().hash(secrets.token_urlsafe(24))


def hash_password(password: str, user: str) -> str:
    """
    Hash a new password.

    Parameters
    ----------
    password
        As typed.
    user
        Whose it will be; a name of `SHORTEST_NAME` letters or more may not be part of it.

    Returns
    -------
    str
        Argon2's string, with its parameters and salt.

    Raises
    ------
    WeakPasswordError
        If it is shorter than `SHORTEST`, longer than `LONGEST`, holds the user's name or too few
        different characters.
    """
    why = (
        "short"
        if len(password) < SHORTEST
        else "long"
        if len(password) > LONGEST
        else "name"
        if _holds(password, user)
        else "plain"
        if len(set(password)) < FEWEST_LETTERS
        else ""
    )
    if why:
        raise WeakPasswordError(why)
    return _hasher().hash(password)


def fits(password: str, kept: str | None) -> bool:
    """
    Say whether a password is the one that was hashed, in the same time for a name that nobody has.

    Parameters
    ----------
    password
        As typed.
    kept
        What `hash_password` returned; None for an account without one, or for no account.

    Returns
    -------
    bool
        False also for a password longer than `LONGEST`.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        fitted = _hasher().verify(kept or _nobody(), password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return fitted and kept is not None


def propose_password(user: str) -> str:
    """
    Propose a password to be told to a new colleague, who changes it at her first entry.

    Parameters
    ----------
    user
        Whose it will be; it does not hold her name, as `hash_password` asks.

    Returns
    -------
    str
        Eight syllables and a number, e.g. ``"dufa-meno-zira-bolu-48"``: 54 bits.
    """
    while True:
        words = (_syllable() + _syllable() for _ in range(4))
        password = f"{'-'.join(words)}-{secrets.randbelow(90) + 10}"
        if not _holds(password, user):
            return password


def _holds(password: str, user: str) -> bool:
    """Say whether a password holds its user's name."""
    return len(user) >= SHORTEST_NAME and user.casefold() in password.casefold()


def _syllable() -> str:
    """Choose a consonant and a vowel."""
    return secrets.choice(CONSONANTS) + secrets.choice(VOWELS)
