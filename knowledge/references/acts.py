"""Read which act a citation names: "legge 8 novembre 2000, n. 328", "d.lgs. 502/92", "del predetto decreto", "CTS"."""

import re
from dataclasses import dataclass, replace

from knowledge.norms.acts import ActName, name_act
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.references.names import ActNames, Name
from knowledge.references.regions import REGION, region_slug
from knowledge.references.words import MONTH, MONTHS, spaced


@dataclass(frozen=True, slots=True)
class Mention:
    """
    Words that name an act.

    Attributes
    ----------
    acts
        The acts named, in the order of the text; none when the words only point at one.
    points
        How the words point: ``"present"`` (the act that holds the text), ``"echo"`` (an act cited before),
        ``"vague"`` (a kind of act and no more), or None.
    word
        For a pointer, the kind of act: "decreto legislativo".
    candidates
        The acts that a name fits when it fits more than one.
    """

    start: int
    end: int
    acts: tuple[ActName, ...] = ()
    points: str | None = None
    word: str = ""
    candidates: tuple[ActName, ...] = ()


# Kinds of act, the longest words first: (pattern, authority, kind).
_HEADS = (
    (r"legg[ei] costituzional[ei]|l\. ?cost\.|l\. ?c\.(?= ?n\.| ?\d)", "stato", "legge.costituzionale"),
    (
        rf"legg[ei] (?:della )?region(?:ale|ali|e)(?: {REGION})?|l\. ?r\.(?: {REGION})?|lr(?= n\.| \d)",
        "regione",
        "legge",
    ),
    (rf"legg[ei] provincial[ei](?: {REGION})?|l\. ?p\.(?: {REGION})?", "provincia", "legge"),
    (
        r"decret[oi] legislativ[oi] luogotenenzial[ei]|d\. ?lgs\. ?lgt\.",
        "luogotenente",
        "decreto.legislativo",
    ),
    (r"decret[oi] luogotenenzial[ei]|d\. ?lgt\.", "luogotenente", "decreto"),
    (
        r"decret[oi] legislativ[oi] del capo provvisorio dello stato|d\. ?lgs\. ?c\. ?p\. ?s\.",
        "capo.provvisorio.stato",
        "decreto.legislativo",
    ),
    (r"decret[oi] del capo provvisorio dello stato|d\. ?c\. ?p\. ?s\.", "capo.provvisorio.stato", "decreto"),
    (
        r"decret[oi] legislativ[oi]|d\. ?lgs\.?(?![a-z])|dlgs\.?(?![a-z])|d\. ?l\. ?vo|d\. ?leg\. ?vo|decreto lgs\.?(?![a-z])",
        "stato",
        "decreto.legislativo",
    ),
    (r"regi[oi] decret[oi][ -]?legislativ[oi]|r\.d\. ?lgs\.", "stato", "regio.decreto.legislativo"),
    (r"regi[oi] decret[oi][ -]legge|r\. ?d\. ?l\.", "stato", "regio.decreto.legge"),
    (r"regi[oi] decret[oi]|r\. ?d\.|rd(?= n\.| \d)", "stato", "regio.decreto"),
    (r"decret[oi][ -]legge|d\. ?l\.|dl(?= n\.| \d)", "stato", "decreto.legge"),
    (
        r"decret[oi] del presidente della repubblica|d\. ?p\. ?r\.?(?![a-z])|dpr(?![a-z])",
        "presidente.repubblica",
        "decreto",
    ),
    (
        r"decret[oi] del presidente del consiglio(?: dei ministri)?|d\. ?p\. ?c\. ?m\.?(?![a-z])|dpcm(?![a-z])",
        "presidente.consiglio",
        "decreto",
    ),
    (r"(?:delibera|deliberazione) (?:del )?cipe(?:ss)?", "cipe", "deliberazione"),
    (
        rf"deliber(?:azion[ei]|[ae]) (?:della |di )?giunta(?: regionale)?(?: {REGION})?|d\. ?g\. ?r\.?(?: {REGION})?(?![a-z])|dgr(?: {REGION})?(?![a-z])",
        "regione;giunta",
        "deliberazione",
    ),
    (r"decret[oi] (?:inter)?ministerial[ei]|d\. ?m\.|dm(?= n\.| \d)", "ministero", "decreto"),
    (r"decret[oi] de(?:l|i|lla) (?:vice)?(?P<ministry>ministr[oia])", "ministero", "decreto"),
    (
        r"legg[ei](?:[ -](?:quadro|delega|statale|finanziaria|di stabilita'|di bilancio|ordinaria))?|l\.",
        "stato",
        "legge",
    ),
)
_HEAD = spaced("|".join(f"(?P<h{index}>{pattern})" for index, (pattern, _, _) in enumerate(_HEADS)))

