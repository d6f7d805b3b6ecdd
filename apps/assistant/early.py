"""Name who may take a question before its kind is read: each knows its own by how it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.allowances import say_allowances
from apps.assistant.arrivals import say_calls
from apps.assistant.contacts import say_contacts
from apps.assistant.costs import say_card, say_cost
from apps.assistant.followed import say_followed
from apps.assistant.gaps import say_gaps
from apps.assistant.grounds import say_grounds
from apps.assistant.justified import say_justified
from apps.assistant.known import say_known
from apps.assistant.meanings import say_meaning
from apps.assistant.meeting import say_meeting
from apps.assistant.opening import say_page
from apps.assistant.overdue import say_overdue
from apps.assistant.own import say_of_kin
from apps.assistant.permits import say_permits
from apps.assistant.renouncing import say_renouncing
from apps.assistant.sending import say_sending
from apps.assistant.share import say_share
from apps.assistant.talking import say_with_whom
from apps.assistant.urgent import say_urgent
from apps.assistant.workload import say_workload

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.assistant.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.scene import Scene

EARLY: tuple[Callable[[Scene, str, Named], Reply | None], ...] = (
    say_of_kin,
    say_justified,
    say_grounds,
    say_urgent,
    say_calls,
    say_overdue,
    say_meeting,
    say_followed,
    say_with_whom,
    say_sending,
    say_contacts,
    say_known,
    say_allowances,
    say_renouncing,
    say_share,
    say_cost,
    say_card,
    say_page,
    say_workload,
    say_gaps,
    say_permits,
    say_meaning,
)
"""In their order; each returns None for what is not its own."""
