"""Notice which commitments of the signed agreements are not kept, cannot be told, or end soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.agreements.signing import signed_agreements
from coordinator.agreements.standing import watch
from coordinator.findings.finding import Evidence, Hit, make_finding
from coordinator.findings.rules import SEVERITIES, Rule, Threshold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from coordinator.agreements.standing import Standing
    from coordinator.agreements.text import Agreement
    from coordinator.findings.finding import Finding
    from coordinator.protection import Viewer
    from coordinator.store import Store

WHO = ("coordinatore_distretto",)
NEEDS = ("accordi firmati", "percorsi")
NOT_KEPT = (
    "commitment_not_kept",
    "Un impegno dell’accordo non è mantenuto",
    "alta",
    "{body} non mantiene «{what}»: {told}",
    "Portarlo all’organismo che verifica l’accordo, con la cifra e i percorsi in cui è mancato.",
)
UNKNOWN = (
    "commitment_unknown",
    "Di un impegno non si può dire",
    "bassa",
    "«{what}», di {body}: {told}",
    "Scrivere il dato che manca, o dichiarare la cifra con il suo documento.",
)
ENDS = (
    "commitment_ends",
    "Un impegno dell’accordo finisce fra poco",
    "media",
    "«{what}», di {body}, finisce il {ends}.",
    "Decidere se rinnovarlo, prima che finisca.",
)


def find_commitments(store: Store, day: date, viewer: Viewer) -> list[Finding]:
    """
    Notice what the signed agreements promise and is not kept.

    Parameters
    ----------
    store
        The record.
    day
        The day.
    viewer
        Who asks; needs to read findings and the territory.

    Returns
    -------
    list of Finding
        About the body that promised, the gravest first; with the threshold of the promise and the figure's source.

    Raises
    ------
    NotAllowedError
        If the viewer may not read findings or the territory.
    """
    viewer.require("read", "findings")
    found = [
        finding
        for agreement, declared in signed_agreements(store, day, viewer)
        for standing in watch(store, agreement, day, viewer, declared)
        for finding in _findings(standing, agreement, day)
    ]
    return sorted(found, key=lambda one: SEVERITIES.index(one.rule.severity))


def _findings(standing: Standing, agreement: Agreement, day: date) -> Iterator[Finding]:
    """Turn how a commitment stands into what is noticed."""
    if standing.status == "not_kept":
        yield _make(NOT_KEPT, standing, agreement, day)
    elif standing.status == "unknown":
        yield _make(UNKNOWN, standing, agreement, day)
    if standing.lapses_soon:
        yield _make(ENDS, standing, agreement, day)


def _make(words: tuple[str, ...], standing: Standing, agreement: Agreement, day: date) -> Finding:
    """Word what is noticed of a commitment."""
    rule_id, title, severity, sentence, action = words
    one = standing.commitment
    limits = {} if one.at_least is None else {
        "at_least": Threshold(float(one.at_least), standing.unit, f"art. {one.article} dell’accordo, termine locale")
    }  # fmt: skip
    rule = Rule(rule_id, title, sentence, NEEDS, severity, None, action, WHO, limits)  # type: ignore[arg-type]
    source = standing.figure.source if standing.figure else "nessuna misura"
    slots = {
        "body": agreement.names.get(one.body, one.body),
        "what": one.what,
        "told": standing.sentence,
        "ends": f"{standing.lapses_on:%d/%m/%Y}" if standing.lapses_on else "",
    }
    return make_finding(rule, one.body, day, Hit(slots, (Evidence(one.id, source, standing.status),)))
