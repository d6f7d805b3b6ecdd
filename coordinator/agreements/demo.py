"""Give the agreement of the demo district."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from coordinator.agreements.template import blank_articles
from coordinator.agreements.text import Agreement, read_agreement
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from datetime import date


def demo_agreement(day: date) -> Agreement:
    """
    Give the agreement of the demo district as it stands on a day.

    Parameters
    ----------
    day
        The agreement holds for three years, the second of which is the day's.

    Returns
    -------
    Agreement
        Complete; every body and sum is invented.
    """
    text = files("coordinator.agreements").joinpath("demo.yaml").read_text(encoding="utf-8")
    for number in range(3):
        text = text.replace(f"Y{number}", str(day.year - 1 + number))
    content = read_yaml(text)
    fill = content.pop("fill")
    articles = [one.model_dump() for one in blank_articles(with_traces=True)]
    for article in articles:
        for comma in article["commi"]:
            for blank, words in fill.items():
                comma["text"] = comma["text"].replace(blank, words)
    return read_agreement({**content, "articles": articles})
