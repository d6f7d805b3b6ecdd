"""Tell which provisions name another one, and what they do to it: the edges, followed both ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.library.places import placed_edges, urn_of
from knowledge.library.tables import DocumentRow, EdgeRow, VersionRow
from knowledge.norms.identifiers import NormRef, format_legal, parse_urn
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.norms.model import EdgeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import Connection, Row

_ORDER = list(EdgeKind)[1:] + [EdgeKind.CITES]  # what changes the law before what only names it


@dataclass(frozen=True, slots=True)
class Mention:
    """
    A provision that names another, or is named by it.

    Attributes
    ----------
    urn
        Of the other provision; the words of the citation where they name no act for certain.
    name
        The same in legal style.
    kind
        What the naming one does.
    territory
        Of the act that names, as in `Act`.
    effective
        The day on which a change begins, where the text says.
    resolved
        Whether the words name one provision for certain.
    part
        What of the act is named, where the act as a whole was asked for.
    """

    urn: str
    name: str
    kind: EdgeKind
    territory: str
    effective: date | None = None
    resolved: bool = True
    part: str = ""


def naming(connection: Connection, ref: NormRef, kinds: Sequence[EdgeKind] = ()) -> list[Mention]:
    """
    List the provisions that name an act, or one of its articles, from other acts or other articles.

    Parameters
    ----------
    connection
        To the library.
    ref
        An act, or a provision: then those that name its article, a part of it, or the comma itself.
    kinds
        What they must do to it; anything when empty.
    """
    asked = placed_edges().where(EdgeRow.target_act == ref.act)
    rows = connection.execute(asked.where(EdgeRow.kind.in_(kinds)) if kinds else asked).all()
    found = []
    for row in rows:
        target = _read(row.target)
        own = row.act_urn == ref.act and row.article == ref.article and row.annex == ref.annex
        if target is None or own or not _touches(target, ref) or row.kind == EdgeKind.DEFINES:
            continue
        whole = not (ref.article or ref.annex)
        if row.act_urn == ref.act and (whole or not (row.article or row.annex)):
            continue
        part = name_of_urn(target.urn).removesuffix(name_of_urn(ref.act)).rstrip(", ") if whole else ""
        found.append(_mention(urn_of(row.act_urn, row), row, part))
    return _sorted(found)


def named(connection: Connection, ref: NormRef) -> list[Mention]:
    """List the provisions that an article names outside itself, and its own commi that define words."""
    asked = placed_edges().where(DocumentRow.act_urn == ref.act, VersionRow.article == ref.article)
    found = []
    for row in connection.execute(asked).all():
        target = _read(row.target) if row.resolved else None
        within = target and target.act == ref.act and target.article in {None, ref.article}
        other_part = (ref.comma and row.comma not in {None, ref.comma}) or row.annex != ref.annex
        if not within and not other_part:
            defines = row.kind == EdgeKind.DEFINES  # where it stands tells more than the act it is for
            found.append(_mention(urn_of(row.act_urn, row) if defines else row.target, row))
    return _sorted(found)


def _read(target: str) -> NormRef | None:
    """Read the target of an edge."""
    try:
        return parse_urn(target)
    except UnreadableReferenceError:
        return None


def _touches(target: NormRef, ref: NormRef) -> bool:
    """Whether an edge to ``target`` touches what ``ref`` names."""
    if not (ref.article or ref.annex):
        return True
    same = (target.article, target.annex) == (ref.article, ref.annex)
    return same and (not ref.comma or target.comma in {None, ref.comma})


def _mention(urn: str, row: Row[Any], part: str = "") -> Mention:
    """Name the other end of an edge."""
    return Mention(
        urn.split("#")[0] if row.resolved else urn,
        name_of_urn(urn) if row.resolved else urn,
        EdgeKind(row.kind),
        row.territory,
        row.effective,
        row.resolved,
        part,
    )


def name_of_urn(urn: str) -> str:
    """Write the URN of a unit in legal style; one without such a name is given as it is."""
    try:
        return format_legal(parse_urn(urn.split("#")[0]))
    except UnreadableReferenceError:
        return urn


def _sorted(found: Iterable[Mention]) -> list[Mention]:
    """Give each once, changes first."""
    first: dict[tuple[str, str, str], Mention] = {}
    for mention in found:
        first.setdefault((mention.urn, mention.kind, mention.part), mention)
    return sorted(first.values(), key=lambda one: (_ORDER.index(one.kind), one.urn))
