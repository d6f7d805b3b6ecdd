"""Hold what every row is asked at every question in columns: its act, article, comma, annex, and its article's rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge.norms.identifiers import parse_urn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from knowledge.norms.identifiers import NormRef
    from knowledge.search.rows import Row

_LABELS = ("articles", "commi", "annexes")


@dataclass(frozen=True)
class Columns:
    """Facts about ``n`` rows, in their order."""

    acts: tuple[str, ...]  # URNs of the acts
    act_of: NDArray[np.int32]  # shape (n,): number of the row's act
    article_of: NDArray[np.int32]  # shape (n,): number of the row's article
    articles: tuple[str | None, ...]  # labels, as in the row's URN
    commi: tuple[str | None, ...]
    annexes: tuple[str | None, ...]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Columns:
        """Gather the columns of rows."""
        refs = [parse_urn(row.passage.urn) for row in rows]
        acts = {urn: number for number, urn in enumerate(dict.fromkeys(row.act.urn for row in rows))}
        keys = {key: number for number, key in enumerate(dict.fromkeys(row.article_key for row in rows))}
        return cls(
            tuple(acts),
            np.array([acts[row.act.urn] for row in rows], np.int32),
            np.array([keys[row.article_key] for row in rows], np.int32),
            tuple(ref.article for ref in refs),
            tuple(ref.comma for ref in refs),
            tuple(ref.annex for ref in refs),
        )

    def __post_init__(self) -> None:
        """Lay out the rows of each article and of each act one after the other."""
        object.__setattr__(self, "_by_article", _grouped(self.article_of))
        object.__setattr__(self, "_by_act", _grouped(self.act_of))
        object.__setattr__(self, "_refs", [parse_urn(urn) for urn in self.acts])

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.act_of)

    @property
    def article_count(self) -> int:
        """How many articles there are."""
        return len(self._by_article[1]) - 1  # type: ignore[attr-defined]

    @property
    def act_of_article(self) -> NDArray[np.int32]:
        """Number of each article's act, shape ``(article_count,)``."""
        order, starts = self._by_article  # type: ignore[attr-defined]
        numbers: NDArray[np.int32] = self.act_of[order[starts[:-1]]]
        return numbers

    def rows_of_article(self, article: int) -> NDArray[np.int64]:
        """List the rows of an article, in order."""
        return _group(self._by_article, article)  # type: ignore[attr-defined]

    def rows_of_act(self, act: int) -> NDArray[np.int64]:
        """List the rows of an act, in order."""
        return _group(self._by_act, act)  # type: ignore[attr-defined]

    def acts_named(self, ref: NormRef) -> list[int]:
        """Find the acts that a reference names; one, or none, as a rule."""
        refs: list[NormRef] = self._refs  # type: ignore[attr-defined]
        return [number for number, act in enumerate(refs) if act.same_as(ref.of_act)]

    def rows_named(self, ref: NormRef) -> list[int]:
        """Find the rows of the article, or of the comma, that a reference names."""
        if ref.article is None:
            return []
        return [
            int(row)
            for act in self.acts_named(ref)
            for row in self.rows_of_act(act)
            if self.articles[row] == ref.article
            and self.annexes[row] == ref.annex
            and ref.comma in (None, self.commi[row])
        ]

    def save(self, folder: Path) -> None:
        """Write the columns to a folder."""
        np.savez(folder / "columns.npz", act_of=self.act_of, article_of=self.article_of)
        labels = {"acts": self.acts} | {name: getattr(self, name) for name in _LABELS}
        (folder / "labels.json").write_text(json.dumps(labels), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Columns:
        """Read columns that were saved."""
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        with np.load(folder / "columns.npz", allow_pickle=False) as data:
            numbers = data["act_of"], data["article_of"]
        return cls(tuple(labels["acts"]), *numbers, *(tuple(labels[name]) for name in _LABELS))


def _grouped(groups: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sort rows by group, and note where each group starts."""
    order = np.argsort(groups, kind="stable")
    count = int(groups.max()) + 1 if len(groups) else 0
    return order, np.searchsorted(groups[order], np.arange(count + 1))


def _group(grouped: tuple[NDArray[np.int64], NDArray[np.int64]], number: int) -> NDArray[np.int64]:
    """Take one group."""
    order, starts = grouped
    return order[starts[number] : starts[number + 1]]
