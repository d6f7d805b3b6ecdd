"""Say what a citation in a text turned out to be."""

from dataclasses import dataclass

from knowledge.norms.identifiers import NormRef


@dataclass(frozen=True, slots=True)
class Found:
    """A citation and the provisions it names; ``text[start:end]`` are its words."""

    start: int
    end: int
    refs: tuple[NormRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous(Found):
    """A citation that fits more than one norm: it names none, and says which ones it fits."""

    candidates: tuple[NormRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Unresolved(Found):
    """A citation whose act the text does not tell; a figure of coverage, never a guess."""

    reason: str = ""
