"""Find the citations of a text and say which provisions each one names, none where two norms fit."""

from collections.abc import Iterable

from knowledge.norms.acts import ActName
from knowledge.norms.identifiers import NormRef
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.references.acts import Reader
from knowledge.references.found import Ambiguous, Found, Unresolved
from knowledge.references.memory import Memory
from knowledge.references.mentions import Mention
from knowledge.references.names import ActNames, NamedAct
from knowledge.references.partitions import ARTICLE, COMMA, LETTER, Partition, Path
from knowledge.references.scan import Citation, scan
from knowledge.references.surroundings import Surroundings
from knowledge.references.words import fold


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
    return resolve(Reader(text, fold(text), names_of(known)), context)


def names_of(known: ActNames | Iterable[NamedAct] | None) -> ActNames:
    """Give the names of acts to read with."""
    if isinstance(known, ActNames):
        return known
    return ActNames.shipped().knowing(known) if known is not None else ActNames.shipped()


def resolve(reader: Reader, context: NormRef | None) -> list[Found]:
    """Say which norm each citation of a text means, in the order of the text."""
    citations = list(scan(reader))
    resolver = _Resolver(reader, citations, context)
    return [found for citation in citations if (found := resolver.found(citation))]


class _Resolver:
    """The walk over the citations of one text."""

    def __init__(self, reader: Reader, citations: list[Citation], context: NormRef | None) -> None:
        self.reader, self.here = reader, context
        self.own = context.name if context else None
        self.around = Surroundings(reader.text, reader.folded)
        self.memory = Memory()
        self.amending: tuple[int, NormRef] | None = (
            None  # "All'articolo 1 della legge …": its end, the article
        )
        acts = [act for citation in citations if citation.mention for act in citation.mention.acts]
        self.sole = next(iter(set(acts))) if reader.in_question and len(set(acts)) == 1 else None
        self.dated_here = {_undated(act): act for act in acts if len(act.day) > 4}

    def found(self, citation: Citation) -> Found | None:
        """Resolve one citation; None when it is a mere kind of act, or a heading."""
        if citation.place:
            return self._place(citation)
        if citation.mention and citation.mention.candidates:
            return self._ambiguous(citation, citation.mention.candidates)
        alone = citation.mention is None and not self.reader.in_question
        if alone and self.around.is_heading(citation.start, citation.end):
            return None
        acts = self._acts(citation)
        if acts is None:
            return self._unresolved(citation)
        if citation.partition is None:
            return Found(citation.start, citation.end, tuple(NormRef(act.urn) for act in acts))
        return self._provisions(citation, citation.partition, acts[0])

    def _acts(self, citation: Citation) -> list[ActName] | None:
        """Say which acts a citation means; None when the text does not tell."""
        mention = citation.mention
        if mention is None:
            act = self._act_understood(citation, citation.partition) if citation.partition else None
            return [act] if act else None
        words = self.reader.folded[mention.start : mention.end]
        if mention.points:
            act = self._act_pointed_at(citation, mention)
            self.memory.keep_act(act, words)
            return [act] if act else None
        acts = [self._completed(act) for act in mention.acts]
        for act in acts:
            self.memory.keep_act(act if _is_whole(act) else None, words)
        return acts if all(map(_is_whole, acts)) else None

    def _completed(self, act: ActName) -> ActName:
        """Give an act what its citation leaves out: its Region, its day, its ministry."""
        level, _, organ = act.authority.partition(";")
        body = self.own.authority.partition(";")[0] if self.own else ""
        if level in ("regione", "provincia") and body.startswith(f"{level}."):
            act = ActName(f"{body};{organ}".strip(";"), act.kind, act.day, act.number)
        return self.dated_here.get(_undated(act)) or self.reader.names.dated(act)

    def _act_pointed_at(self, citation: Citation, mention: Mention) -> ActName | None:
        """Follow "presente", "predetto", or a word that this act gives to another one."""
        says = self.reader.names.says.get(self.here.act, {}) if self.here else {}
        if mention.word in says and (citation.partition or mention.points == "echo"):
            return says[mention.word]
        if mention.points == "present":
            return None if self.around.in_quotes(citation.start) else self.own
        return self.memory.act_called(mention.word) if mention.points == "echo" else None

    def _act_understood(self, citation: Citation, partition: Partition) -> ActName | None:
        """Say of which act a provision is when no act is named with it."""
        if partition.present is None and self.around.is_cause(citation.start):
            return self.memory.last_act()
        if partition.echo:
            return self.memory.last_article.name if self.memory.last_article else None
        if partition.echoed and (act := self.memory.act_of_article(partition.paths[0].article)):
            return act
        if self._goes_on(citation, partition):
            return self.amending[1].name if self.amending else None
        if self.around.in_quotes(citation.start) or self.around.is_amended(citation.start, citation.end):
            return None
        return self.own or self.memory.only_act() or (self._completed(self.sole) if self.sole else None)

    def _goes_on(self, citation: Citation, partition: Partition) -> bool:
        """Tell whether a comma is of the article just named: "All'articolo 1 della legge …, il comma 2"."""
        if self.amending is None or partition.top == ARTICLE:
            return False
        return self.around.follows(citation.start, self.amending[0]) and self.around.is_amended(
            citation.start, citation.end
        )

    def _provisions(self, citation: Citation, partition: Partition, act: ActName) -> Found | None:
        """Make the references to the provisions of an act."""
        refs = []
        for path in partition.paths:
            whole = path if citation.mention else self._whole_path(path, citation, partition)
            if whole is None:
                return self._unresolved(citation)
            try:
                refs.append(_reference(act, whole))
            except UnreadableReferenceError as error:
                return Unresolved(citation.start, citation.end, reason=str(error))
        for ref in refs:
            self.memory.keep_provision(ref)
        named = citation.mention is not None and not citation.mention.points and len(refs) == 1
        self.amending = (citation.end, refs[0]) if named and refs[0].article else None
        return Found(citation.start, citation.end, tuple(refs))

    def _whole_path(self, path: Path, citation: Citation, partition: Partition) -> Path | None:
        """Fill what a provision leaves to its place: the article of "comma 2", the comma of "lettera a)"."""
        if partition.echo and (last := self.memory.last_article):
            return path.within(Path(last.annex, last.article))
        if self._goes_on(citation, partition) and self.amending:
            return path.within(Path(None, self.amending[1].article))
        if self.here is None or (path.annex and partition.present is None):
            return path if path.top <= ARTICLE else None
        place = Path(self.here.annex, self.here.article, self.here.comma, self.here.letter)
        above = min(path.top, partition.present + 1) if partition.present else path.top
        if not all(place[ARTICLE : min(above, LETTER)]):
            return None
        return path.within(Path(*place[:above]))

    def _place(self, citation: Citation) -> Found:
        """Read "presente articolo", "presente comma"."""
        level = ARTICLE if citation.place == "articolo" else COMMA
        here = self.here
        if here is None or self.around.in_quotes(citation.start) or not (here.article, here.comma)[level - 1]:
            return Unresolved(citation.start, citation.end, reason="the place of the text is not known")
        comma = here.comma if level == COMMA else None
        return Found(
            citation.start, citation.end, (NormRef(here.act, here.article, comma, annex=here.annex),)
        )

    def _ambiguous(self, citation: Citation, acts: tuple[ActName, ...]) -> Ambiguous:
        """Say that a provision may be of several acts."""
        self.memory.keep_act(None, self.reader.folded[citation.start : citation.end])
        paths = citation.partition.paths if citation.partition else (Path(),)
        refs = tuple(_reference(act, path) for act in acts for path in paths)
        return Ambiguous(citation.start, citation.end, candidates=refs)

    def _unresolved(self, citation: Citation) -> Found | None:
        """Say why a citation names no norm; a mere kind of act is no citation."""
        partition = citation.partition
        if partition is None and citation.mention and citation.mention.points == "vague":
            return None
        if citation.mention is None and partition and partition.top == ARTICLE and self.own is None:
            nearest = self.memory.nearest_acts()
            if len(nearest) > 1:
                refs = tuple(_reference(act, path) for act in nearest for path in partition.paths)
                return Ambiguous(citation.start, citation.end, candidates=refs)
        return Unresolved(citation.start, citation.end, reason="the text does not tell the act")


def _reference(act: ActName, path: Path) -> NormRef:
    """Make the reference to a provision."""
    return NormRef(act.urn, path.article, path.comma, path.letter, path.number, path.annex)


def _is_whole(act: ActName) -> bool:
    """Tell whether the act's Region is known."""
    return act.authority.partition(";")[0] not in ("regione", "provincia")


def _undated(act: ActName) -> tuple[str, str, str | None, str]:
    """Take what names an act by number and year."""
    return act.authority, act.kind, act.number, act.year
