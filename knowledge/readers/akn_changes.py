"""Read from the metadata of Akoma Ntoso what an act does to others, to the comma and with its day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.norms.identifiers import NormRef, parse_urn
from knowledge.norms.labels import UnreadableReferenceError, attached, numbered
from knowledge.norms.model import Edge, EdgeKind
from knowledge.readers.amendments import day_told
from knowledge.references import find_references

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from knowledge.readers.markup import Node, Tree

_KINDS = (
    (EdgeKind.REPEALS, ("abrogazione", "soppressione")),
    (EdgeKind.REPLACES, ("sostituzione",)),
    (EdgeKind.SUSPENDS, ("sospensione",)),
    (EdgeKind.MODIFIES, ("modifica", "introduzione", "aggiunta", "proroga", "differimento")),
)
_OF_KIND = {word: kind for kind, words in _KINDS for word in words}
_CLAUSE = re.compile(r"\(con l['’]art(?:icolo|\.)\s*(?P<source>[^()]*(?:\([^()]*\)|\w{1,2}\))?[^()]*)\)+")
_DEED = re.compile(rf"\b(?:l['’]|la\s+)(?P<deed>{'|'.join(_OF_KIND)})\b")
_TO_THE_ARTICLE = re.compile(r"\ball['’](?=art)")


@dataclass(frozen=True, slots=True)
class _Deed:
    """One thing that a clause says is done: where it stands, what it does, to what."""

    source: NormRef
    kind: EdgeKind
    target: NormRef


def read_changes(root: Node, tree: Tree, act_urn: str, keys: Set[str]) -> Iterator[Edge]:
    """
    Give the edges of ``activeModifications``.

    Parameters
    ----------
    root
        Of the act.
    tree
        That holds it.
    act_urn
        Of the act that changes the others.
    keys
        Of its units: a comma that came later than the text at hand gives its place to its article.

    Yields
    ------
    Edge
        From the comma that its words name ("con l'art. 1, comma 2"), to each provision that they name in the
        article of ``destination``; to that article where the words name none. An insertion modifies what holds it.
    """
    for block in root.walk():
        for change in block.children if block.name == "activeModifications" else ():
            origin, target = change.child("source"), change.child("destination")
            if origin is None or target is None:
                continue
            holder = _destination(target.attributes.get("href", ""))
            if holder is None:
                continue
            words = next((tree.text(node) for node in change.walk() if node.name == "text"), "")
            article = _labelled(origin.attributes.get("href", "").partition("#")[2])
            yield from _edges(words, NormRef(act_urn, article), holder, keys)


def _destination(href: str) -> NormRef | None:
    """Read the act and the article of a destination; None where it names no act."""
    if "urn:nir" not in href:
        return None
    urn, _, part = href.partition("#")
    try:
        act = parse_urn(urn)
    except UnreadableReferenceError:
        return None
    label = _labelled(part.rpartition("art. ")[2] if "art. " in part else part)
    return replace(act, article=label)


def _edges(words: str, source: NormRef, holder: NormRef, keys: Set[str]) -> Iterator[Edge]:
    """Give the edges of one change, each once."""
    day = day_told(words)
    deeds = dict.fromkeys(deed for deed in _deeds(words, source, holder) if _is_in(deed.target, holder))
    if not deeds:
        deeds = {_Deed(source, EdgeKind.MODIFIES, holder): None}
    for deed in deeds:
        key = _key(deed.source)
        yield Edge(
            key if key in keys else key.partition("-")[0],
            deed.target.urn,
            deed.kind,
            resolved=bool(deed.target.article),
            effective=day,
        )


def _deeds(words: str, source: NormRef, holder: NormRef) -> Iterator[_Deed]:
    """Read what each clause does: "(con l'art. 1, comma 2) la modifica dell'art. 4, comma 1"."""
    clauses = list(_CLAUSE.finditer(words))
    for clause, following in zip(clauses, [*clauses[1:], None], strict=False):
        end = following.start() if following else len(words)
        own = _source(clause["source"], source)
        deeds = list(_DEED.finditer(words, clause.end(), end))
        for deed, after in zip(deeds, [*deeds[1:], None], strict=False):
            told = _TO_THE_ARTICLE.sub("dell'", words[deed.start() : after.start() if after else end])
            kind = _OF_KIND[deed["deed"]]
            for found in find_references(told, context=NormRef(holder.act)):
                for ref in found.refs:
                    inserted = deed["deed"] in {"introduzione", "aggiunta"}
                    yield _Deed(own, kind, _holder(ref) if inserted else ref)


def _source(words: str, source: NormRef) -> NormRef:
    """Read the comma that changes; its article where the words name none."""
    found = find_references(f"ai sensi dell'art. {words}", context=NormRef(source.act))
    refs = [ref for one in found for ref in one.refs if ref.article and ref.act == source.act]
    return replace(refs[0], letter=None, number=None) if refs else source


def _holder(ref: NormRef) -> NormRef:
    """Give what holds a provision that is inserted; an inserted article stays itself."""
    if ref.letter or ref.number:
        return replace(ref, letter=None, number=None)
    return replace(ref, comma=None)


def _is_in(target: NormRef, holder: NormRef) -> bool:
    """Whether a provision is in the article that the metadata names, or in its act where they name none."""
    return target.act == holder.act and (holder.article is None or target.article == holder.article)


def _key(ref: NormRef) -> str:
    """Give the key under which an act holds an article or comma."""
    if not ref.article:
        return ""
    return f"art{attached(ref.article)}" + (f"-com{attached(ref.comma)}" if ref.comma else "")


def _labelled(text: str) -> str | None:
    """Read "12 bis" as the law writes it; None when it is no number of an article."""
    try:
        return numbered(" ".join(text.replace(".", " ").split()))
    except UnreadableReferenceError:
        return None
