"""Say which condition of a question an answer on one person did not use: it must not read as if it had."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from apps.assistant.reading.periods import named_period
from apps.assistant.reading.stretches import named_stretch
from apps.assistant.reading.windows import named_window
from apps.assistant.reading.words import normal
from apps.components.words import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.assistant.reply import Reply

TABLES = "table_"
"""How the name of an answer begins that leaves no word of its question unread."""

NOT_READ = frozenset(
    [
        "absence",
        "agreements",
        "census",
        "change",
        "courtesy",
        "dismiss",
        "distress",
        "facts",
        "find",
        "help",
        "norms",
        "note",
        "outside",
        "places",
        "refer",
        "seen",
        "territory",
        "tie",
        "unkept",
        "urgent",
        "who_may",
    ]
)
"""Kinds of answer that are told by other bounds, or that say by themselves what they do not know."""

OF_PATH = frozenset({"around", "diary", "stays", "budget", "given", "household", "knows", "plan", "consents"})
"""Kinds of answer that list what is written and give no reason for it."""

LISTED = frozenset({"around", "diary", "needs", "waits", "referrals", "budget", "given", "plan", "documents"})
"""Kinds of answer that list, each line of which a negation would leave in or out."""

MONTH = "|".join(MONTHS)
WEEK = "|".join(normal(one).strip() for one in WEEKDAYS)
DAY = rf"(?:(?:\d{{1,2}}|primo) (?:{MONTH})|(?:{MONTH})|20\d\d|natale|pasqua|capodanno|ferragosto|fine (?:anno|mese))"
WHEN = re.compile(
    rf" (?:(?:solo |soltanto )?(?:fino |entro |prima |dopo |a partire )?"
    rf"(?:a|ad|al|all'|da|dal|dall'|di|del|dell'|in|nel|per|il|l'|entro|dopo|fra|tra) ?"
    rf"(?:mese di |l'anno )?{DAY}(?: (?:del )?20\d\d)?"
    r"|(?:questa|la prossima|la scorsa|settimana scorsa|scorsa) settimana|settimana scorsa|(?:il )?mese scorso"
    r"|(?:negli|gli|nelle|le) ultim[ie] (?:\w+ )?(?:giorni|settimane|mesi|anni))(?= )"
)
"""How a question bounds what it asks for in time."""

PARTS = re.compile(
    r" (?:domani|dopodomani|stasera|stanotte"
    rf"|di notte|la notte|di mattina|la mattina|al mattino|di pomeriggio|nel pomeriggio|la sera|di sera"
    rf"|(?:di |la |il |le |nel |al )?(?:weekend|fine settimana|{WEEK}))(?= )"
)
"""How it bounds it by the part of the day or of the week."""

OFTEN = re.compile(
    r" (?:tutti i giorni|ogni giorno|quotidianamente|(?:solo )?una volta (?:a|alla|la) settimana"
    r"|(?:ogni|tutte le) settiman[ae]|una volta al mese|ogni mese|tutti i mesi)(?= )"
)
"""How it bounds it by how often."""

BOUND = re.compile(
    r" (?P<all>(?:(?:da )?(?:piu|meno) di|almeno|al massimo|oltre (?:i|le|gli)|sotto (?:i|le|gli)|sopra (?:i|le|gli))"
    r" (?P<number>\d+|un|una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|dodici|venti|trenta)"
    r" (?:or[ae]|ann[oi]|mes[ei]|giorn[oi]|settiman[ae]|euro|volt[ae]|person[ae]))(?= )"
)
"""How it bounds it by a number."""

WHY = re.compile(r" (?:perche|come mai|per (?:quale|che) (?:motivo|ragione)|il motivo)(?= )")
REASON = re.compile(
    r"perch|motiv|ragion|a causa|rifiuta|dimess|secondo |non (?:e|sono|risulta\w*) (?:scritt|nessun)|non ne "
)
"""How a question asks why, and an answer says so."""

BY_WHOM = re.compile(
    r" (?:chi (?:l'ha|lo ha|ce l'ha|ha|e che ha|e stato a) (?:detto|dice|riferito|raccontato|segnalato che)"
    r"|chi lo dice|chi dice (?:che|questo)|secondo chi|su parola di chi|da chi (?:lo )?(?:si sa|sappiamo|risulta))(?= )"
)
SAID = re.compile(r" (?:secondo|su parola|detto da|riferit\w|segnalat\w|chiamat\w|l'ha detto) ")
"""How a question asks on whose word, and an answer says so."""

NOT = re.compile(
    r" (?P<all>(?:chi|quali?|quant[ie]|cosa|che)(?: (?:altro|altri|altra|altre|[a-z]+)){0,2} non"
    r" (?!(?:c'e |ci sono )?piu )[a-z']+(?: [a-z]+)?)(?= )"
)
"""How a question asks for what is not so."""

NO = re.compile(r" (?:non|nessun\w*|senza|mai|manca\w*|scopert\w+|ne|da \w+ giorni|ritardo|scadut\w+) ")
"""How an answer says what is not so."""

LASTED = re.compile(
    r" (?:quanto tempo (?:e passato|ci (?:e|hanno|ha|abbiamo) \w+|e trascorso|passa|c'e voluto|e durat\w)"
    r"|quanti (?:giorni|mesi|anni) (?:sono passati|ci sono voluti|passano|e durat\w+)|quanto e durat\w)(?= )"
)
TIME = re.compile(r"\d+ (?:giorn|settiman|mes|ann)|un (?:giorno|mese|anno)|una settimana")
"""How a question asks for a time that passed, and an answer counts one."""

MINE = re.compile(
    r" (?:(?:l'|le |gli |la |lo )?ho (?:gia |mai )?"
    r"(?:vist|sentit|visitat|chiamat|incontrat|parlat|fatt|dat)\w+"
    r"|sono (?:gia |mai )?(?:andat|passat|stat|venut)[oa])(?= )"
)
YOURS = re.compile(r" (?:tu|tuo|tua|tuoi|tue|hai|sei|ti|voi|vostr\w+|avete|da te)(?= )")
"""How the asker speaks of what she did herself, and an answer speaks of her."""

DATE = re.compile(rf"(?:(\d{{1,2}})°? )?({MONTH}) (20\d\d)")
"""A day or a month as an answer writes it."""


class Condition(NamedTuple):
    """A way of bounding a question: how it is said, how an answer shows its use, what is said where it does not."""

    said: re.Pattern[str]
    used: Callable[[str, Reply, date], bool]
    left: str  # "{}" stands for the words of the question
    of: frozenset[str] = frozenset()  # kinds of answer of which it holds; all when empty


def with_left_aside(question: str, reply: Reply, today: date) -> Reply:
    """
    Say before an answer on one person which conditions of the question it did not use.

    Parameters
    ----------
    question
        As it was typed.
    reply
        The answer.
    today
        The day of the question.

    Returns
    -------
    Reply
        The same where it used them all, and where it is no answer from one person's record.
    """
    told = [] if not _of_one(reply) else [*_left(question, reply, today)]
    return replace(reply, head=" ".join([*told, reply.head])) if told else reply


def _of_one(reply: Reply) -> bool:
    """Say whether an answer tells what is written of one person, and leaves to nobody else what was not understood."""
    return bool(
        reply.query
        and reply.person_id
        and not (reply.choices or reply.wrote or reply.answer is not None)
        and not reply.intent.startswith(TABLES)
        and reply.intent not in NOT_READ
    )


def _left(question: str, reply: Reply, today: date) -> list[str]:
    """Say each condition that an answer shows no sign of."""
    words = normal(question.replace("?", " ").replace(",", " ").replace(".", " "))
    told = []
    for one in CONDITIONS:
        found = one.said.search(words) if not one.of or reply.intent in one.of else None
        if found is not None and not one.used(words, reply, today):
            told.append(one.left.format(as_typed(question, found[0].strip())))
    return list(dict.fromkeys(told))[:2]


def as_typed(question: str, words: str) -> str:
    """
    Write some words of a question as they were typed.

    Parameters
    ----------
    question
        As it was typed.
    words
        Some of its words, in small letters without accents.

    Returns
    -------
    str
        With their accents and capitals; as they are given where the question does not hold them.
    """
    typed = question.replace("?", " ").replace(",", " ").split()
    many = len(words.split())
    for start in range(len(typed)):
        for end in range(start + 1, min(len(typed), start + many + 1) + 1):
            if normal(" ".join(typed[start:end])).strip() == words:
                return " ".join(typed[start:end])
    return words


def _in_text(shown: re.Pattern[str]) -> Callable[[str, Reply, date], bool]:
    """Make the test of what an answer's words show."""
    return lambda _words, reply, _today: shown.search(_text(reply)) is not None


