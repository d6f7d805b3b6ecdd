"""Read which act a citation names: "legge 8 novembre 2000, n. 328", "d.lgs. 502/92", "CTS", "la 104"."""

import re
from dataclasses import replace

from knowledge.references.act_words import (
    ALSO,
    DESIGNATOR,
    ECHOING,
    HEAD,
    HEADS,
    NICKNAME,
    NO_MINISTRY,
    POINTERS,
)
from knowledge.references.conference import read_conference
from knowledge.references.mentions import Mention, iso_day, name_mention, whole_year
from knowledge.references.names import ActNames, Name
from knowledge.references.regions import REGION, region_slug
from knowledge.references.union import read_union
from knowledge.references.words import MONTH, spaced

_SIGN = re.compile(rf"(?:del )?\d{{1,2}}°? +(?:{MONTH}) +\d{{4}}|n\. *\d+")
_MINISTRY_BARE = spaced(r" (?!del\b|n\b)([a-z]{4,20}(?: [a-z]{4,20}){0,3})(?= \d| n\.|, n\.)")
_REGION_AFTER = spaced(rf" ?\(?,? ?(?:della |del )?({REGION})\)?")
_AFTER_LA = re.compile(r"(?<![a-z])(?:l|dell|nell|all|dall|sull)a +$|(?<![a-z])legge +$")


class Reader:
    """Read mentions of acts in one text."""

    def __init__(self, text: str, folded: str, names: ActNames, *, in_question: bool = False) -> None:
        self.text, self.folded, self.names, self.in_question = text, folded, names, in_question

    def read(self, at: int, *, after_provision: bool = False) -> Mention | None:
        """
        Read the act that is named at a place.

        Parameters
        ----------
        at
            Where the words of the act start, after any article or preposition.
        after_provision
            True when a provision leads here ("art. 404 …"): then "c.c." and "la 104" name acts too.
        """
        if echoing := ECHOING.match(self.folded, at):
            named = self._named(echoing.end(), after_provision=after_provision)
            return replace(named, start=at) if named and named.acts else self._pointer(at)
        return self._named(at, after_provision=after_provision) or self._pointer(at)

    def _named(self, at: int, *, after_provision: bool) -> Mention | None:
        """Read an act that has a number, a day or a name of its own."""
        return (
            read_union(self.folded, at)
            or self._name(at, after_provision=after_provision)
            or self._designated(at)
            or read_conference(self.folded, at)
        )

    def _designated(self, at: int) -> Mention | None:
        """Read a kind of act with its day, number or year; several after a plural."""
        head = HEAD.match(self.folded, at)
        if head is None:
            return None
        _, authority, kind = HEADS[int((head.lastgroup or "h0")[1:])]
        authority = _with_region_in(head[0], authority)
        end = head.end()
        if head["ministry"]:
            found = self._after_ministry(end)
            if found is None:
                return Mention(at, end, points="vague", word="decreto")
            authority, end = found
        first = self._designator(end, authority, kind)
        if first is None:
            return None if kind == "legge" else Mention(at, end, points="vague", word=kind)
        mention = replace(first, start=at)
        plural = re.match(r"(?:leggi|decreti|regi)\b", self.folded[at : at + 8]) is not None
        while plural and (join := ALSO.match(self.folded, mention.end)):
            more = self._designator(join.end(), authority, kind, bare=False)
            if more is None or not more.acts:
                break
            mention = replace(mention, end=more.end, acts=mention.acts + more.acts)
        return self._with_region_after(mention)

    def _after_ministry(self, at: int) -> tuple[str, int] | None:
        """Read the ministry of a ministerial decree up to the decree's day or number."""
        stretch = self.folded[at : at + 260]
        sign = _SIGN.search(stretch)
        if sign is None or NO_MINISTRY.search(stretch[: sign.start()]):
            return None
        return ministry_slug(stretch[: sign.start()]), at + sign.start()

    def _designator(self, at: int, authority: str, kind: str, *, bare: bool = True) -> Mention | None:
        """Read day, number and year of an act."""
        if authority == "ministero" and (ministry := _MINISTRY_BARE.match(self.folded, at)):
            authority, at = f"ministero.{ministry[1].replace(' ', '.')}", ministry.end()
        match = DESIGNATOR.match(self.folded, at)
        if match is None:
            return None
        number = next((match[f"number{form}"] for form in range(1, 6) if match[f"number{form}"]), None)
        if written := match["day1"] or match["day2"]:
            day = iso_day(written)
        elif year := match["year3"] or match["year4"]:
            day = whole_year(year)
        else:
            return self._by_nickname(match, kind, authority) if bare else None
        if number is None and authority == "stato":
            return Mention(at, match.end(), points="vague", word=kind)
        return name_mention(at, match.end(), authority, kind, day, number)

    def _by_nickname(self, match: re.Match[str], kind: str, authority: str) -> Mention | None:
        """Read "legge 104": a bare number that one act is known by."""
        known = [name for name in self.names.called(match["number5"] or "") if name.kind == "nickname"]
        fitting = [
            name for name in known if name.act.kind == kind and name.act.authority.startswith(authority)
        ]
        return _one_or_none(match.start(), match.end(), fitting)

    def _with_region_after(self, mention: Mention) -> Mention:
        """Read the region that follows: "L.R. 19/2006 (Puglia)", "n. 41/2005 della Regione Toscana"."""
        if not any(act.authority.split(";")[0] in ("regione", "provincia") for act in mention.acts):
            return mention
        match = _REGION_AFTER.match(self.folded, mention.end)
        if match is None:
            return mention
        slug = region_slug(match[1])
        acts = (
            replace(act, authority=act.authority.replace(act.authority.partition(";")[0], slug, 1))
            for act in mention.acts
        )
        return replace(mention, end=match.end(), acts=tuple(acts))

    def _name(self, at: int, *, after_provision: bool) -> Mention | None:
        """Read a name, an acronym or a nickname."""
        match = self.names.pattern.match(self.folded, at)
        if match is None:
            return self._nickname(at)
        names = self.names.called(match[0])
        names = [name for name in names if self._fits(name, match, after_provision=after_provision)]
        if self.in_question and len(names) > 1:
            names = [name for name in names if not name.superseded]
        return _one_or_none(at, match.end(), names)

    def _nickname(self, at: int) -> Mention | None:
        """Read "la 104", "la 328 del 2000", and in a question "328/2000"."""
        match = NICKNAME.match(self.folded, at)
        if match is None or not (_AFTER_LA.search(self.folded[max(0, at - 8) : at]) or self.in_question):
            return None
        if match["year"]:
            return _one_or_none(
                at, match.end(), self.names.numbered(match["number"], whole_year(match["year"]))
            )
        names = [name for name in self.names.called(match["number"]) if name.kind == "nickname"]
        led = _AFTER_LA.search(self.folded[max(0, at - 8) : at])
        return _one_or_none(at, match.end(), [name for name in names if _may_be_the(led, name)])

    def _fits(self, name: Name, match: re.Match[str], *, after_provision: bool) -> bool:
        """Tell whether the words, as they are written, may be this name."""
        written, before = (
            self.text[match.start() : match.end()],
            self.text[max(0, match.start() - 12) : match.start()],
        )
        if name.kind == "acronym":
            being_defined = before.endswith(("(«", '("', "(“"))
            return not being_defined and (self.in_question or written.isupper() or written == "eIDAS")
        if name.text == "costituzione":  # also the birth of a company: law writes the act's name in capitals
            of_something = re.match(r" +d[ie]", self.folded[match.end() :][:4])
            led = after_provision or self.in_question or re.search(r"(?<![A-Za-z])(?:La|[a-z]*la) +$", before)
            return bool(led) and (written[0] == "C" or self.in_question) and not of_something
        return name.kind != "short" or after_provision or (self.in_question and _is_abbreviation(written))

    def _pointer(self, at: int) -> Mention | None:
        """Read "presente legge", "predetto decreto", or a bare "regolamento"."""
        for points, pattern in POINTERS:
            if match := pattern.match(self.folded, at):
                return Mention(at, match.end(), points=points, word=match["word"])
        return None


