"""Answer on what a person needs: since when, who said so, who answers to it, what nobody meets, what has ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.answering import who_answers
from apps.assistant.answers.needs_on_path import found_on_path, planned_for
from apps.assistant.answers.person import UNMET, named_needs
from apps.assistant.reading.stretches import named_stretch
from apps.assistant.reading.words import bare, normal
from apps.assistant.reply import Line
from apps.components.words import long_day
from coordinator.findings import find_for
from coordinator.model import vocabulary
from coordinator.network.needs import needs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.periods import Period
    from apps.assistant.reading.stretches import Stretch
    from apps.assistant.reply import Reply
    from coordinator.network.needs import NeedSpan

SAID_BY = (
    r"chi (?:\w+ ){0,2}?(?:(?:ha|hanno|l'ha|l'hanno|e stato a) )?(?:\w+ )?(?:scritt\w+|scriv\w+|segnalat\w+|rilevat\w+"
    r"|rileva|dett\w+|dice|dicono|notat\w+|registrat\w+|inserit\w+|messo|trovat\w+|individuat\w+|vist\w+|sostien\w+)"
    r"|secondo chi"
)
NOTED = (
    r"(?:scritt|segnalat|rilevat|emers|notat|registrat|inserit|aggiunt|mess|uscit|vist|trovat|individuat|apert"
    r"|nat|cominciat|iniziat|comparso?|comparse?|venut)\w*"
)
ORIGIN = re.compile(
    rf" (?:da quando|da quanto|da che (?:giorno|data|mese|anno)|in che (?:giorno|data)|a che data"
    rf"|(?:con )?(?:le )?dat[ae]|quando (?:\w+ ){{0,3}}?{NOTED}|{SAID_BY}"
    r"|(?:da )?dove (?:risult\w+|vien\w+|esc\w+|nasc\w+|e scritt\w+)"
    r"|(?:con|in|da) (?:quale|che) (?:valutazione|scala|documento|relazione|visita|colloquio|atto)"
    r"|(?:in base|sulla base) (?:a|di) (?:\w+ )?(?:che|cosa|quale)|(?:l')?origine|provenienza|fonte|si basa\w*"
    r"|(?:e|sono) (?:ancora )?(?:apert[oi]|attual[ei]|valid[oi])|vale ancora|c'e ancora|ce l'ha ancora"
    r"|ha (?:sempre|ancora) (?:\w+ )?(?:bisogno|necessita)) "
)
"""How a question asks since when a need is there, who said so and whether it still is."""

ENDED = re.compile(
    r" (?:risolt\w+|chius[oi]|conclus[oi]|superat[oi]|cessat[oi]|finit[oi]|terminat[oi]|non ha piu|non c'e piu|di prima"
    r"|passati|gia soddisfatt\w+) "
)
NEW = re.compile(
    r" (?:nuov[oi]|recent[ei]|emers[oi]|comparsi?|aggiunt[oi]|in piu|sopraggiunt\w+|saltat[oi] fuori) "
)
ASSESSED = re.compile(r" (?:valutazion[ei]|uvm|assessment|rilevat[oi] dall\w*|unita di valutazione|verbale) ")
LONGEST = re.compile(
    r" (?:(?:da )?piu (?:tempo|vecchi[oi]|antic[oh]+i?|datat[oi])|piu a lungo|per prim[oi]|da meno tempo"
    r"|piu (?:recent[ei]|nuov[oi])|(?:il|l') ?(?:primo|ultimo)) "
)
NEWEST = re.compile(r" (?:da meno tempo|piu (?:recent[ei]|nuov[oi])|ultimo) ")
ALSO = re.compile(
    r" bisogn[oi] (?:\w+ ){0,6}?(?:e|ed) (?:fra (?:quest|quell)i |tra (?:quest|quell)i |di questi |anche )?"
    r"(?:quali|quelli|cosa|che cosa|chi|se|a quali|dove) "
)
"""How a question asks for all needs, and something of them: "che bisogni ha e quali sono scoperti?"."""

UNPLANNED = re.compile(
    r" (?:(?:non (?:sono|e|stanno|hanno|ha)|senza|nessun|fuori d\w+) (?:\w+ ){0,3}?"
    r"(?:pian[oi]|pai|obiettiv[oi]|intervent[oi])) "
)
"""How a question asks for needs that have ended, are new, were assessed, are oldest, or have no goal in the plan."""


def say_needs(asked: Asked) -> Reply:
    """
    Say what a person needs: with who answers, or what the question asks of it.

    Parameters
    ----------
    asked
        The question: "di che cosa ha bisogno?", "da quando ha bisogno dei pasti, e chi l'ha detto?".

    Returns
    -------
    Reply
        Of the needs that it names, or of all.
    """
    words = bare(asked.question)
    if UNPLANNED.search(words) and asked.viewer.may("read", "case"):
        return _unplanned(asked)
    named = named_needs(asked.question)
    both = ALSO.search(words) is not None
    if UNMET.search(normal(asked.question)) and not (named or both):
        return _unmet(asked)
    every = [one for one in needs_of(asked.person_id, asked.viewer) if not named or one.need in named]
    holding = [one for one in every if one.holds_on(asked.day)]
    if ENDED.search(words):
        return _ended(asked, every)
    if named and not every:
        labels = ", ".join(vocabulary().label("needs", one) for one in named)
        return asked.reply("needs", f"Per {asked.name} questo bisogno non è scritto: {labels}.", [], READ)
    if ASSESSED.search(words) and asked.viewer.may("read", "case") and (found := found_on_path(asked, named)):
        head = f"I bisogni di {asked.name} che la valutazione ha rilevato:"
        lines = [*found, *_unfound(asked, holding)]
        return asked.reply("needs", head, lines, "i bisogni e le valutazioni del percorso")
    time = named_stretch(asked.question, asked.day)
    if NEW.search(words) and not LONGEST.search(words):
        return _new(asked, every, time)
    if LONGEST.search(words):
        return _by_age(asked, holding, newest=NEWEST.search(words) is not None)
    if ORIGIN.search(words) or (UNMET.search(normal(asked.question)) and not both):
        return _origin(asked, every if named else holding)
    answering = who_answers(asked, {one.need for one in holding})
    lines = [
        Line(f"{label}: {'; '.join(answering[need].values()) or 'nessuno risponde'}", asked.person_id)
        for need, label in {one.need: one.label for one in holding}.items()
    ]
    head = f"I bisogni scritti per {asked.name}:" if lines else f"Per {asked.name} non sono scritti bisogni."
    return asked.reply("needs", head, lines, READ)


READ = "i bisogni e chi vi risponde"
"""What was read for an answer."""


def since_words(one: NeedSpan) -> str:
    """
    Say since when a need is there, who said so, and from which document.

    Parameters
    ----------
    one
        The need.

    Returns
    -------
    str
        Such as "dal 12 marzo 2026, lo dice Paola De Luca (valutazione del 12 marzo 2026)".
    """
    by = f"lo dice {one.stated_by}" if one.stated_by else "chi lo dice non è scritto"
    paper = f" ({one.document})" if one.document else ""
    days = f"dal {long_day(one.since)}{f' al {long_day(one.until)}' if one.until else ''}"
    return f"{days}, {by}{paper}"


def _origin(asked: Asked, rows: Sequence[NeedSpan]) -> Reply:
    """Say of each need its day, its author and its document; whether it is open, who answers, what the path says."""
    answering = who_answers(asked, {one.need for one in rows})
    alone = len({one.need for one in rows}) == 1
    lines = []
    for one in rows:
        helpers = "; ".join(answering[one.need].values())
        now = f"vi risponde {helpers}" if helpers else "nessuno risponde"
        stands = f"ancora aperto, {now}" if one.holds_on(asked.day) else "non è più aperto"
        lines.append(Line(f"{one.label}: {since_words(one)}; {stands}", asked.person_id))
        if alone and not one.document:
            lines.append(
                Line("Da quale documento o valutazione venga questa riga non è scritto.", asked.person_id)
            )
    if alone and rows and asked.viewer.may("read", "case"):
        lines += [*found_on_path(asked, [rows[0].need]), *planned_for(asked, rows[0].need)]
    head = f"Da quando, e secondo chi, per {asked.name}:"
    if not lines:
        head = f"Per {asked.name} non sono scritti bisogni."
    return asked.reply("needs", head, lines, "i bisogni, chi vi risponde e il percorso")


def _ended(asked: Asked, rows: Sequence[NeedSpan]) -> Reply:
    """Say which needs have ended, and when; that none is written as ended."""
    gone = [one for one in rows if one.until is not None and one.until < asked.day]
    lines = [Line(f"{one.label}: {since_words(one)}", asked.person_id) for one in gone]
    still = [one for one in rows if one.holds_on(asked.day)]
    head = f"I bisogni di {asked.name} che risultano chiusi:"
    if not gone:
        head = f"Per {asked.name} nessun bisogno risulta chiuso."
        told = ", ".join(dict.fromkeys(one.label for one in still))
        lines = [Line(f"Ancora aperti: {told}", asked.person_id)] if still else []
    return asked.reply("needs", head, lines, READ)


def _new(asked: Asked, rows: Sequence[NeedSpan], time: Stretch | Period | None) -> Reply:
    """Say which needs began in a time; without one, the last that did."""
    order = sorted(rows, key=lambda one: one.since, reverse=True)
    wanted = [one for one in order if time is None or time.holds(one.since)]
    if time is None and order:
        wanted = [one for one in order if one.since == order[0].since]
    lines = [Line(f"{one.label}: {since_words(one)}", asked.person_id) for one in wanted]
    head = f"I bisogni di {asked.name} {f'nuovi {time.words}' if time else 'scritti per ultimi'}:"
    if not wanted:
        when = f" {time.words}" if time else ""
        head = f"Per {asked.name} non è scritto nessun bisogno nuovo{when}."
        lines = [Line(f"L’ultimo è {one.label}: {since_words(one)}", asked.person_id) for one in order[:1]]
    return asked.reply("needs", head, lines, READ)


def _by_age(asked: Asked, rows: Sequence[NeedSpan], *, newest: bool) -> Reply:
    """Put the open needs in the order of their days."""
    order = sorted(rows, key=lambda one: one.since, reverse=newest)
    lines = [Line(f"{one.label}: {since_words(one)}", asked.person_id) for one in order]
    which = "più recente" if newest else "più vecchio"
    head = f"I bisogni aperti di {asked.name}, il {which} per primo:"
    if not order:
        head = f"Per {asked.name} non sono scritti bisogni."
    return asked.reply("needs", head, lines, READ)


def _unfound(asked: Asked, rows: Sequence[NeedSpan]) -> list[Line]:
    """Name the needs that are written and that no assessment of her paths found."""
    found = {
        event.need
        for view in asked.cases
        for event in (one.event for one in view.history if one.number not in view.state.void)
        if event.kind == "need_found"
    }
    told = ", ".join(dict.fromkeys(one.label for one in rows if one.need not in found))
    return (
        [Line(f"Scritti nella scheda, e non fra quelli della valutazione: {told}", asked.person_id)]
        if told
        else []
    )


def _unplanned(asked: Asked) -> Reply:
    """Say which open needs have no goal in the plan."""
    view = asked.case_where(lambda one: one.state.file.goals)
    goals = {goal.need for goal in (view.state.file.goals if view else ())}
    rows = [one for one in needs_of(asked.person_id, asked.viewer) if one.holds_on(asked.day)]
    lines = [
        Line(f"{one.label}: {since_words(one)}", asked.person_id) for one in rows if one.need not in goals
    ]
    head = f"I bisogni di {asked.name} che nel piano non hanno un obiettivo:"
    if not goals:
        head = f"Per {asked.name} non è ancora scritto un piano: nessun bisogno vi ha un obiettivo."
    elif not lines:
        head = f"Ogni bisogno scritto per {asked.name} ha un obiettivo nel piano."
    return asked.reply("needs", head, lines, "i bisogni e il piano")


def _unmet(asked: Asked) -> Reply:
    """Say which needs nobody around her meets, with the norm that asks for it."""
    found = find_for(asked.store, asked.person_id, asked.day, asked.viewer)
    lines = [
        Line(one.sentence, asked.person_id, one.rule.norm or "")
        for one in found
        if one.rule.id == "need_without_service"
    ]
    head = "Nessuno risponde a:" if lines else "Ogni bisogno scritto ha qualcuno che risponde."
    return asked.reply("needs", head, lines, READ)
