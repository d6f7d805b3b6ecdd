"""Read by which day a question asks what is due: "entro venerdì", "entro fine mese", "nei prossimi dieci giorni"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from apps.assistant.reading.days import COUNTS, ISO, MONTH, NUMBERS
from apps.assistant.reading.words import normal
from apps.components.words import MONTHS, WEEKDAYS

MANY = rf"(?:\d{{1,3}}|{'|'.join(COUNTS)})"
BY = r"(?:entro|fino a|prima di|da qui a|di qui a|per|non oltre) ?(?:il|la|lo|l'|al|alla|all')? ?"
TO = r"(?:(?:da qui )?a(?:lla)? |prima d(?:i|el|ella) |fino a(?:lla)? |per |verso )"
SAID: tuple[tuple[str, str], ...] = (
    (rf"{BY}(?P<weekday>{'|'.join(normal(one).strip() for one in WEEKDAYS)})", "weekday"),
    (rf"{BY}(?P<day>\d{{1,2}}|primo) (?P<of_day>{MONTH})(?: (?P<year_of_day>20\d\d))?", "day"),
    (
        rf"(?:entro|da qui a) (?:la )?(?:fine (?:di )?)?(?P<of_month>{MONTH})(?: (?P<year_of_month>20\d\d))?",
        "end",
    ),
    (
        rf"entro (?:la )?(?:fine (?:del )?|il )?mese|(?:in |di )?questo mese|{TO}(?:la )?fine (?:del )?mese",
        "month",
    ),
    (
        rf"entro (?:la )?(?:fine (?:dell')?|l'|il )?anno|quest'? ?anno|{TO}(?:la )?fine (?:dell')?anno",
        "year",
    ),
    (
        r"entro (?:la (?:fine (?:della )?)?)?settimana|(?:in |di )?questa settimana|a fine settimana"
        r"|(?:de|ne)lla settimana(?! (?:prossima|scorsa|passata|dopo|prima|precedente|successiva|che|dal|in))",
        "week",
    ),
    (
        rf"(?:entro|nei|nelle|negli|fra|tra|in|i|le|da qui a|per i|per le|nel giro di|nell'arco di|per) "
        r"(?:i |le |gli )?(?:prossim[ie] )?"
        rf"(?P<many>{MANY}) (?:prossim[ie] )?(?P<unit>giorn|settiman|mes)\w*",
        "many",
    ),
    (r"(?:nella |la |entro la )?(?:prossima settimana|settimana prossima)", "next week"),
    (r"entro (?P<soon>oggi|stasera|domani|dopodomani)", "soon"),
)
"""How a day to come is said, by which something is due."""

PATTERNS = tuple((re.compile(rf"(?<![a-z0-9])(?:{said})(?![a-z0-9])"), kind) for said, kind in SAID)
SOON = {"oggi": 0, "stasera": 0, "domani": 1, "dopodomani": 2}
DAYS_OF = {"giorn": 1, "settiman": 7, "mes": 30}
SUNDAY = 6


def named_deadline(question: str, today: date) -> date | None:
    """
    Read by which day something is due that a question asks for.

    Parameters
    ----------
    question
        In Italian.
    today
        The day of the question.

    Returns
    -------
    date or None
        None where it names no day to come.

    Examples
    --------
    >>> named_deadline("che cosa scade entro venerdì?", date(2026, 11, 22))
    datetime.date(2026, 11, 27)
    """
    if found := ISO.search(question):
        return _to_come(found[1], found[2], found[3], question, today)
    if found := NUMBERS.search(question):
        return _to_come(found[3], found[2], found[1], question, today)
    words = normal(re.sub(r"[?!,;:]", " ", question))
    for pattern, kind in PATTERNS:
        if found := pattern.search(words):
            return day_of(found, kind, today)
    return None


def _to_come(year: str, month: str, day: str, question: str, today: date) -> date | None:
    """Return a day written in numbers where the question asks what is due by it."""
    try:
        named = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return named if named >= today and re.search(r"\b(?:entro|da qui|fino a)\b", normal(question)) else None


def day_of(found: re.Match[str], kind: str, today: date) -> date | None:
    """
    Return the day that words name.

    Parameters
    ----------
    found
        By one of `PATTERNS`.
    kind
        How it is said, as `SAID` calls it.
    today
        The day of the question.

    Returns
    -------
    date or None
        None for a day that its month lacks.
    """
    if kind == "weekday":
        at = [normal(one).strip() for one in WEEKDAYS].index(found["weekday"])
        return today + timedelta(days=(at - today.weekday()) % 7)
    if kind in {"day", "end"}:
        month = MONTHS.index(found["of_day" if kind == "day" else "of_month"]) + 1
        said = found["year_of_day" if kind == "day" else "year_of_month"]
        return _next(today, month, found["day"] if kind == "day" else "", int(said) if said else None)
    if kind == "many":
        many = found["many"]
        return today + timedelta(
            days=(int(many) if many.isdigit() else COUNTS[many]) * DAYS_OF[found["unit"]]
        )
    if kind == "soon":
        return today + timedelta(days=SOON[found["soon"]])
    if kind == "year":
        return date(today.year, 12, 31)
    if kind == "month":
        return today.replace(day=monthrange(today.year, today.month)[1])
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    if today == sunday:
        sunday += timedelta(days=7)  # who speaks of this week on a Sunday means the one that begins
    return (
        sunday if kind == "week" else sunday + timedelta(days=7 if sunday - today < timedelta(days=7) else 0)
    )


def _next(today: date, month: int, day: str, year: int | None) -> date | None:
    """Return the next such day; without a day, the last of the month."""
    in_year = year or today.year + (month < today.month)
    last = monthrange(in_year, month)[1]
    at = 1 if day == "primo" else int(day or last)
    return date(in_year, month, at) if at <= last else None