_DATE = rf"(?P<{{0}}>\d{{{{1,2}}}}°? (?:{MONTH}) \d{{{{4}}}}|\d{{{{1,2}}}}[./]\d{{{{1,2}}}}[./]\d{{{{4}}}})"
_N = r"(?:n\.|nr\.|num\.|numero|n°|n(?= \d))"
_OF = r"(?:del(?:l')? ?|in data )?"
_DESIGNATOR = spaced(
    rf",? ?(?:"
    rf"{_OF}{_DATE.format('day1')}(?:,? ?{_N} ?(?P<number1>\d{{1,5}})(?!\d))?"  # 8 novembre 2000, n. 328
    rf"|(?:{_N} ?)?(?P<number2>\d{{1,5}})(?:[/-](?:19|20)?\d\d)? ?(?:,|\()? ?(?:del |dell'){_DATE.format('day2')}"
    rf"|(?:{_N} ?)?(?P<number3>\d{{1,5}}) ?[/-] ?(?P<year3>(?:19|20)\d\d|\d\d)(?![\d/])"  # 328/2000, 328/00
    rf"|(?:{_N} ?)?(?P<number4>\d{{1,5}}),? del(?:l'anno)? (?P<year4>(?:19|20)\d\d)(?!\d)"  # n. 328 del 2000
    rf"|(?:{_N} ?)?(?P<number5>\d{{2,4}})(?![\d/%°]|[.,]\d| ?(?:euro|lire|per cento|milioni|giorni|commi|articoli))"
    r")"
)
_ALSO = spaced(r",? (?:e|ed|nonche'|nonché|o) (?:dell[ae] |del |dell')?|, (?:dell[ae] |del |dell')?")
_UNNAMED = re.compile(
    r"[.;:()«»\"]|\b(?:entro|da (?:eman|adott|part)|sono|previ[ao]|sentit[oaie]|ai sensi|legg[ei]|articol|stabil|defin)"
)

