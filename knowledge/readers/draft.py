"""Build an act from what a reader found in a file, so that each character of the file has its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from knowledge.norms.labels import attached
from knowledge.norms.model import Act, Document, Edge, Kind, Region, Source, Unit, Version
from knowledge.readers import amendments
from knowledge.readers.paragraphs import split_paragraphs
from knowledge.readers.place import Place, name_of
from knowledge.readers.provisions import Part, split_commi, split_letters, split_numbers
from knowledge.readers.run_on import warn_of_run_on
from knowledge.readers.stream import Span, View, cut, merge_spans

HEADING = "intestazione"
LABEL = "numero della partizione"
SYNTAX = "segno del formato"


@dataclass(slots=True)
class Draft:
    """
    An act being read.

    Attributes
    ----------
    source
        The file and its stream.
    act
        What is known of the act.
    places
        What the reader found, in the order of the file.
    elided
        What is no provision: marks of the format, running headers.
    """

    source: Source
    act: Act
    places: list[Place] = field(default_factory=list)
    elided: list[Region] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _units: dict[str, Unit] = field(default_factory=dict)
    _versions: list[Version] = field(default_factory=list)
    _covered: list[Span] = field(default_factory=list)

    def elide(self, start: int, end: int, why: str) -> None:
        """Leave a stretch out of every provision."""
        if end > start:
            self.elided.append(Region(start, end, why))

    def finish(self, scope: Span | None = None) -> Document:
        """
        Divide the articles, and account for every character.

        Parameters
        ----------
        scope
            The stretch of the stream that belongs to this act; by default all of it.
        """
        for place in self.places:
            self._find_amendments(place)
        view = View(self.source.stream, [(region.start, region.end) for region in self.elided])
        for place in sorted(self.places, key=lambda place: place.kind is Kind.ROW):
            self._add(place, view)
        self._account(scope or (0, len(self.source.stream)))
        self.warnings += warn_of_run_on(self._units.values(), self._versions)
        return Document(
            act=self.act,
            source=self.source,
            units=tuple(self._units.values()),
            versions=tuple(self._versions),
            edges=tuple(self.edges),
            regions=tuple(sorted(self.elided, key=lambda region: region.start)),
            warnings=tuple(self.warnings),
        )

    def _find_amendments(self, place: Place) -> None:
        """Elide marks and notes of an article."""
        stream, (start, end) = self.source.stream, (place.head[0], max(place.head[1], place.body[1]))
        if place.kind is Kind.ROW:
            return
        body = place.body[0] or end
        notes = list(amendments.find_notes(stream, body, end))
        stop = notes[0].start if notes else end
        self.elided += notes
        place.repealed_from = amendments.day_of_repeal(
            "\n".join(stream[note.start : note.end] for note in notes)
        )
        self.elided += amendments.find_marks(stream, start, stop)
        numbers = frozenset(
            number for note in notes if (number := amendments.number_of_note(stream[note.start : note.end]))
        )
        self.elided += amendments.find_note_references(stream, body, stop, numbers)

    def _add(self, place: Place, view: View) -> None:
        """Add a place and its parts."""
        self.elided.append(Region(*place.head, HEADING))
        heading, body = place.heading, view.trimmed(view.in_view(place.body[0]), view.in_view(place.body[1]))
        if place.kind is Kind.ROW:
            self._add_row(place, view)
            return
        if place.kind is Kind.ARTICLE and not heading:
            heading, body = self._heading_in_body(view, *body)
        key = place.key = self._free(name_of(place, str(len(self._units) + 1)))
        self._units[key] = Unit(
            key,
            place.kind,
            place.within.key if place.within else None,
            place.label,
            heading,
            annex=place.annex,
            article=place.label if place.kind is Kind.ARTICLE else None,
        )
        if place.kind in _CONTAINERS and body[0] == body[1]:
            return
        commi: list[Part] = []
        if place.kind in {Kind.ARTICLE, Kind.ANNEX}:
            starts = [view.in_view(start) for start in place.starts]
            commi = split_commi(view.text, *body, every_line=place.every_line, starts=starts)
            body = self._heading_before(key, commi, view, body)
        if self._add_version(self._units[key], view, *body, place) and place.kind in {
            Kind.ARTICLE,
            Kind.ANNEX,
        }:
            self._divide(self._units[key], commi, view, *body, place)

    def _heading_before(self, key: str, commi: list[Part], view: View, body: Span) -> Span:
        """Take as the article's heading short words that a file leaves before the first comma."""
        unit = self._units[key]
        if not commi or unit.kind is not Kind.ARTICLE:
            return body
        lead = view.trimmed(body[0], commi[0].label_start)
        words = view.text[slice(*lead)]
        if any(sign.isalnum() for sign in words):
            if unit.heading or len(words) > _LONGEST_HEADING:
                return body
            self._units[key] = replace(unit, heading=" ".join(words.split()).strip(". "))
        self.elided += [Region(*span, HEADING) for span in view.spans(*lead)]
        return view.trimmed(commi[0].label_start, body[1])

    def _heading_in_body(self, view: View, start: int, end: int) -> tuple[str, Span]:
        """Take a heading that a file sets as the first paragraph of the article: "(Rubrica)"."""
        match = re.compile(r"\(([^()\n]{3,300}(?:\([^()\n]*\)[^()\n]*)?)\)\.?[ \t]*(?=\n|$)").match(
            view.text, start, end
        )
        if match is None or match.end() >= end:
            return "", (start, end)
        for stretch in view.spans(start, match.end()):
            self.elided.append(Region(*stretch, HEADING))
        return match[1].strip(), view.trimmed(match.end(), end)

    def _divide(
        self, article: Unit, commi: list[Part], view: View, start: int, end: int, place: Place
    ) -> None:
        """Add the commi of an article, or its letters where its one comma has no number."""
        lead = view.trimmed(start, commi[0].label_start if commi else end)
        if not commi:
            commi = (
                []
                if place.every_line or place.kind is Kind.ANNEX
                else split_paragraphs(view.text, start, end)
            )
            lead = (start, start)
        if commi and lead[0] < lead[1]:
            self._add_part(article, Part("", lead[0], *lead), view, place, Kind.PREAMBLE)
        for comma in commi:
            self._mark_label(view, comma)
            unit = self._add_part(article, comma, view, place, Kind.COMMA)
            if unit is not None:
                self._divide_comma(unit, comma, view, place)
        if not commi and place.kind is Kind.ARTICLE:
            self._divide_comma(article, Part("", start, start, end), view, place)

    def _divide_comma(self, comma: Unit, part: Part, view: View, place: Place) -> None:
        """Add the letters and numbers of a comma."""
        letters = split_letters(view.text, part)
        for letter in letters:
            unit = self._add_part(comma, letter, view, place, Kind.LETTER)
            for number in letter.parts if unit else ():
                self._add_part(unit, number, view, place, Kind.NUMBER)  # type: ignore[arg-type]
        if not letters:
            for number in split_numbers(view.text, part):
                self._add_part(comma, number, view, place, Kind.NUMBER)

    def _add_part(self, parent: Unit, part: Part, view: View, place: Place, kind: Kind) -> Unit | None:
        """Add a part; None when it is a notice of repeal and so has no parts."""
        prefix = {Kind.COMMA: "com", Kind.LETTER: "let", Kind.NUMBER: "num", Kind.PREAMBLE: "inizio"}[kind]
        unit = Unit(
            self._free(f"{parent.key}-{prefix}{attached(part.label)}"),
            kind,
            parent.key,
            part.label or None,
            annex=parent.annex,
            article=parent.article,
            comma=part.label if kind is Kind.COMMA else parent.comma,
            letter=part.label if kind is Kind.LETTER else parent.letter,
            number=part.label if kind is Kind.NUMBER else None,
        )
        self._units[unit.key] = unit
        return unit if self._add_version(unit, view, *view.trimmed(part.start, part.end), place) else None

    def _add_version(self, unit: Unit, view: View, start: int, end: int, place: Place) -> bool:
        """Add the text of a unit; False when it is only a notice of its repeal."""
        spans = view.spans(start, end)
        text = cut(self.source.stream, spans)
        repeal = amendments.read_notice(text) if unit.kind in _REPEALABLE else None
        if repeal and repeal.what not in {"", unit.kind.value}:
            repeal = None
        common: dict[str, Any] = {
            "valid_from": place.valid_from,
            "valid_to": place.valid_to,
            "end_known": place.end_known,
            "known_from": self.act.text_as_of,
        }
        if repeal and unit.kind is Kind.ARTICLE and place.repealed_from:
            common["valid_to"] = place.repealed_from
        if repeal:
            self.elided += [Region(*span, amendments.NOTICE) for span in spans]
            self._versions.append(
                Version(unit.key, "", (), status=repeal.status, cause=repeal.cause, **common)
            )
            return False
        self._covered += spans
        self._versions.append(Version(unit.key, text, spans, **common))
        return True

    def _mark_label(self, view: View, part: Part) -> None:
        """Account for the label of a comma."""
        self._covered += view.spans(part.label_start, part.start)

    def _add_row(self, place: Place, view: View) -> None:
        """Add a table's row, whose heading holds caption and header."""
        spans = place.cells or view.spans(view.in_view(place.body[0]), view.in_view(place.body[1]))
        holder = self._holding(spans[0][0]) if spans else None
        key = self._free(f"{holder.key}-riga{place.label}" if holder else f"riga{place.label}")
        unit = Unit(key, Kind.ROW, holder.key if holder else None, place.label, place.heading)
        if holder:
            unit = replace(unit, annex=holder.annex, article=holder.article, comma=holder.comma)
        self._units[key] = unit
        self._covered += spans
        self._versions.append(
            Version(
                key,
                cut(self.source.stream, spans),
                spans,
                valid_from=place.valid_from,
                valid_to=place.valid_to,
                end_known=place.end_known,
                known_from=self.act.text_as_of,
            )
        )

    def _holding(self, position: int) -> Unit | None:
        """Find the innermost article or comma, or the annex, around a position of the stream."""
        for version in reversed(self._versions):
            unit = self._units[version.key]
            holds = version.spans and version.spans[0][0] <= position < version.spans[-1][1]
            if holds and unit.kind in {Kind.COMMA, Kind.ARTICLE, Kind.ANNEX}:
                return unit
        return None

    def _free(self, key: str) -> str:
        """Make a key unique: a file that numbers two provisions alike keeps both."""
        if key not in self._units:
            return key
        return next(f"{key}_{copy}" for copy in range(2, 10_000) if f"{key}_{copy}" not in self._units)

    def _account(self, scope: Span) -> None:
        """Turn every stretch that nobody claimed into a unit that says so."""
        stream = self.source.stream
        known = merge_spans(
            [
                *self._covered,
                *((region.start, region.end) for region in self.elided),
                (scope[1], len(stream) + 1),
            ]
        )
        position = scope[0]
        for start, end in known:
            if start > position:
                self._unread(position, start)
            position = max(position, end)

    def _unread(self, start: int, end: int) -> None:
        """Add a unit for an unclaimed stretch, unless it holds no letter or digit."""
        text = self.source.stream[start:end]
        if not text.strip():
            return
        if not any(sign.isalnum() for sign in text):
            self.elided.append(Region(start, end, SYNTAX))
            return
        left = start + len(text) - len(text.lstrip())
        right = end - (len(text) - len(text.rstrip()))
        key = self._free(f"nonletto{start}")
        self._units[key] = Unit(key, Kind.UNREAD, None, None, "Parte non letta del file")
        self._versions.append(
            Version(key, self.source.stream[left:right], ((left, right),), known_from=self.act.text_as_of)
        )


_LONGEST_HEADING = 500
_CONTAINERS = {Kind.BOOK, Kind.PART, Kind.TITLE, Kind.CHAPTER, Kind.SECTION, Kind.ANNEX, Kind.TABLE}
_REPEALABLE = {Kind.ARTICLE, Kind.COMMA, Kind.LETTER, Kind.NUMBER, Kind.ANNEX}
