"""Name who answers each kind of question on a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.answers import (
    absence,
    acquainted,
    calls,
    changed,
    close,
    due,
    given,
    looks,
    money,
    needs,
    network,
    path,
    person,
    plan,
    scales,
    stays,
    summary,
    upcoming,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Reply

ANSWERS: Mapping[str, Callable[[Asked], Reply]] = {
    "around": network.say_around,
    "absence": absence.say_absence,
    "change": changed.say_change,
    "knows": acquainted.say_who_knows,
    "needs": needs.say_needs,
    "places": person.say_places,
    "findings": person.say_findings,
    "record": person.say_record,
    "duplicates": person.say_duplicates,
    "due": due.say_due,
    "terms": path.say_terms,
    "gate": path.say_gate,
    "phase": path.say_phase,
    "who_may": path.say_who_may,
    "referrals": path.say_referrals,
    "calls": calls.say_call,
    "next": upcoming.say_next,
    "budget": money.say_budget,
    "given": given.say_given,
    "plan": plan.say_plan,
    "team": plan.say_team,
    "consents": written.say_consents,
    "sign": plan.say_signature,
    "scales": scales.say_scales,
    "risks": written.say_risks,
    "diary": written.say_diary,
    "documents": written.say_documents,
    "strain": close.say_strain,
    "household": close.say_household,
    "waits": close.say_waits,
    "measures": close.say_measures,
    "seen": looks.say_seen,
    "unkept": close.say_unkept,
    "stays": stays.say_stays,
    "summary": summary.say_summary,
    "opinions": written.say_opinions,
}
"""Kind of question → its answer."""

HELPED = frozenset(
    {
        "around",
        "absence",
        "knows",
        "places",
        "given",
        "plan",
        "team",
        "budget",
        "note",
        "refer",
        "tie",
        "dismiss",
        "findings",
        "strain",
        "waits",
        "household",
        "terms",
        "record",
        "summary",
        "sign",
    }
)
"""Kinds of question that may name somebody around a person and still be about her."""

OF_WHO_CARES = frozenset({"absence", "knows", "strain", "waits", "household", "note"})
"""Kinds of question that, asked of somebody without a path, are about the one that she helps."""