_UNION = spaced(
    r"(?P<kind>regolament[oi]|direttiv[ae]|decision[ei](?:-quadro)?|reg\.|dir\.|dec\.)"
    r"(?: (?:di esecuzione|delegat[oa]|quadro))?,? ?"
    r"(?P<union>\(?(?:ue|eu|ce|cee|euratom|gai|u\.e\.|c\.e\.)\)? ?)?"
    r"(?P<n>n\.? ?)?(?P<one>\d{1,4}) ?/ ?(?P<two>\d{1,4})(?P<tail>/(?:ue|ce|cee|gai|euratom))?"
)
_A_YEAR = re.compile(r"19[5-9]\d|20[0-3]\d|\d\d")
_ALSO_UNION = spaced(r"(?:,|,? e)? ?(?P<n>n\.? ?)?(?P<one>\d{1,4})/(?P<two>\d{2,4})(?P<tail>/(?:ue|ce|cee))?(?![\d/])")
_CONFERENCE = spaced(
    rf"(?P<kind>accordo|intesa)(?P<before>[^.;:()«»]{{0,140}}?)"
    rf"(?:,|,? del(?:l')?|,? in data|,? il)? ?{_DATE.format('day')}(?P<after>[^;:«»]{{0,120}})"
)
_PARTIES = re.compile(r"conferenza|tra +(?:lo +stato|il +governo)|stato-regioni|rep\.|/c(?:sr|u)\b")
_OTHER_ACT = re.compile(r"articol|decret|legg[ei]\b")
_WORDS = (
    r"(?P<word>decreto legislativo|decreto[ -]legge|decreto del presidente della repubblica"
    r"|decreto del presidente del consiglio dei ministri|regio decreto|legge regionale|testo unico"
    r"|legge|decreto|codice|regolamento|direttiva|provvedimento|deliberazione|accordo|intesa|d\.lgs\.)(?![a-z])"
)
_PRESENT = spaced(rf"presente {_WORDS}")
_ECHOING = spaced(
    r"(?:medesim|stess|predett|suddett|sopraddett|(?:gia' |già |sopra ?)?citat|summenzionat|richiamat)[oaie] (?=[a-z])"
)
_ECHO = re.compile(_ECHOING.pattern + spaced(_WORDS).pattern)
_ECHO_AFTER = spaced(_WORDS + r" (?:medesim|stess|predett|suddett|citat)[oa](?![a-z])")
_POINTERS = (("present", _PRESENT), ("echo", _ECHO), ("echo", _ECHO_AFTER), ("vague", spaced(_WORDS)))
_NICKNAME = spaced(
    r"(?P<number>\d{2,4})(?![\d/%°ª]|[.,]\d| ?(?:euro|lire|per cento|mil|giorni|anni|mesi|posti|ore|del))"
)


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
        if echoing := _ECHOING.match(self.folded, at):
            named = self.read(echoing.end(), after_provision=after_provision)
            return replace(named, start=at) if named and named.acts else self._pointer(at)
        return (
            self._union(at)
            or self._name(at, after_provision=after_provision)
            or self._designated(at)
            or self._conference(at)
            or self._pointer(at)
        )

    def _designated(self, at: int) -> Mention | None:
        """Read a kind of act with its day, number or year; several after a plural."""
        head = _HEAD.match(self.folded, at)
        if head is None:
            return None
        _, authority, kind = (
            _HEADS[int((head.lastgroup or "h0")[1:])] if not head["ministry"] else _HEADS[_MINISTRY]
        )
        authority = self._authority(head, authority)
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
        while plural and (join := _ALSO.match(self.folded, mention.end)):
            more = self._designator(join.end(), authority, kind, bare=False)
            if more is None or not more.acts:
                break
            mention = replace(mention, end=more.end, acts=mention.acts + more.acts)
        return self._with_region_after(mention)

    def _authority(self, head: re.Match[str], authority: str) -> str:
        """Name the region that the words of the kind already name."""
        region = re.search(REGION, head[0]) if authority.startswith(("regione", "provincia")) else None
        if region is None:
            return authority
        return region_slug(region[0]) + (";giunta" if authority.endswith("giunta") else "")

    def _after_ministry(self, at: int) -> tuple[str, int] | None:
        """Read the ministry of a ministerial decree up to the decree's day or number."""
        stretch = self.folded[at : at + 260]
        sign = re.search(rf"(?:del )?\d{{1,2}}°? +(?:{MONTH}) +\d{{4}}|n\. *\d+", stretch)
        if sign is None or _UNNAMED.search(stretch[: sign.start()]):
            return None
        return ministry_slug(stretch[: sign.start()]), at + sign.start()

    def _designator(self, at: int, authority: str, kind: str, *, bare: bool = True) -> Mention | None:
        """Read day, number and year of an act."""
        if authority == "ministero" and (
            place := re.compile(r" +(?!del\b|n\b)([a-z]{4,20}(?: [a-z]{4,20})?)(?= +\d| +n\.)").match(
                self.folded, at
            )
        ):
            authority, at = f"ministero.{place[1].replace(' ', '.')}", place.end()
        match = _DESIGNATOR.match(self.folded, at)
        if match is None:
            return None
        number = next((match[f"number{form}"] for form in range(1, 6) if match[f"number{form}"]), None)
        written = match["day1"] or match["day2"]
        day = _iso(written) if written else _year(match["year3"] or match["year4"])
        if day is None:
            return self._by_nickname(match, kind, authority) if bare else None
        if number is None and authority == "stato":
            return Mention(at, match.end(), points="vague", word=kind)
        return _named(at, match.end(), authority, kind, day, number)

    def _by_nickname(self, match: re.Match[str], kind: str, authority: str) -> Mention | None:
        """Read "legge 104": a bare number that one act is known by."""
        known = [name for name in self.names.called(match["number5"] or "") if name.kind == "nickname"]
        acts = tuple(
            name.act for name in known if name.act.kind == kind and name.act.authority.startswith(authority)
        )
        if not acts:
            return None
        return (
            Mention(match.start(), match.end(), acts)
            if len(acts) == 1
            else Mention(match.start(), match.end(), candidates=acts)
        )

    def _with_region_after(self, mention: Mention) -> Mention:
        """Read the region that follows: "L.R. 19/2006 (Puglia)", "n. 41/2005 della Regione Toscana"."""
        if not any(act.authority.split(";")[0] in ("regione", "provincia") for act in mention.acts):
            return mention
        match = spaced(rf" ?\(?,? ?(?:della |del )?({REGION})\)?").match(self.folded, mention.end)
        if match is None:
            return mention
        slug = region_slug(match[1])
        acts = tuple(
            replace(
                act,
                authority=slug + act.authority[act.authority.find(";") :] if ";" in act.authority else slug,
            )
            for act in mention.acts
        )
        return replace(mention, end=match.end(), acts=acts)

    def _union(self, at: int) -> Mention | None:
        """Read an act of the European Union."""
        match = _UNION.match(self.folded, at)
        if match is None or not (match["union"] or match["tail"] or re.match(r"20[0-3]\d$", match["one"])):
            return None
        kind = {"dec": "decisione", "dir": "direttiva", "reg": "regolamento"}[match["kind"][:3]]
        mention = _of_union(at, match, kind)
        plural = match["kind"].endswith("i") or match["kind"] == "direttive"
        while plural and mention and (more := _ALSO_UNION.match(self.folded, mention.end)):
            also = _of_union(at, more, kind)
            mention = replace(mention, end=more.end(), acts=mention.acts + (also.acts if also else ()))
        return mention

    def _conference(self, at: int) -> Mention | None:
        """Read an agreement of the State and the Regions."""
        match = _CONFERENCE.match(self.folded, at)
        day = _iso(match["day"]) if match else None
        if match is None or day is None:
            return None
        around = match["before"] + match["after"]
        if _OTHER_ACT.search(match["before"]) or not _PARTIES.search(around):
            return None
        body = "unificata" if re.search(r"unificata|/cu\b", around) else "stato.regioni"
        rep = spaced(r"[^;:«»]{0,100}?rep(?:ertorio|\.)? ?(?:atti)? ?(?:n\.)? ?(\d+)(?:/c(?:sr|u))?").match(
            self.folded, match.end("day")
        )
        end = rep.end() if rep else match.end("day")
        return _named(at, end, f"conferenza.{body}", match["kind"], day, rep[1] if rep else None)

    def _name(self, at: int, *, after_provision: bool) -> Mention | None:
        """Read a name, an acronym or a nickname."""
        match = self.names.pattern.match(self.folded, at)
        if match is None:
            nickname = _NICKNAME.match(self.folded, at) if self._after_article(at) else None
            names = self.names.called(nickname["number"]) if nickname else []
            end = nickname.end() if nickname else at
        else:
            names = [
                name
                for name in self.names.called(match[0])
                if self._fits(name, match, after_provision=after_provision)
            ]
            end = match.end()
        if not names:
            return None
        acts = tuple(dict.fromkeys(name.act for name in names))
        if len(acts) == 1:
            return Mention(at, end, acts)
        if self.in_question and len(now := [name.act for name in names if not name.superseded]) == 1:
            return Mention(at, end, tuple(now))
        return Mention(at, end, candidates=acts)

    def _after_article(self, at: int) -> bool:
        """Tell whether "la", "della" stands before a bare number."""
        return (
            re.search(r"(?<![a-z])(?:[dnas]?u?e?a?l?la|legge) +$", self.folded[max(0, at - 8) : at])
            is not None
        )

    def _fits(self, name: Name, match: re.Match[str], *, after_provision: bool) -> bool:
        """Tell whether the words, as they are written, may be this name."""
        written, before = self.text[match.start() : match.end()], self.text[: match.start()][-12:]
        if name.kind == "acronym":
            being_defined = before.endswith(("(«", '("', "(“"))
            return not being_defined and (self.in_question or written.isupper() or written == "eIDAS")
        if name.text == "costituzione":  # also the birth of a company: law writes the act's name in capitals
            of_something = re.match(r" +d[ie]", self.folded[match.end() :][:4])
            led = after_provision or self.in_question or re.search(r"(?<![A-Za-z])[a-z]*la +$", before)
            return bool(led) and (written[0] == "C" or self.in_question) and not of_something
        return name.kind != "short" or after_provision

    def _pointer(self, at: int) -> Mention | None:
        """Read "presente legge", "predetto decreto", or a bare "regolamento"."""
        for points, pattern in _POINTERS:
            if match := pattern.match(self.folded, at):
                return Mention(at, match.end(), points=points, word=match["word"])
        return None


