"""Check the articles: none missing, nothing left to fill in, no reference to what is not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from coordinator.agreements.conditions import Spot, condition, spot
from coordinator.agreements.template import template
from coordinator.agreements.text import Area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordinator.agreements.text import Agreement

BLANK = re.compile(
    r"\[[^\]]*\]|\bda (?:definire|stabilire|completare|decidere)\b|_{3,}|\bx{3,}\b|\?{2,}|\.{4,}", re.I
)
ARTICLE = re.compile(r"\b(?:articol[oi]|art\.)\s*(\d{1,3})(?!\s*(?:,\s*)?(?:comma[^,.;]*)?,?\s*(?:del|della|dell[’'])\s+(?:d\.|l\.|legge|decreto|regolamento|codice))", re.I)  # fmt: skip  # noqa: E501
ANNEX = re.compile(r"\ballegat[oi]\s+([A-Z]|\d{1,2})\b", re.I)
LONG = 20
"""Letters from which two equal texts are no chance."""


@condition
def article_missing(agreement: Agreement) -> Iterator[Spot]:
    """Find that an article of the template is not there."""
    topics = {one.topic for one in agreement.articles}
    for model in template().articles:
        if model.topic not in topics:
            yield spot(f"art. {model.number}", heading=model.heading)


@condition
def article_number_twice(agreement: Agreement) -> Iterator[Spot]:
    """Find that two articles have one number."""
    numbers = [one.number for one in agreement.articles]
    for number in dict.fromkeys(one for one in numbers if numbers.count(one) > 1):
        yield spot(f"art. {number}", number=number)


@condition
def article_number_skipped(agreement: Agreement) -> Iterator[Spot]:
    """Find that a number is left out, though no article of the template is missing."""
    numbers = sorted({one.number for one in agreement.articles})
    missing = {one.number for one in template().articles} - set(numbers)
    if next(article_missing(agreement), None):
        numbers = sorted({*numbers, *missing})
    for before, after in zip([0, *numbers], numbers, strict=False):
        if after > before + 1:
            yield spot(f"art. {after}", before=before, after=after)


@condition
def point_not_settled(agreement: Agreement) -> Iterator[Spot]:
    """Find that a thing that an article must settle has no words."""
    for article in agreement.articles:
        model = template().of_topic(article.topic)
        settled = {comma.settles for comma in article.commi if comma.text}
        for item in model.settles if model else ():
            if item.id not in settled:
                yield spot(f"art. {article.number}", asks=item.asks.lower())


@condition
def blank_left(agreement: Agreement) -> Iterator[Spot]:
    """Find that something is left to fill in."""
    for place, text in agreement.words():
        if found := BLANK.search(text):
            yield spot(place, words=found.group())


@condition
def dangling_reference(agreement: Agreement) -> Iterator[Spot]:
    """Find that a text points to an article or annex that is not there."""
    numbers = {one.number for one in agreement.articles}
    letters = {one.letter for one in template().annexes}
    for place, text in agreement.words():
        for found in ARTICLE.finditer(text):
            if int(found[1]) not in numbers:
                yield spot(place, words=f"l’articolo {found[1]}")
        for found in ANNEX.finditer(text):
            if found[1].upper() not in letters:
                yield spot(place, words=f"l’allegato {found[1]}")


@condition
def words_repeated(agreement: Agreement) -> Iterator[Spot]:
    """Find that two commi say the same words."""
    seen: dict[str, str] = {}
    for place, text in agreement.words():
        key = re.sub(r"\W+", " ", text).casefold().strip()
        if len(key) >= LONG and key in seen:
            yield spot(place, other=seen[key])
        seen.setdefault(key, place)


@condition
def area_uncovered(agreement: Agreement) -> Iterator[Spot]:
    """Find that one of the three areas of responsibility has no article."""
    covered = {one.area for one in agreement.articles}
    for area in get_args(Area):
        if area not in covered:
            yield spot("articoli", area=area)
