"""Read how the people of an organisation enter with its own accounts: one YAML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from coordinator.errors import BadOrganisationError
from coordinator.model.datafile import read_own_file
from coordinator.protection.policy import policy

if TYPE_CHECKING:
    from pathlib import Path

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def is_guarded(address: str) -> bool:
    """Say whether an address is of https, or of this very machine: no other may carry a token."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    )


def _https(address: str) -> str:
    """Refuse an address over which anybody could listen."""
    if not is_guarded(address):
        message = "the address must begin with https://"
        raise ValueError(message)
    return address


def _known(roles: dict[str, list[str]]) -> dict[str, list[str]]:
    """Refuse roles that the policy does not have."""
    for group, given in roles.items():
        for role in given:
            if role not in policy().grants:
                message = f"the group {group!r} gives {role!r}, which is none of {', '.join(policy().grants)}"
                raise ValueError(message)
    return roles


class Organisation(BaseModel):
    """An OpenID Connect provider, such as Keycloak, and which of its groups have which roles here."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=2, max_length=80)  # what the button at the door says
    issuer: Annotated[str, AfterValidator(_https)]
    client_id: str = Field(min_length=1)
    secret_file: str | None = None  # a file that holds the client's secret; none: a public client
    scopes: list[str] = ["openid", "profile"]
    user_claim: str = "preferred_username"
    roles_claim: str = "groups"  # dots lead inside, as in Keycloak's realm_access.roles
    roles: Annotated[dict[str, list[str]], AfterValidator(_known), Field(min_length=1)]
    levels: list[str] = []  # values of acr that are strong enough; empty: the provider decides
    match_names: bool = False  # whether an account of the same name is hers at her first entry
    ca_file: str | None = None  # of the authority that signed the provider's certificate
    skew_seconds: int = Field(default=60, ge=0, le=300)  # by which the two clocks may differ


def read_organisation(path: Path) -> Organisation:
    """
    Read the file that says how people enter with their organisation.

    Parameters
    ----------
    path
        A YAML file with the fields of `Organisation`.

    Returns
    -------
    Organisation
        Its fields, each checked.

    Raises
    ------
    BadOrganisationError
        If the file cannot be read, or a field does not fit; it names the field and the mend.
    """
    try:
        given: Any = read_own_file(path)
    except (OSError, ValueError) as error:
        why = "the file cannot be read as YAML"
        raise BadOrganisationError(str(path), "-", why) from error
    if not isinstance(given, dict):
        why = "the file must hold fields such as issuer and client_id"
        raise BadOrganisationError(str(path), "-", why)
    try:
        return Organisation.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(map(str, first["loc"])) or "-"
        raise BadOrganisationError(str(path), field, first["msg"]) from error


def read_secret(organisation: Organisation, path: Path) -> str | None:
    """
    Read the secret that the provider gave to Ponte.

    Parameters
    ----------
    organisation
        Its ``secret_file`` may be relative to the folder of its own file.
    path
        Of the organisation's file.

    Returns
    -------
    str or None
        None for a public client, which PKCE alone guards.

    Raises
    ------
    BadOrganisationError
        If the file of the secret is not there or is empty.
    """
    if organisation.secret_file is None:
        return None
    try:
        secret = path.parent.joinpath(organisation.secret_file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = f"the file {organisation.secret_file} cannot be read"
        raise BadOrganisationError(str(path), "secret_file", why) from error
    if not secret:
        why = f"the file {organisation.secret_file} is empty"
        raise BadOrganisationError(str(path), "secret_file", why)
    return secret
