"""Let people enter with their organisation's own accounts: leave for its entry, and come back from it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from functools import partial
from typing import TYPE_CHECKING, Any

from apps.components.messages import in_italian
from apps.pages.entry.forms import Plain, aside
from coordinator.errors import CoordinatorError, OrganisationRefusedError, Refusal
from coordinator.protection import organisation_entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.pages.entry.provider import Provider

AWAY = "ponte_andata"
"""The cookie that binds a way back to the browser that left; it lives while she is away."""
MINUTES_AWAY = 10
BACK = "/ritorno"


class Away(Plain):
    """What is asked on the way to the organisation's entry and back."""

    template, title = "entry/login.html", "Entra"

    @property
    def provider(self) -> Provider:
        """Of the organisation."""
        provider: Provider | None = self.desk.provider
        assert provider is not None, "these routes exist only with a provider"  # noqa: S101
        return provider

    @property
    def back(self) -> str:
        """Where the provider sends her back: the address that it was told of, whatever the request says."""
        return self.place.url.rstrip("/") + BACK


class Depart(Away):
    """Lead to the organisation's entry."""

    async def get(self) -> None:
        """Make the words of this one time, keep them in her browser, and send her off."""
        kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce")}
        kept |= {"verifier": secrets.token_urlsafe(48), "next": self.next_page()}
        hashed = hashlib.sha256(kept["verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()
        try:
            address = await self.provider.way_in(kept["state"], kept["nonce"], challenge, self.back)
        except OrganisationRefusedError as error:
            self.show(in_italian(error))
            return
        self.keep(AWAY, json.dumps(kept))
        self.redirect(address)


class Return(Away):
    """Come back from the organisation's entry."""

    async def get(self) -> None:
        """Check all that came back, and let her in."""
        try:
            kept = self._kept()
            token = await self._token(kept)
        except CoordinatorError as error:
            self.show(in_italian(error))
            return
        self.begin(token)
        self.redirect("/" if kept["next"] == "./" else kept["next"])

    def _kept(self) -> Mapping[str, str]:
        """Read what her browser kept, once; a way back that is not of this browser is refused."""
        signed = self.get_signed_cookie(AWAY, max_age_days=MINUTES_AWAY / 1440)
        self.clear_cookie(AWAY, path="/")
        if signed is None:
            raise OrganisationRefusedError(Refusal.LATE)
        kept: dict[str, str] = json.loads(signed)
        if not hmac.compare_digest(self.get_query_argument("state", "").encode(), kept["state"].encode()):
            raise OrganisationRefusedError(Refusal.LATE)
        return kept

    async def _token(self, kept: Mapping[str, str]) -> str:
        """Ask the provider who she is, and begin her entry."""
        issuer = self.get_query_argument("iss", self.provider.organisation.issuer)  # RFC 9207
        if issuer != self.provider.organisation.issuer:
            raise OrganisationRefusedError(Refusal.TOKEN)
        store = self.desk.store
        await aside(partial(organisation_entry.use_return, store, kept["state"]))
        code = self.get_query_argument("code", "")
        if self.get_query_argument("error", "") or not code:
            raise OrganisationRefusedError(Refusal.DENIED)
        claimed = await self.provider.who(code, kept["verifier"], kept["nonce"], self.back, store.clock())
        match = self.provider.organisation.match_names
        enter = partial(organisation_entry.enter_from, store, claimed, match_names=match)
        token: str = await aside(enter)
        return token


FORMS: Mapping[str, type[Any]] = {"/organizzazione": Depart, BACK: Return}
"""Route → what answers it, where the organisation has an entry of its own."""
