"""Find the articles that a file writes in one stretch, so that their commi cannot be told apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.norms.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.norms.model import Unit, Version

_LEAST = 400  # characters of an article that is likely to have more than one comma
_SENTENCE_END = re.compile(r"[a-zàèéìòù)'][.;] +(?=[A-ZÈÀ])")
_FEWEST = 5  # articles of one file
_NAMED = 6


def warn_of_run_on(units: Iterable[Unit], versions: Sequence[Version]) -> list[str]:
    """
    Say which articles have several sentences, no numbered comma, and no paragraph.

    Returns
    -------
    list of str
        One warning in Italian; none when such articles are few or less than a third.
    """
    articles = [unit for unit in units if unit.kind is Kind.ARTICLE]
    divided = {unit.parent for unit in units if unit.kind is Kind.COMMA}
    texts = {version.key: version.text for version in versions}
    found = [
        unit
        for unit in articles
        if unit.key not in divided
        and len(texts.get(unit.key, "")) >= _LEAST
        and "\n" not in texts[unit.key].strip()
        and len(_SENTENCE_END.findall(texts[unit.key])) >= 1
    ]
    if len(found) < _FEWEST or len(found) * 3 < len(articles):
        return []
    named = ", ".join(str(unit.label) for unit in found[:_NAMED])
    more = f" e altri {len(found) - _NAMED}" if len(found) > _NAMED else ""
    return [
        f"{len(found)} articoli (art. {named}{more}) sono scritti di seguito, senza numeri né capoversi: "
        "i loro commi non si possono distinguere, e l'articolo si cita intero. "
        "Per citarli al comma aggiungi l'atto in Akoma Ntoso."
    ]