def ministry_slug(words: str) -> str:
    """Name a ministry as a URN does: "dell'economia e delle finanze" gives ``ministero.economia.finanze``."""
    words = re.split(r",(?! *de[il])| di concerto| d'intesa| in data| delegato| e +del +ministro", words)[0]
    kept = re.findall(r"[a-zàèéìòù]{3,}'?", re.sub(r"\b(?:dell|all|nell|sull|l)'", " ", words))
    small = {"del", "dei", "della", "delle", "degli", "dello", "per", "gli", "alla", "alle", "con"}
    return "ministero." + ".".join(word.rstrip("'") for word in kept if word not in small)


def _with_region_in(words: str, authority: str) -> str:
    """Name the region that the words of the kind already name: "legge regionale Toscana"."""
    region = re.search(REGION, words) if authority.startswith(("regione", "provincia")) else None
    if region is None:
        return authority
    return region_slug(region[0]) + (";giunta" if authority.endswith("giunta") else "")


def _is_abbreviation(written: str) -> bool:
    """Tell whether a short form can be nothing else, even by itself: "Cost.", "c.c."."""
    return written.endswith(".") and (written[0].isupper() or written.count(".") > 1)


def _may_be_the(led: re.Match[str] | None, name: Name) -> bool:
    """Tell whether "la" leads to an act: "la 112" is a law, never a decree."""
    return led is not None and name.act.kind == "legge"


def _one_or_none(start: int, end: int, names: list[Name]) -> Mention | None:
    """Name the act if it is one; say which ones fit if they are more."""
    acts = tuple(dict.fromkeys(name.act for name in names))
    if not acts:
        return None
    return Mention(start, end, acts) if len(acts) == 1 else Mention(start, end, candidates=acts)
