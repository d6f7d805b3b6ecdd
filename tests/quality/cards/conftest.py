"""Find the words of a provision in the real acts, without the readers: a second pair of eyes."""

import html
import json
import re
import unicodedata
from functools import cache

import pytest

_SUFFIX = r"(?:bis|ter|quater|quin\w+|sex\w+|sept\w+|oct\w+|novies|dec\w+)"
_ARTICLE = re.compile(rf"(?m)^[\s#]*(?i:Art)(?:\.|icolo)\s*(\d+(?:[- ]?{_SUFFIX})?)(?=[\s.(]|$)")
_COMMA = re.compile(rf"(?<=\s)(?:\(\( ?)?(\d+)(?:-?({_SUFFIX}))?\.\s*(?=[(«\"]*[^\W\d])")
_NOVELTY = re.compile(r"«(?=Art\.|\d)[^»]*(?:»|\Z)")  # the new text that a comma gives to another act
_REF = re.compile(r"~art(\d+)([a-z]*)(?:-com(\d+)([a-z]*))?")


def _words(text):
    """Split into words and numbers, without case, accents, apostrophes, marks of amendment."""
    plain = unicodedata.normalize("NFD", text.lower())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.findall(r"[a-z0-9]+(?:[.,]\d+)*", plain)


def _label(text):
    return re.sub(r"[- ]", "", text).lower()


def _cut(heads, text):
    """Pair the label of each heading with the text up to the next heading."""
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [
        (_label("".join(head.groups(""))), text[head.start() : end])
        for head, end in zip(heads, ends, strict=False)
    ]


def _commi(article):
    """Cut an article into commi: numbers that open a line, or that count on after the end of a sentence."""
    novelties = [match.span() for match in _NOVELTY.finditer(article)]
    heads, last = [], 0
    for head in _COMMA.finditer(article, _ARTICLE.match(article).end() if article else 0):
        before, number = article[: head.start()], int(head[1])
        opens_a_line = before.rstrip(" \t").endswith("\n")
        first = number == 1 and not heads  # after a heading without a full stop
        follows = number == last + 1 or (number == last and bool(head[2]))
        counts_on = first or (follows and before.endswith((". ", "; ", ") ")))
        if (opens_a_line or counts_on) and not any(start < head.start(1) < end for start, end in novelties):
            heads.append(head)
            last = number
    return _cut(heads, article)


def _civil_code(text):
    """Write the articles of the civil code as lines, since the file keeps them as JSON."""
    lines = (f"Art. {item['articolo']}. {item['testo']}" for item in json.loads(text))
    return re.sub(r"(?<=[.)]) (art\. \d+-[a-z]+\.?) (?=\()", r"\n\1 ", "\n".join(lines))


def _page(text):
    """Take the text of the act out of a page of Normattiva, a line for each block."""
    blocks = re.sub(r"</?(?:a|span)\b[^>]*>", "", text.partition('class="bodyTesto">')[2])
    return html.unescape(re.sub(r"<[^>]+>", "\n", blocks))


def _section(text, act):
    """Take the act's own part of a file that holds several, each under its URN."""
    return next((part for part in text.split("\n## ") if part.startswith(act)), text)


@pytest.fixture(scope="session")
def words():
    """Split a text into folded words."""
    return _words


@pytest.fixture(scope="session")
def act_text(corpus_dir):
    """Read a file of the corpus as text."""

    @cache
    def read(file):
        text = (corpus_dir / file).read_text(encoding="utf-8")
        if file.endswith(".html"):
            return _page(text)
        return _civil_code(text) if file.endswith(".json") else text

    return read


@pytest.fixture(scope="session")
def provision(act_text):
    """Find a provision by its URN in a file: its words, or an empty text where it is not there."""

    @cache
    def articles(file, act):
        text = _section(act_text(file), act)
        return _cut(list(_ARTICLE.finditer(text)), text)

    @cache
    def find(file, ref):
        article, suffix, comma, comma_suffix = _REF.search(ref).groups(default="")
        bodies = (body for label, body in articles(file, ref.split("~")[0]) if label == article + suffix)
        whole = "\n".join(bodies)
        if not comma:
            return whole
        return next((body for label, body in _commi(whole) if label == comma + comma_suffix), "")

    return find
