"""Open the library: the shipped cards, and the official texts that the user added."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from knowledge.library.connections import make_engine, read_revision, reading
from knowledge.library.corpus import Corpus, load, merge_acts
from knowledge.library.coverage import Coverage, measure
from knowledge.library.journal import Entry, read_journal
from knowledge.library.loading import AddReport, add_document, add_paths
from knowledge.library.mentions import Mention, named, naming
from knowledge.library.opening import prepare
from knowledge.library.passages import days_of, history_of, passages_on
from knowledge.library.rows import act_from_json
from knowledge.library.selecting import FOUND, findable, holds, is_named, is_within, narrowed
from knowledge.library.tables import DocumentRow, SourceRow
from knowledge.library.territory import holds_in, is_shown
from knowledge.norms.identifiers import NormRef
from knowledge.norms.model import Act, Document, Kind, Passage
from knowledge.norms.official import official_hosts, with_known_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy import Connection, Engine

    from knowledge.norms.model import EdgeKind


class Library:
    """
    The corpus at hand, as of any day.

    Made by `Library.open`; close it when done, or use it in a ``with`` block.
    """

    def __init__(self, engine: Engine, home: Path | None = None) -> None:
        self._engine = engine
        self.home = home  # where indexes over this library may be kept
        self._hosts = official_hosts(home)
        self._lock = threading.RLock()  # over what is in memory
        self._streams: dict[int, str] = {}
        self._corpora: dict[str, Corpus] = {}
        self._acts: dict[str, Act] = {}  # by URN, in order
        self._version = ""
        self._revision: str | None = (
            ""  # of the library whose texts are in memory; None where none is written
        )

    @classmethod
    def open(cls, home: Path | None = None, url: str | None = None) -> Library:
        """
        Open the library, with the shipped cards in it.

        Parameters
        ----------
        home
            Folder that holds ``norms.db``; made when it is not there.
        url
            Of a database, instead of ``home``. With neither, the library is in memory.
        """
        engine = make_engine(home, url)
        prepare(engine)
        return cls(engine, home)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Library:
        """Use the library in a ``with`` block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close it."""
        self.close()

    @property
    def version(self) -> str:
        """Hash of all the texts held, in hexadecimal: two libraries with one version give one answer."""
        with self._lock, reading(self._engine) as connection:
            self._refresh(connection)
        return self._version

    def add(
        self,
        what: Path | str | Document | Iterable[Path],
        *,
        on: date | None = None,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> AddReport:
        """
        Add a file, a folder, several of them, or an act already read.

        Parameters
        ----------
        what
            What to add; a file already there with the same bytes is left alone.
        on
            The day to write in the register of sources.
        progress
            Called with the files done, their number, and the name of the next.

        Returns
        -------
        AddReport
            Files that cannot be read are in ``refused`` with the reason; the others are in.
        """
        if isinstance(what, Document):
            report = AddReport()
            add_document(self._engine, what, report, on)
            return report
        paths = [Path(what)] if isinstance(what, Path | str) else [Path(path) for path in what]
        return add_paths(self._engine, paths, on, progress)

    def acts(self) -> list[Act]:
        """List the acts, by URN."""
        return list(self._held().values())

    def act(self, urn: str) -> Act | None:
        """Find an act by its URN, in any spelling."""
        return self._held().get(self._known(NormRef(urn)))

    def passages(self, on: date, territory: str | None = None) -> Iterator[Passage]:
        """
        Walk over what can be found on a day, act by act, in the order of each act.

        Parameters
        ----------
        on
            The day. Repealed and not-yet texts come too, with their status; units without words do not.
        territory
            A region or a place in it, such as ``"IT-Toscana"``: its norms come with those of State and Union.
            None leaves every local norm out.

        Yields
        ------
        Passage
            Every comma whole, then each of its letters and numbers; an article whose commi have no number;
            rows of tables with caption and header in ``opening``; annexes without commi; what was not read.
        """
        for urn, act in self._held().items():
            corpus = self._corpus(urn) if holds_in(act, territory) else None
            if corpus:
                yield from findable(passages_on(corpus, on, FOUND))

    def find(self, ref: NormRef, on: date) -> list[Passage]:
        """
        Find what a reference names on a day.

        Returns
        -------
        list of Passage
            The letter or the comma; for an article its commi in order, or the article when they have no
            number; for an act its articles; empty when the library does not hold it.
        """
        corpus = self._corpus(self._known(ref))
        if corpus is None:
            return []
        found = [passage for passage in passages_on(corpus, on, FOUND, ref) if is_within(passage, ref)]
        if not found and ref.comma == "1" and ref.letter is None:
            found = [
                passage
                for passage in passages_on(corpus, on, (Kind.ARTICLE,))
                if passage.article == ref.article and passage.annex == ref.annex
            ]
        return narrowed(found, ref)

    def history(self, ref: NormRef) -> list[Passage]:
        """List the texts of what a reference names, oldest first, each as it stood when it began."""
        corpus = self._corpus(self._known(ref))
        if corpus is None:
            return []
        keys = [key for key, texts in corpus.keys().items() if is_named(texts[0].by_key[key], ref)]
        return [passage for key in keys for passage in history_of(corpus, key)]

    def days(self, ref: NormRef) -> list[date]:
        """List the days on which an act, an article or a part of it may differ from the day before; ascending."""
        corpus = self._corpus(self._known(ref))
        if corpus is None:
            return []
        keys = [key for key, texts in corpus.keys().items() if holds(texts[0].by_key[key], ref)]
        return days_of(corpus, keys)

    def naming(
        self, ref: NormRef, territory: str | None = None, kinds: Sequence[EdgeKind] = ()
    ) -> list[Mention]:
        """List who names this provision from elsewhere, or does it one of some things; local ones where they hold."""
        urn = self._known(ref)
        with reading(self._engine) as connection:
            found = naming(connection, replace(ref, act=urn), kinds)
        own = self.act(urn)
        local = own.territory if own and own.territory not in {"IT", "UE"} else territory
        return [mention for mention in found if is_shown(mention.territory, local)]

    def named(self, ref: NormRef) -> list[Mention]:
        """List the provisions that an article, or one of its commi, names outside itself."""
        with reading(self._engine) as connection:
            return named(connection, replace(ref, act=self._known(ref)))

    def journal(self) -> list[Entry]:
        """List what adding changed, newest first; at most the last hundred."""
        with reading(self._engine) as connection:
            return read_journal(connection)

    def refresh(
        self, *, on: date | None = None, progress: Callable[[int, int, str], None] | None = None
    ) -> AddReport:
        """
        Read again the files that changed since they were added.

        Returns
        -------
        AddReport
            Files that are no longer there are in ``refused``; their texts stay.
        """
        with reading(self._engine) as connection:
            asked = select(SourceRow.path).where(SourceRow.format != "cards").order_by(SourceRow.path)
            paths = {Path(path.partition("!")[0]) for path in connection.scalars(asked)}
        report = add_paths(self._engine, sorted(path for path in paths if path.exists()), on, progress)
        gone = (
            "non è più dove era: il testo letto allora resta. Se vuoi aggiornarlo, aggiungi di nuovo il file."
        )
        report.refused += [(str(path), gone) for path in sorted(paths) if not path.exists()]
        return report

    def coverage(self) -> Coverage:
        """Count what the library holds, what it could not read or resolve, and check every hash."""
        with reading(self._engine) as connection:
            return measure(connection, self._hosts)

    def _held(self) -> dict[str, Act]:
        """Give the acts by URN."""
        with self._lock, reading(self._engine) as connection:
            self._refresh(connection)
        return self._acts

    def _known(self, ref: NormRef) -> str:
        """Give the URN under which the library holds the act of a reference."""
        held = self._held()
        if ref.act in held:
            return ref.act
        return next((urn for urn in held if NormRef(urn).same_as(ref.of_act)), ref.act)

    def _corpus(self, urn: str) -> Corpus | None:
        """Load an act, once for each state of the library."""
        with self._lock:
            if urn in self._corpora:
                return self._corpora[urn]
            with reading(self._engine) as connection:
                self._refresh(connection)
                corpus = load(connection, urn, self._streams, self._hosts)
            if corpus is not None:
                self._corpora[urn] = corpus
            return corpus

    def _refresh(self, connection: Connection) -> None:
        """Forget what was loaded when anybody has written since."""
        revision = read_revision(connection)
        if revision == self._revision:
            return
        rows = connection.execute(
            select(DocumentRow.act_urn, DocumentRow.act, DocumentRow.sha256, SourceRow.address)
            .join(SourceRow)
            .order_by(DocumentRow.act_urn)
        ).all()
        told: dict[str, list[Act]] = {}
        for row in rows:
            act = with_known_address(act_from_json(row.act), self._hosts, row.address)
            told.setdefault(row.act_urn, []).append(act)
        self._streams, self._corpora = {}, {}
        self._acts = {urn: merge_acts(acts) for urn, acts in told.items()}
        self._version = hashlib.sha256("".join(sorted(row.sha256 for row in rows)).encode()).hexdigest()
        self._revision = revision
