"""Say what all events of a case share, and the words that their fields may hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1, max_length=4000)]
PartyId = Annotated[str, Field(pattern=r"^(per|hou|pra|svc|ist|com):[\w.-]+$")]
Number = Annotated[Decimal, Field(ge=0, lt=10**9)]
"""Hours, euro and other quantities: below a thousand millions, so that sums stay exact to the cent."""

Priority = Literal["alta", "media", "bassa"]
Horizon = Literal["breve", "medio", "lungo"]


class BaseEvent(BaseModel):
    """What all events share: they do not change, and know no other field."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
