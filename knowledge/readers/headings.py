"""Read the heading of an article, a partition or an annex."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.norms.labels import ADVERB, numbered
from knowledge.norms.model import Kind

_ARTICLE = re.compile(
    rf"[\s(«\"*]*(?:Art(?:icolo|\.|\b)|ART(?:ICOLO|\.|\b))[\s.]*(?P<label>\d+(?:\s?-?\s?(?:{ADVERB}))?(?:\.\d+)*)\b\s*[°º]?\.?"
    r"(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVXL]{1,7}")
_ANNEX = re.compile(
    r"(?:ALLEGATI\s*/\s*)?(?:Allegato|Tabella|Annesso)\b\s*(?:n\.\s*)?(?P<label>[IVXL]+(?:\.\d+)?(?:\.[A-Z])?|[A-Z](?=\b)|\d+)?(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_PARTITION = re.compile(
    r"(?P<word>libro|parte|titolo|capo|sezione)\b\s*(?P<label>[IVXLC]+(?:-\w+)?|\d+|[A-Z](?=\b)|primo|prima|secondo|seconda|terzo|terza|"
    r"quarto|quarta|quinto|quinta|sesto|sesta|settimo|settima|ottavo|ottava|unico|unica)?(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_WORDS = {
    "libro": Kind.BOOK,
    "parte": Kind.PART,
    "titolo": Kind.TITLE,
    "capo": Kind.CHAPTER,
    "sezione": Kind.SECTION,
}
_REMARK = re.compile(r"\(parzial[ei]\)|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading names."""

    kind: Kind
    label: str | None
    words: str  # the heading's own words, empty where it has none
    partial: bool = False  # the file itself says that it holds only a part of the article


def read_heading(text: str) -> Heading:
    """
    Read a heading; one that names no partition is a chapter without number.

    Examples
    --------
    >>> heading = read_heading("Art. 3-septies. - (Integrazione sociosanitaria)")
    >>> heading.label, heading.words
    ('3-septies', 'Integrazione sociosanitaria')
    """
    clean = " ".join(text.replace("((", " ").replace("))", " ").split())
    if match := _ARTICLE.fullmatch(clean):
        rest = _REMARK.sub("", match["rest"])
        label = numbered(re.sub(r"\s+", "", match["label"]))
        return Heading(Kind.ARTICLE, label, words_of(rest), partial=bool(_REMARK.search(match["rest"])))
    if _ROMAN.fullmatch(clean):
        return Heading(Kind.ARTICLE, clean, "")
    if match := _ANNEX.fullmatch(clean):
        return Heading(Kind.ANNEX, match["label"], words_of(match["rest"]))
    if match := _PARTITION.fullmatch(clean):
        return Heading(_WORDS[match["word"].lower()], match["label"], clean)
    return Heading(Kind.CHAPTER, None, clean.strip("- "))


def words_of(rest: str) -> str:
    """Take the words of a heading out of their dashes and brackets."""
    words = rest.strip().strip("-–—.:").strip()
    inner = re.fullmatch(r"\((?P<words>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*\.?", words)
    words = (inner["words"] if inner else words).strip()
    return words.rstrip(")").rstrip() if words.count(")") > words.count("(") else words
