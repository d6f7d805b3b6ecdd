"""Find the citations of a text and say which provisions each one names, none where two norms fit."""

import re
from bisect import bisect_right
from collections.abc import Iterable

from knowledge.norms.acts import ActName
from knowledge.norms.identifiers import NormRef
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.references.acts import Mention, Reader
from knowledge.references.found import Ambiguous, Found, Unresolved
from knowledge.references.names import ActNames, NamedAct
from knowledge.references.partitions import ARTICLE, LETTER, Partition, Path
from knowledge.references.scan import Citation, scan
from knowledge.references.words import fold, spaced


def find_references(
    text: str, *, known: ActNames | Iterable[NamedAct] | None = None, context: NormRef | None = None
) -> list[Found]:
    """
    Find the citations of norms in Italian text.

    Parameters
    ----------
    text
        Any text: a provision, an answer, a question. Offsets are into it as it is.
    known
        Acts of the library, whose short names and days are then understood besides those that ship with
        Ponte; or names prepared once with ``ActNames.shipped().knowing(acts)``, which is faster.
    context
        Where the text stands (act, article, comma): "comma 2" and "presente legge" are read from there.

    Returns
    -------
    list of Found
        In the order of the text, without overlaps. An `Ambiguous` or `Unresolved` citation has no ``refs``.

    Examples
    --------
    >>> [found.refs[0].urn for found in find_references("ai sensi dell'art. 14 della l. 328/00")]
    ['urn:nir:stato:legge:2000-11-08;328~art14']
    """
    names = known if isinstance(known, ActNames) else ActNames.shipped()
    if known is not None and not isinstance(known, ActNames):
        names = names.knowing(known)
    return resolve(Reader(text, fold(text), names), context)


def resolve(reader: Reader, context: NormRef | None) -> list[Found]:
    """Say which norm each citation of a text means, in the order of the text."""
    citations = list(scan(reader))
    resolver = _Resolver(reader, citations, context)
    return [found for citation in citations if (found := resolver.found(citation))]


# Text that is quoted into another act, where "comma 2" and "presente decreto" are that act's.
_QUOTED = re.compile(r"«[^»]{0,20000}»|(?:seguent[ei]|parol[ae]) *: *\"[^\"]{0,8000}\"")
# A provision that is being amended belongs to the act named at the head of the list, often out of sight.
_AMENDED = spaced(
    r"[^.;«»\"]{0,60}?(?:le parole|la parola|(?:e'|è|sono) (?:sostituit|inserit|aggiunt|abrogat|soppress|premess))"
)
_INSERTED = re.compile(r"dopo (?:il|l'|la|le|i) *$")
_REFERRED_TO = re.compile(r"di cui +a(?:ll'|lla|gli|l|i) *$")
_WITH = re.compile(r"\((?:con|dal)l?'? *(?:l'|il |gli |i )?$")  # "ha disposto (con l'art. 11, comma 1)"


_CANDIDATES = 5  # of all the acts cited before, the nearest that an ambiguous provision may be of