_MINISTRY = next(index for index, (pattern, _, _) in enumerate(_HEADS) if "ministry" in pattern)


def ministry_slug(words: str) -> str:
    """Name a ministry as a URN does: "del lavoro e delle politiche sociali" gives ``ministero.lavoro.politiche.sociali``."""
    words = re.split(r", *(?!de[il])| di concerto| d'intesa| in data| delegato| e +del +ministro", words)[0]
    kept = re.findall(r"[a-zàèéìòù]{3,}'?", re.sub(r"\b(?:dell|all|nell|sull|l)'", " ", words))
    small = {"del", "dei", "della", "delle", "degli", "dello", "per", "gli", "alla", "alle", "con"}
    return "ministero." + ".".join(word.rstrip("'") for word in kept if word not in small)


def _of_union(start: int, match: re.Match[str], kind: str) -> Mention | None:
    """Name an act of the Union from its two numbers."""
    year, number = (match["two"], match["one"]) if _number_first(match) else (match["one"], match["two"])
    return _named(start, match.end(), "unione.europea", kind, _year(year) or year, number)


def _number_first(match: re.Match[str]) -> bool:
    """Tell "n. 910/2014" (number, year) from "2016/679" (year, number)."""
    if match["n"] and match["tail"] is None:
        return bool(_A_YEAR.fullmatch(match["two"]))
    return not _A_YEAR.fullmatch(match["one"])


def _named(start: int, end: int, authority: str, kind: str, day: str, number: str | None) -> Mention | None:
    """Make the mention of one act; a day that no calendar has names none."""
    try:
        name, _ = name_act(authority, kind, day, number)
    except UnreadableReferenceError:
        return Mention(start, end, points="vague", word=kind)
    return Mention(start, end, (name,))


def _iso(written: str) -> str | None:
    """Write a day as YYYY-MM-DD."""
    parts = re.split(r"[ ./]+", written.replace("°", ""))
    month = MONTHS.get(parts[1]) or int(parts[1])
    return f"{parts[2]}-{month:02d}-{int(parts[0]):02d}"


def _year(written: str | None) -> str | None:
    """Write a year with four digits; two digits up to 39 are of this century."""
    if written is None or len(written) == 4:
        return written
    return f"20{written}" if written < "40" else f"19{written}"
