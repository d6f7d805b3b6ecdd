"""Answer what is asked of many persons: how many, who, in which order, and of what surrounds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.census.apart import say_apart
from apps.assistant.census.carers import say_carers
from apps.assistant.census.either import say_either
from apps.assistant.census.funds import say_funds
from apps.assistant.census.funds_onward import say_funds_onward
from apps.assistant.census.many import say_onward, say_whole
from apps.assistant.census.ranking import say_ranking
from apps.assistant.census.staffed import say_staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene

MANY: tuple[Callable[[Scene, str, Named], Reply | None], ...] = (
    say_onward,
    say_funds_onward,
    say_staff,
    say_whole,
    say_either,
    say_funds,
    say_carers,
    say_apart,
    say_ranking,
)
"""Who knows its own of many by how it is asked, in their order; `say_census` takes what says more of each person."""