class _Resolver:
    """What has been cited so far, and where the text stands."""

    def __init__(self, reader: Reader, citations: list[Citation], context: NormRef | None) -> None:
        self.reader, self.context = reader, context
        self.own = context.name if context else None
        self.quotes = [match.span() for match in _QUOTED.finditer(reader.folded)]
        self.cited: list[tuple[ActName | None, str]] = []  # act, and the words that named it
        self.acts: dict[ActName, None] = {}  # each act once, in the order of the text
        self.articles: list[NormRef] = []
        self.in_text = self._days_in_text(citations)

    def _days_in_text(self, citations: list[Citation]) -> dict[tuple[str, str, str | None, str], ActName]:
        """Collect the acts that the text itself dates."""
        acts = (act for citation in citations if citation.mention for act in citation.mention.acts)
        return {(act.authority, act.kind, act.number, act.year): act for act in acts if len(act.day) > 4}

    def found(self, citation: Citation) -> Found | None:
        """Resolve one citation; None when it is a mere kind of act."""
        if citation.place:
            return self._place(citation)
        mention = citation.mention
        if mention and mention.candidates:
            return self._ambiguous(citation, mention.candidates)
        acts = self._acts(citation)
        if acts is None:
            return self._unresolved(citation)
        if not citation.partition:
            return Found(citation.start, citation.end, tuple(NormRef(act.urn) for act in acts))
        return self._provisions(citation, citation.partition, acts[0])

    def _acts(self, citation: Citation) -> list[ActName] | None:
        """Say which acts a citation means; None when the text does not tell."""
        mention = citation.mention
        if mention is None:
            return self._act_understood(citation)
        if mention.points is None:
            acts = [self._dated(act) for act in mention.acts]
            words = self.reader.folded[citation.start : citation.end]
            for act in acts:
                self._remember(act if _is_whole(act) else None, words)
            return acts if all(map(_is_whole, acts)) else None
        act = self._pointed(citation, mention)
        self._remember(act, self.reader.folded[mention.start : mention.end])
        return [act] if act else None

    def _remember(self, act: ActName | None, words: str) -> None:
        """Keep an act and the words that named it, for "predetta legge"."""
        self.cited.append((act, words))
        if act:
            self.acts[act] = None

    def _dated(self, act: ActName) -> ActName:
        """Give an act the day that the names or the text know, and a regional act its region."""
        if act.authority in ("regione", "regione;giunta", "provincia") and self.own:
            region = self.own.authority.partition(";")[0]
            if region.startswith(act.authority.partition(";")[0] + "."):
                organ = ";giunta" if act.authority.endswith("giunta") else ""
                act = ActName(region + organ, act.kind, act.day, act.number)
        dated = self.in_text.get((act.authority, act.kind, act.number, act.year)) or self.reader.names.dated(
            act
        )
        if dated.authority == "ministero":
            named = self.reader.names.ministerial(dated)
            return named or dated
        return dated

    def _pointed(self, citation: Citation, mention: Mention) -> ActName | None:
        """Follow "presente", "predetto", or a word that this act gives to another one."""
        says = self.reader.names.says.get(self.context.act, {}) if self.context else {}
        if mention.word in says and (citation.partition or mention.points == "echo"):
            return says[mention.word]
        if mention.points == "present":
            return None if self._in_quotes(citation.start) else self.own
        if mention.points == "echo":
            return next(
                (act for act, words in reversed(self.cited) if _is_called(act, words, mention.word)), None
            )
        return None

    def _act_understood(self, citation: Citation) -> list[ActName] | None:
        """Say of which act a provision is when no act is named with it."""
        partition, folded = citation.partition, self.reader.folded
        if partition is None:
            return None
        if partition.present is None and _WITH.search(folded[max(0, citation.start - 12) : citation.start]):
            return [self.cited[-1][0]] if self.cited and self.cited[-1][0] else None
        if partition.echo:
            return [self.articles[-1].name] if self.articles else None
        if partition.echoed:
            articles = {path.article for path in partition.paths}
            same = next((ref for ref in reversed(self.articles) if ref.article in articles), None)
            return [same.name] if same else self._own_act()
        if self._in_quotes(citation.start) or self._is_amended(citation):
            return None
        return self._own_act()

    def _own_act(self) -> list[ActName] | None:
        """Give the act that holds the text; without one, the only act cited so far."""
        if self.own:
            return [self.own]
        return list(self.acts) if len(self.acts) == 1 else None

    def _in_quotes(self, at: int) -> bool:
        """Tell whether a place is inside text quoted into another act."""
        index = bisect_right(self.quotes, (at, len(self.reader.folded))) - 1
        return index >= 0 and self.quotes[index][0] < at < self.quotes[index][1]

    def _is_amended(self, citation: Citation) -> bool:
        """Tell whether the words around a provision amend it."""
        before = self.reader.folded[max(0, citation.start - 16) : citation.start]
        if _REFERRED_TO.search(before):
            return False
        return bool(_AMENDED.match(self.reader.folded, citation.end) or _INSERTED.search(before))

    def _provisions(self, citation: Citation, partition: Partition, act: ActName) -> Found:
        """Make the references to the provisions of an act."""
        understood = citation.mention is None
        refs = []
        for path in partition.paths:
            whole = self._whole_path(path, partition) if understood else path
            if whole is None:
                return self._unresolved(citation) or Unresolved(citation.start, citation.end)
            try:
                annex, article, comma, letter, number = whole
                refs.append(NormRef(act.urn, article, comma, letter, number, annex))
            except UnreadableReferenceError as error:
                return Unresolved(citation.start, citation.end, reason=str(error))
        self.articles.extend(ref for ref in refs if ref.article)
        return Found(citation.start, citation.end, tuple(refs))

    def _whole_path(self, path: Path, partition: Partition) -> Path | None:
        """Fill what a provision leaves to its place: the article of "comma 2", the comma of "lettera a)"."""
        if partition.echo:
            last = self.articles[-1]
            return path.within(Path(last.annex, last.article))
        here = self.context
        if here is None or (path.annex and partition.present is None):
            return path if path.top <= ARTICLE else None
        place = Path(here.annex, here.article, here.comma, here.letter)
        if path.top == ARTICLE:
            return path.within(Path(here.annex))
        above = min(path.top, partition.present + 1) if partition.present else path.top
        needed = place[ARTICLE : min(above, LETTER)]
        return path.within(Path(*place[:above])) if all(needed) else None

    def _place(self, citation: Citation) -> Found:
        """Read "presente articolo", "presente comma"."""
        here = self.context
        if here and here.article and not self._in_quotes(citation.start):
            if citation.place == "articolo":
                return Found(
                    citation.start, citation.end, (NormRef(here.act, here.article, annex=here.annex),)
                )
            if here.comma:
                ref = NormRef(here.act, here.article, here.comma, annex=here.annex)
                return Found(citation.start, citation.end, (ref,))
        return Unresolved(citation.start, citation.end, reason="the place of the text is not known")

    def _ambiguous(self, citation: Citation, acts: tuple[ActName, ...]) -> Ambiguous:
        """Say that several acts have this name."""
        self.cited.append((None, self.reader.folded[citation.start : citation.end]))
        paths = citation.partition.paths if citation.partition else (Path(),)
        refs = tuple(NormRef(act.urn, *path[1:], annex=path.annex) for act in acts for path in paths)
        return Ambiguous(citation.start, citation.end, candidates=refs)

    def _unresolved(self, citation: Citation) -> Unresolved | Ambiguous | None:
        """Say why a citation names no norm; a mere kind of act is none."""
        mention, partition = citation.mention, citation.partition
        if mention and mention.points == "vague" and partition is None:
            return None
        if mention is None and partition and partition.top == ARTICLE and self.own is None:
            acts = tuple(reversed(self.acts))[:_CANDIDATES]
            if len(acts) > 1:
                refs = (
                    NormRef(act.urn, *path[1:], annex=path.annex) for act in acts for path in partition.paths
                )
                return Ambiguous(citation.start, citation.end, candidates=tuple(refs))
        return Unresolved(citation.start, citation.end, reason="the text does not tell the act")


def _is_whole(act: ActName) -> bool:
    """Tell whether an act's issuer is known."""
    return act.authority not in ("regione", "regione;giunta", "provincia")


def _is_called(act: ActName | None, words: str, word: str) -> bool:
    """Tell whether an act cited with some words may be called by a word again."""
    word = word.replace("-", " ")
    if act is None:
        return word.split()[0] in words.replace("-", " ")
    if word in ("codice", "testo unico", "provvedimento"):
        return word in words or act.kind.startswith(word) or word == "provvedimento"
    called = {"d.lgs.": "decreto legislativo", "legge regionale": "legge"}.get(word, word)
    if "presidente" in called or called == "decreto":
        return act.kind.startswith("decreto") or act.kind.startswith("regio")
    return act.kind.replace(".", " ").startswith(called) or called in words
