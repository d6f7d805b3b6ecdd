"""Name who may take a question before its kind is read: each knows its own by how it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.early.actions import say_action
from apps.assistant.early.allowances import say_allowances
from apps.assistant.early.arrivals import say_calls
from apps.assistant.early.authored import say_authored
from apps.assistant.early.begun import say_what_began
from apps.assistant.early.between import say_between
from apps.assistant.early.briefing import say_briefing
from apps.assistant.early.closing import say_closing
from apps.assistant.early.colleague import say_colleague
from apps.assistant.early.colleagues_listed import say_colleagues_listed
from apps.assistant.early.coming import say_coming
from apps.assistant.early.contacts import say_contacts
from apps.assistant.early.costs import say_card, say_cost
from apps.assistant.early.counted import say_next_indicator, say_no_names
from apps.assistant.early.followed import say_followed
from apps.assistant.early.foremost import say_foremost
from apps.assistant.early.gaps import say_gaps
from apps.assistant.early.gone import say_who_went
from apps.assistant.early.grounds import say_grounds
from apps.assistant.early.justified import say_justified
from apps.assistant.early.known import say_known
from apps.assistant.early.levels import say_levels
from apps.assistant.early.meanings import say_meaning
from apps.assistant.early.meeting import say_meeting
from apps.assistant.early.needs import say_need
from apps.assistant.early.objecting import say_objecting
from apps.assistant.early.opening import say_page
from apps.assistant.early.overdue import say_overdue
from apps.assistant.early.own_number import say_own_number
from apps.assistant.early.parted import say_parted
from apps.assistant.early.past_map import say_past_map
from apps.assistant.early.permits import say_permits
from apps.assistant.early.progress import say_going
from apps.assistant.early.refused_by import say_who_refused
from apps.assistant.early.renouncing import say_renouncing
from apps.assistant.early.running import say_running
from apps.assistant.early.sending import say_sending
from apps.assistant.early.share import say_share
from apps.assistant.early.shared import say_shared
from apps.assistant.early.signatures import say_missing_signature
from apps.assistant.early.standing import say_standing
from apps.assistant.early.steps import say_in_all, say_stopped, say_taken
from apps.assistant.early.taken_on import say_whether_taken_on
from apps.assistant.early.talking import say_with_whom
from apps.assistant.early.urgent import say_urgent
from apps.assistant.early.visits import say_visits
from apps.assistant.early.warned import say_warned
from apps.assistant.early.workload import say_workload

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene

EARLY: tuple[Callable[[Scene, str, Named], Reply | None], ...] = (
    say_no_names,
    say_who_refused,
    say_levels,
    say_what_began,
    say_missing_signature,
    say_briefing,
    say_parted,
    say_next_indicator,
    say_colleagues_listed,
    say_colleague,
    say_justified,
    say_grounds,
    say_between,
    say_whether_taken_on,
    say_own_number,
    say_taken,
    say_who_went,
    say_stopped,
    say_in_all,
    say_action,
    say_need,
    say_authored,
    say_closing,
    say_urgent,
    say_warned,
    say_past_map,
    say_going,
    say_visits,
    say_shared,
    say_objecting,
    say_standing,
    say_calls,
    say_overdue,
    say_coming,
    say_meeting,
    say_followed,
    say_with_whom,
    say_sending,
    say_running,
    say_contacts,
    say_known,
    say_allowances,
    say_renouncing,
    say_share,
    say_cost,
    say_card,
    say_page,
    say_workload,
    say_foremost,
    say_gaps,
    say_permits,
    say_meaning,
)
"""In their order; each returns None for what is not its own."""
