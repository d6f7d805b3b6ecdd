"""Read the template of an agreement: its fourteen articles, what each must settle, the norms that ask it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from coordinator.agreements.text import Agreement, Article, Comma
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from coordinator.agreements.text import Area

MACRO_PHASES = (
    "accesso",
    "prima_valutazione",
    "valutazione_multidimensionale",
    "piano",
    "monitoraggio",
)
"""The five of the LEPS of process, one indivisible set; a test holds them equal to ``process.yaml``."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that an article must settle."""

    id: str
    asks: str
    starter: str  # words to begin from


@dataclass(frozen=True, slots=True)
class Model:
    """An article as the template has it."""

    number: int
    topic: str
    heading: str
    area: Area
    commitments: bool
    guidance: str
    norms: tuple[str, ...]  # URNs
    settles: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex as the template has it."""

    letter: str
    name: str
    guidance: str


@dataclass(frozen=True, slots=True)
class Template:
    """The whole template."""

    articles: tuple[Model, ...]
    annexes: tuple[Annex, ...]
    norms: tuple[str, ...]  # on which the whole rests

    def of_topic(self, topic: str) -> Model | None:
        """Return the article of a topic, None for a topic of one's own."""
        return next((one for one in self.articles if one.topic == topic), None)


@cache
def template() -> Template:
    """
    Read the template that comes with the package, once.

    Returns
    -------
    Template
        Fourteen articles and three annexes.
    """
    data = data_file("template.yaml")
    articles = tuple(
        Model(
            number=number,
            topic=one["topic"],
            heading=one["heading"],
            area=one["area"],
            commitments=one.get("commitments", False),
            guidance=one["guidance"],
            norms=tuple(one["norms"]),
            settles=tuple(Item(**item) for item in one["settles"]),
        )
        for number, one in enumerate(data["articles"], 1)
    )
    annexes = tuple(Annex(letter, **one) for letter, one in data["annexes"].items())
    return Template(articles, annexes, tuple(data["norms_of_the_whole"]))


def data_file(name: str) -> Any:  # noqa: ANN401  what a YAML file holds
    """
    Read a data file of this package.

    Parameters
    ----------
    name
        Of the file.

    Returns
    -------
    object
        Mappings, lists, words, numbers, days.
    """
    return read_yaml((files("coordinator.agreements") / name).read_text(encoding="utf-8"))


def blank_articles(*, with_traces: bool = False) -> tuple[Article, ...]:
    """
    Lay out the fourteen articles.

    Parameters
    ----------
    with_traces
        Whether each comma begins with the template's words, or empty.

    Returns
    -------
    tuple of Article
        One comma for each thing to settle.
    """
    return tuple(
        Article(
            number=model.number,
            topic=model.topic,
            heading=model.heading,
            area=model.area,
            commi=tuple(
                Comma(settles=item.id, text=item.starter if with_traces else "") for item in model.settles
            ),
        )
        for model in template().articles
    )


def blank_agreement(title: str) -> Agreement:
    """
    Begin an agreement.

    Parameters
    ----------
    title
        As the bodies call it.

    Returns
    -------
    Agreement
        Nothing in it but its title and the empty articles.
    """
    return Agreement(title=title, articles=blank_articles())
