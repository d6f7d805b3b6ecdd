"""Tell whether a question names a whole act and asks for nothing that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.norms.identifiers import format_legal
from knowledge.search.words import content_words, stem

if TYPE_CHECKING:
    from knowledge.norms import Act
    from knowledge.norms.identifiers import NormRef
    from knowledge.search.searcher import Searched, Searcher

ASKING = frozenset(
    map(
        stem,
        content_words(
            "dice parla contiene prevede tratta riguarda spiega stabilisce testo sintesi riassunto contenuto articoli "
            "legge leggi decreto legislativo regolamento regionale regione dlgs lgs dpcm dpr dm lr norma mostrami apri"
        ),
    )
)
"""Stems of words by which an act is asked for, and nothing that it holds."""


def act_alone(searched: Searched, searcher: Searcher) -> Act | None:
    """
    Return the act that a question names, where it asks of nothing in it.

    Parameters
    ----------
    searched
        The question, and what was found.
    searcher
        Knows the acts by their names.

    Returns
    -------
    Act or None
        None where it names several, or a partition, or asks for some matter too.
    """
    references = searched.question.references
    if len(references) != 1 or searched.pinned:
        return None
    ref = references[0]
    act = searcher.act(ref.act)
    if act is None or ref.article is not None or ref.annex is not None:
        return None
    asked = {stem(word) for word in content_words(searched.question.text) if not word.isdigit()}
    return None if asked - ASKING - _called(act, ref) else act


def _called(act: Act, ref: NormRef) -> set[str]:
    """Return the stems of what an act is called."""
    names = " ".join((*act.short_names, act.title, format_legal(ref)))
    return {stem(word) for word in content_words(names)}