def _text(reply: Reply) -> str:
    """Write the words of an answer, without what was read for it."""
    return normal(" ".join([reply.head, *(line.text for line in reply.lines)]))


def _timed(words: str, reply: Reply, today: date) -> bool:
    """Say whether an answer is of the time that is asked for: it says so, or all its days are within."""
    head = normal(reply.head)
    if re.search(rf" (?:{DAY}|oggi|domani|settimana|mese|anno|fino al?|entro)(?= )", head):
        return True
    time = named_window(words, today) or named_stretch(words, today) or named_period(words, today)
    days = [_day(found) for line in reply.lines for found in DATE.finditer(line.text)]
    if time is None or not days:
        return time is None
    return all(any(map(time.holds, one)) for one in days)


def _day(found: re.Match[str]) -> tuple[date, ...]:
    """Return the first and the last of the days that an answer names."""
    month, year = MONTHS.index(found[2]) + 1, int(found[3])
    days = (int(found[1]),) if found[1] else (1, 28)
    return tuple(date(year, month, day) for day in days)


def _numbered(words: str, reply: Reply, _today: date) -> bool:
    """Say whether an answer's own sentence, or what was read, holds the number of a bound."""
    found = BOUND.search(words)
    return found is None or f" {found['number']} " in normal(f"{reply.head} {reply.query}")


LEFT = "Non so tener conto di «{}»: quello che segue vale senza."

CONDITIONS: tuple[Condition, ...] = (
    Condition(NOT, _in_text(NO), "Non so scegliere per «{}»: quello che segue non è scelto così.", LISTED),
    Condition(WHEN, _timed, LEFT),
    Condition(
        PARTS,
        _in_text(re.compile(rf"(?:giorni venga|apert\w|domani|{WEEK}|notte|mattin|pomerigg|sera)")),
        LEFT,
    ),
    Condition(OFTEN, _in_text(re.compile(r" (?:ogni|volt[ae]|tutti i giorni) ")), LEFT),
    Condition(BOUND, _numbered, LEFT),
    Condition(WHY, _in_text(REASON), "Il perché non so dirlo.", OF_PATH),
    Condition(BY_WHOM, _in_text(SAID), "Su parola di chi è scritto non so dirlo."),
    Condition(LASTED, _in_text(TIME), "Quanto tempo sia passato non so contarlo."),
    Condition(MINE, _in_text(YOURS), "Che cosa hai fatto tu non so distinguerlo: qui c’è quello di tutti."),
)
"""The conditions that are looked for, in the order in which they are told."""
