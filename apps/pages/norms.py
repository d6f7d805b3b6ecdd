"""Browse the norms at hand: acts, articles, versions; official texts and cards; add official texts."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from apps.components.frame import argument, environment, page
from apps.components.live import Act as Doing
from apps.components.live import Live
from apps.components.quotes import STATUSES
from apps.components.words import long_day
from knowledge.norms.identifiers import NormRef, format_legal, parse_urn

if TYPE_CHECKING:
    from datetime import date

    from apps.components.desk import Desk
    from knowledge.library import Library
    from knowledge.library.coverage import Coverage
    from knowledge.norms import Act, Passage

RANKS = {
    "costituzione": "Costituzione",
    "ue": "Unione europea",
    "stato_legge": "Leggi dello Stato",
    "stato_regolamento": "Regolamenti dello Stato",
    "accordo": "Accordi e intese",
    "regione_legge": "Leggi regionali",
    "regione_dgr": "Deliberazioni regionali",
    "ente": "Regole locali",
}
MOST = 20_000_000
"""Bytes of a file that the page takes; larger ones go through the command line."""


@dataclass(frozen=True, slots=True)
class Provision:
    """What the page shows of a passage."""

    name: str
    urn: str
    heading: str
    text: str
    official: bool
    status: str
    tone: str
    since: str
    until: str
    note: str


def show_norms(desk: Desk) -> None:
    """Fill the document with the list of acts, an act, or an article."""
    viewer = desk.viewer()
    library, reference = desk.library(), argument("ref")
    if not reference:
        _show_acts(desk, library)
        return
    try:
        ref = parse_urn(reference)
    except ValueError:
        ref = None
    act = library.act(ref.act) if ref else None
    if ref is None or act is None:
        page(desk, "norm_missing.html", "Norma non trovata", "norme", viewer=viewer, reference=reference)
        return
    template = "article.html" if ref.article or ref.annex else "act.html"
    page(
        desk,
        template,
        format_legal(ref),
        "norme",
        viewer=viewer,
        **describe(library, act, ref, desk.today()),
    )


def _show_acts(desk: Desk, library: Library) -> None:
    """Fill the document with the acts by rank, what the corpus holds, and the way to add to it."""
    adding = Live(lambda act: _add(desk, library, adding, act))
    adding.html = environment().get_template("adding.html").render(report=None)
    acts = library.acts()
    counted = _count(library, library.version)
    groups = [(name, [act for act in acts if act.rank == rank]) for rank, name in RANKS.items()]
    page(
        desk,
        "norms.html",
        "Norme",
        "norme",
        viewer=desk.viewer(),
        groups=[(name, [(act, name_of(act)) for act in held]) for name, held in groups if held],
        counted=counted,
        cards=frozenset(counted.only_cards),
        roots={"adding": adding},
    )


@lru_cache(maxsize=2)
def _count(library: Library, _version: str) -> Coverage:
    """Count what the library holds; every hash is checked, so once for each state of the corpus."""
    return library.coverage()


def name_of(act: Act) -> str:
    """Return an act's name in legal style: ``"L. 328/2000"``."""
    return format_legal(parse_urn(act.urn))


def describe(library: Library, act: Act, ref: NormRef, day: date) -> dict[str, Any]:
    """
    Collect what the page of an act or an article shows.

    Parameters
    ----------
    library
        The corpus.
    act
        The act.
    ref
        The act itself, or one of its provisions.
    day
        The day on which it is read.

    Returns
    -------
    dict
        Words for the template.
    """
    whole = NormRef(act=ref.act, article=ref.article, annex=ref.annex)
    passages = library.find(whole, day)
    values: dict[str, Any] = {"act": act, "act_name": name_of(act), "day": long_day(day)}
    if not (ref.article or ref.annex):
        values["articles"] = _articles(passages)
        return values
    older = [one for one in library.history(whole) if one.valid_to is not None]
    return values | {
        "name": format_legal(whole),
        "provisions": [provision(one) for one in passages],
        "chosen": ref.urn,
        "older": [provision(one) for one in older],
    }


def _articles(passages: list[Passage]) -> list[tuple[str, str, str, bool]]:
    """List an act's articles: URN, name, heading, whether the text is official."""
    found: dict[str, tuple[str, str, str, bool]] = {}
    for passage in passages:
        ref = NormRef(act=parse_urn(passage.act.urn).act, article=passage.article, annex=passage.annex)
        name = f"Art. {passage.article}" if passage.article else f"Allegato {passage.annex or ''}".strip()
        found.setdefault(ref.urn, (ref.urn, name, passage.heading, passage.official))
    return list(found.values())


def provision(passage: Passage) -> Provision:
    """
    Say what is known of a passage.

    Parameters
    ----------
    passage
        As the library gives it.

    Returns
    -------
    Provision
        Words for the template.
    """
    status, tone = STATUSES[str(passage.status)]
    name = f"comma {passage.comma}" if passage.comma else ""
    if passage.letter:
        name = f"{name}, lettera {passage.letter}".lstrip(", ")
    return Provision(
        name,
        passage.urn,
        passage.heading,
        passage.text,
        passage.official,
        status,
        tone,
        long_day(passage.valid_from),
        long_day(passage.valid_to),
        passage.note,
    )


def _add(desk: Desk, library: Library, adding: Live, act: Doing) -> None:
    """Put an official text into the library, and say what came of it."""
    desk.viewer().require("write", "register")
    sent = act.get("file") or {}
    content = base64.b64decode(sent.get("base64", ""))
    name = PurePath(str(sent.get("name", ""))).name
    if not content or not name:
        adding.notice = "Scegli prima un file."
        return
    if len(content) > MOST:
        adding.notice = "Il file è troppo grande per questa pagina: usa il comando «ponte norms add»."
        return
    folder = desk.home / "testi"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    report = library.add(folder / name, on=desk.today())
    if report.refused:
        (folder / name).unlink(missing_ok=True)
    adding.html = environment().get_template("adding.html").render(report=report, name=name)
