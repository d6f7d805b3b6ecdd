"""Remember which acts and provisions a text has cited, for "predetta legge" and "medesimo articolo"."""

from knowledge.norms.acts import ActName
from knowledge.norms.identifiers import NormRef

_REACH = 40  # citations back: an echo that finds nothing so near echoes nothing
_CANDIDATES = 5  # of the acts cited before, the nearest that an ambiguous provision may be of


class Memory:
    """The acts and provisions cited so far, in the order of the text."""

    def __init__(self) -> None:
        self._said: list[tuple[ActName | None, str]] = []  # an act, None when unknown, and its words
        self._acts: dict[ActName, None] = {}
        self._by_article: dict[str, NormRef] = {}
        self.last_article: NormRef | None = None

    def keep_act(self, act: ActName | None, words: str) -> None:
        """Keep an act and the words that named it; None stands for an act that has no name yet."""
        self._said.append((act, words.replace("-", " ")))
        if act:
            self._acts[act] = None

    def keep_provision(self, ref: NormRef) -> None:
        """Keep a provision."""
        if ref.article:
            self.last_article = self._by_article[ref.article] = ref

    def last_act(self) -> ActName | None:
        """Give the act cited last; None when it has no name."""
        return self._said[-1][0] if self._said else None

    def act_called(self, word: str) -> ActName | None:
        """Give the act that "predetto" and a kind of act point at."""
        word = word.replace("-", " ")
        near = reversed(self._said[-_REACH:])
        return next((act for act, words in near if _may_be_called(act, words, word)), None)

    def act_of_article(self, article: str | None) -> ActName | None:
        """Give the act of which an article with this label was cited last."""
        ref = self._by_article.get(article or "")
        return ref.name if ref else None

    def only_act(self) -> ActName | None:
        """Give the act cited so far when it is one."""
        return next(iter(self._acts)) if len(self._acts) == 1 else None

    def nearest_acts(self) -> tuple[ActName, ...]:
        """Give the acts cited last, the nearest first."""
        return tuple(reversed(self._acts))[:_CANDIDATES]


def _may_be_called(act: ActName | None, words: str, word: str) -> bool:
    """Tell whether an act that was named with some words may be called by a word again."""
    if act is None:
        return word.split()[0] in words
    if word in ("codice", "testo unico"):
        return word in words or act.kind.startswith(word.replace(" ", "."))
    if word == "provvedimento":
        return True
    if word == "decreto" or "presidente" in word:
        return "decreto" in act.kind
    word = {"d.lgs.": "decreto legislativo", "legge regionale": "legge"}.get(word, word)
    return act.kind.replace(".", " ").startswith(word) or word in words
