"""Give persons other names, by a key that is kept apart from what bears those names."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError

if TYPE_CHECKING:
    from pathlib import Path

KEY_BYTES = 32
LETTERS = 18
"""Of a pseudonym: 90 bits, so that two persons never share one; not 16, for a codice fiscale has as many."""


class PseudonymKeyError(CoordinatorError):
    """The key of the pseudonyms cannot be used where it is."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"The key {path} cannot be used: {why}.")
        self.path = path


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Turns ids into pseudonyms: the same id gives the same one under the same key, and under no other."""

    key: bytes = field(repr=False)

    def of(self, party_id: str) -> str:
        """
        Give the pseudonym of a party.

        Parameters
        ----------
        party_id
            Its id.

        Returns
        -------
        str
            18 letters and digits, from HMAC-SHA256: without the key nobody can compute it, nor try all ids.
        """
        digest = hmac.new(self.key, party_id.encode(), hashlib.sha256).digest()
        return base64.b32encode(digest).decode()[:LETTERS].lower()


def open_key(path: Path) -> Pseudonyms:
    """
    Read the key of a study, or make it, readable by its owner alone.

    Parameters
    ----------
    path
        A file; one key for each study, so that two exports cannot be joined unless it is meant.

    Returns
    -------
    Pseudonyms
        Under this key.

    Raises
    ------
    PseudonymKeyError
        If the file is no key, or others may read it.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise PseudonymKeyError(path, f"it has {len(key)} bytes and not {KEY_BYTES}; name a new file")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise PseudonymKeyError(path, "others may read it; take that away with: chmod 600 FILE")
    return Pseudonyms(key)
