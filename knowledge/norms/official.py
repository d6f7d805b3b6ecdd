"""Tell the address of an official text from one that a document gives of itself."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from knowledge.errors import BadSitesError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from knowledge.norms.model import Act

OWN_FILE = "siti_ufficiali.yaml"
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
_ADDRESS = re.compile(rf"https://(?P<host>{_HOST})(?:[/?#][\w.~!$&*+,;=:@/?#%-]*)?", re.IGNORECASE | re.ASCII)
"""No user, no port, no sign that could end a link or begin another host."""


@cache
def _shipped() -> frozenset[str]:
    """Read the hosts that come with the package, once."""
    text = files("knowledge.norms").joinpath("official.yaml").read_text(encoding="utf-8")
    return frozenset(yaml.safe_load(text)["hosts"])


def official_hosts(home: Path | None = None) -> frozenset[str]:
    """
    Return the hosts whose addresses lead to official texts.

    Parameters
    ----------
    home
        The folder of the store, whose file ``siti_ufficiali.yaml`` lists a body's own hosts.

    Returns
    -------
    frozenset of str
        In small letters; each stands for what ends in it, too.

    Raises
    ------
    BadSitesError
        If the file is not a list of hosts.
    """
    path = home / OWN_FILE if home is not None else None
    if path is None or not path.is_file():
        return _shipped()
    try:
        own = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadSitesError(OWN_FILE, "") from error
    for host in own if isinstance(own, list) else [own]:
        if not isinstance(own, list) or not re.fullmatch(_HOST, str(host), re.I | re.A):
            raise BadSitesError(OWN_FILE, str(host))
    return _shipped() | {str(host).lower() for host in own}


def is_official(address: str, hosts: Collection[str]) -> bool:
    """
    Say whether an address leads to an official text.

    Parameters
    ----------
    address
        As a document or a card gives it.
    hosts
        As `official_hosts` gives them.

    Returns
    -------
    bool
        False for any scheme but https, for a port, a user, or a sign that no address needs.

    Examples
    --------
    >>> is_official("https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:legge:2000-11-08;328", {"normattiva.it"})
    True
    >>> is_official("https://normattiva.it.esempio.invalid/", {"normattiva.it"})
    False
    """
    found = _ADDRESS.fullmatch(address)
    labels = found["host"].lower().split(".") if found else []
    return any(".".join(labels[at:]) in hosts for at in range(len(labels)))


def with_known_address(act: Act, hosts: Collection[str], given: str = "") -> Act:
    """
    Keep as an act's address only one that leads to an official text.

    Parameters
    ----------
    act
        As a file tells it.
    hosts
        As `official_hosts` gives them.
    given
        What the file says of where it comes from.

    Returns
    -------
    Act
        Whose ``address`` is official or empty, and whose ``declared_address`` is of any other host, or empty.
    """
    told = [one for one in (act.address, given) if one]
    known = [one for one in told if is_official(one, hosts)]
    other = [one for one in reversed(told) if one not in known]
    return replace(act, address=known[0] if known else "", declared_address=other[0] if other else "")
