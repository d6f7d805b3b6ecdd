"""Check what an organisation's entry says of who comes: signature, issuer, audience, days, nonce, level."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coordinator.errors import OrganisationRefusedError, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from coordinator.protection.organisation import Organisation

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures with a key of the provider's alone: neither ``none`` nor a secret that two share."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who comes, as her organisation says."""

    issuer: str
    subject: str
    user: str  # her name at the login there; may be empty
    name: str  # what colleagues call her; may be empty
    roles: tuple[str, ...]  # of the policy, by the groups she is in; may be none


class UnknownKeyError(OrganisationRefusedError):
    """A token is signed with a key that is not among those known: the provider may have changed it."""

    def __init__(self) -> None:
        super().__init__(Refusal.TOKEN, "No key of this name.")


def read_id_token(
    text: str, keys: Mapping[str, Any], organisation: Organisation, nonce: str, now: datetime
) -> Claimed:
    """
    Check an id_token and say who comes.

    Parameters
    ----------
    text
        As the token endpoint gave it: a signed JWT.
    keys
        The provider's keys, a JWK set.
    organisation
        What is expected of it.
    nonce
        That was sent when she left.
    now
        The instant, in any zone.

    Returns
    -------
    Claimed
        Who comes, with the roles that her groups give.

    Raises
    ------
    UnknownKeyError
        If no key has the name that the token gives.
    OrganisationRefusedError
        ``token`` if it cannot be trusted, ``level`` if she entered there too weakly.

    References
    ----------
    .. [1] OpenID Connect Core 1.0, section 3.1.3.7.
    """
    claims = _verified(text, keys, organisation, now)
    if not hmac.compare_digest(str(claims.get("nonce", "")), nonce):
        raise OrganisationRefusedError(Refusal.TOKEN, "The nonce is another.")
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != organisation.client_id:
        raise OrganisationRefusedError(Refusal.TOKEN, "It was made for another program.")
    if organisation.levels and claims.get("acr") not in organisation.levels:
        raise OrganisationRefusedError(Refusal.LEVEL)
    groups = [group.lstrip("/") for group in _words(_inside(claims, organisation.roles_claim))]
    wanted = {group.lstrip("/"): roles for group, roles in organisation.roles.items()}
    roles = [role for group in groups for role in wanted.get(group, ())]
    return Claimed(
        organisation.issuer,
        str(claims["sub"]),
        str(_inside(claims, organisation.user_claim) or ""),
        str(claims.get("name") or " ".join(_words([claims.get("given_name"), claims.get("family_name")]))),
        tuple(dict.fromkeys(roles)),
    )


def _verified(
    text: str, keys: Mapping[str, Any], organisation: Organisation, now: datetime
) -> dict[str, Any]:
    """Check signature, issuer, audience and times; returns the claims."""
    from joserfc import jwt
    from joserfc.errors import InvalidKeyIdError, JoseError
    from joserfc.jwk import KeySet

    registry = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=organisation.skew_seconds,
        iss={"essential": True, "value": organisation.issuer},
        aud={"essential": True, "value": organisation.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        token = jwt.decode(text, KeySet.import_key_set(dict(keys)), algorithms=list(ALGORITHMS))  # type: ignore[arg-type]
        registry.validate(token.claims)
    except InvalidKeyIdError as error:
        raise UnknownKeyError from error
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise OrganisationRefusedError(Refusal.TOKEN, type(error).__name__) from error
    return dict(token.claims)


def _inside(claims: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401 - as the provider writes it
    """Find a claim by its name, or by names joined by dots; None when it is not there."""
    if path in claims:
        return claims[path]
    found: Any = claims
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _words(value: object) -> list[str]:
    """Take the words out of a claim that holds one or many."""
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str) and one]
