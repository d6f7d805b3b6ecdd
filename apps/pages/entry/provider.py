"""Ask an organisation's OpenID Connect provider: where it is, which keys it has, who a code stands for."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from coordinator.errors import OrganisationRefusedError, Refusal
from coordinator.protection.id_token import UnknownKeyError, read_id_token
from coordinator.protection.organisation import is_guarded

if TYPE_CHECKING:
    from datetime import datetime

    from coordinator.protection.id_token import Claimed
    from coordinator.protection.organisation import Organisation

DISCOVERY = "/.well-known/openid-configuration"
SECONDS = 8.0
LARGEST = 1_000_000  # bytes of an answer
KNOWN_FOR = 3600.0
"""Seconds for which a provider's addresses and keys are believed without asking again."""
ASKED_AGAIN_AFTER = 30.0
"""Seconds before keys are asked for again because of an unknown one: no visitor makes us flood a provider."""


class Provider:
    """A provider, and what it last said of itself."""

    def __init__(self, organisation: Organisation, secret: str | None = None) -> None:
        self.organisation = organisation
        self._secret = secret
        self._said: dict[str, Any] = {}
        self._keys: dict[str, Any] = {}
        self._said_at = self._keys_at = float("-inf")

    async def way_in(self, state: str, nonce: str, challenge: str, back: str) -> str:
        """
        Return the address at which one enters with the organisation.

        Parameters
        ----------
        state, nonce, challenge
            Words made for this one time; the challenge is of PKCE, S256.
        back
            The address of Ponte at which she comes back.

        Returns
        -------
        str
            Of the provider.

        Raises
        ------
        OrganisationRefusedError
            ``away`` if the provider does not answer.
        """
        asked = {
            "response_type": "code",
            "client_id": self.organisation.client_id,
            "redirect_uri": back,
            "scope": " ".join(dict.fromkeys(["openid", *self.organisation.scopes])),
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        if self.organisation.levels:
            asked["acr_values"] = " ".join(self.organisation.levels)
        address = await self._address("authorization_endpoint")
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"

    async def who(self, code: str, verifier: str, nonce: str, back: str, now: datetime) -> Claimed:
        """
        Say who came back with a code.

        Parameters
        ----------
        code
            That the provider gave to her browser.
        verifier
            Of PKCE, whose challenge was sent.
        nonce, back
            As in `way_in`.
        now
            The instant.

        Returns
        -------
        Claimed
            From an id_token whose signature was checked.

        Raises
        ------
        OrganisationRefusedError
            If the provider does not answer, refuses the code, or its token does not hold.
        """
        token = await self._redeem(code, verifier, back)
        try:
            return read_id_token(token, await self._keys_known(), self.organisation, nonce, now)
        except UnknownKeyError:
            if time.monotonic() - self._keys_at < ASKED_AGAIN_AFTER and self._keys_at > self._said_at:
                raise
            keys = await self._keys_known(anew=True)
            return read_id_token(token, keys, self.organisation, nonce, now)

    async def way_out(self, back: str) -> str:
        """Return the address at which one leaves the organisation's entry too; empty if it has none."""
        try:
            said = await self._discovered()
        except OrganisationRefusedError:
            return ""
        address = str(said.get("end_session_endpoint", ""))
        asked = urlencode({"client_id": self.organisation.client_id, "post_logout_redirect_uri": back})
        return f"{address}{'&' if '?' in address else '?'}{asked}" if is_guarded(address) else ""

    async def _redeem(self, code: str, verifier: str, back: str) -> str:
        """Give the code for an id_token."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "client_id": self.organisation.client_id,
            "code_verifier": verifier,
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        address = await self._address("token_endpoint")
        user = None
        if self._secret is not None:
            methods = (await self._discovered()).get("token_endpoint_auth_methods_supported", [])
            if "client_secret_post" in methods and "client_secret_basic" not in methods:
                form["client_secret"] = self._secret
            else:  # the default of OpenID Connect Discovery; both parts quoted, as RFC 6749 says
                user = (quote(self.organisation.client_id, safe=""), quote(self._secret, safe=""))
        given = await self._ask(address, user, method="POST", headers=headers, body=urlencode(form))
        token = given.get("id_token")
        if not isinstance(token, str):
            raise OrganisationRefusedError(Refusal.LATE, "The provider gave no id_token for the code.")
        return token

    async def _address(self, name: str) -> str:
        """Return one of the provider's addresses, of https or of this machine."""
        address = str((await self._discovered()).get(name, ""))
        if not is_guarded(address):
            raise OrganisationRefusedError(Refusal.AWAY, f"The provider gives no safe {name}.")
        return address

    async def _discovered(self) -> dict[str, Any]:
        """Read what the provider says of itself."""
        if time.monotonic() - self._said_at > KNOWN_FOR:
            said = await self._ask(self.organisation.issuer.rstrip("/") + DISCOVERY)
            if said.get("issuer") != self.organisation.issuer:
                raise OrganisationRefusedError(Refusal.TOKEN, "The provider calls itself by another name.")
            self._said, self._said_at = said, time.monotonic()
        return self._said

    async def _keys_known(self, *, anew: bool = False) -> dict[str, Any]:
        """Read the provider's keys."""
        if anew or time.monotonic() - self._keys_at > KNOWN_FOR:
            keys = await self._ask(await self._address("jwks_uri"))
            if not isinstance(keys.get("keys"), list):
                raise OrganisationRefusedError(Refusal.TOKEN, "The provider's keys cannot be read.")
            self._keys, self._keys_at = keys, time.monotonic()
        return self._keys

    async def _ask(self, address: str, user: tuple[str, str] | None = None, **how: Any) -> dict[str, Any]:
        """Ask an address for a JSON object; another place is never followed."""
        from tornado.httpclient import HTTPClientError
        from tornado.simple_httpclient import SimpleAsyncHTTPClient

        client = SimpleAsyncHTTPClient(force_instance=True, max_body_size=LARGEST)
        if user is not None:
            how |= {"auth_username": user[0], "auth_password": user[1]}
        try:
            answer = await client.fetch(
                address,
                follow_redirects=False,
                request_timeout=SECONDS,
                connect_timeout=SECONDS,
                ca_certs=self.organisation.ca_file,
                **how,
            )
            given = json.loads(answer.body)
        except HTTPClientError as error:
            why = Refusal.LATE if how.get("method") == "POST" and error.code in {400, 401} else Refusal.AWAY
            raise OrganisationRefusedError(why, f"HTTP {error.code}.") from error
        except (OSError, ValueError) as error:
            raise OrganisationRefusedError(Refusal.AWAY, type(error).__name__) from error
        finally:
            client.close()
        if not isinstance(given, dict):
            raise OrganisationRefusedError(Refusal.AWAY, "The answer is no JSON object.")
        return given
