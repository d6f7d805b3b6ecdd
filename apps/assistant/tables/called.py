"""Make a query of a table out of the arguments of a function: whoever wrote them may say nothing that nobody asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from apps.assistant.tables.arguments import BOUNDS, DOWN, words_of
from apps.assistant.tables.asked_words import shared, split
from apps.assistant.tables.linking import linked
from apps.assistant.tables.measures import IN_DAYS
from apps.assistant.tables.reading import BUT, Reading
from apps.assistant.tables.table import Word
from apps.assistant.tables.times import named_time
from knowledge.search.words import terms

if TYPE_CHECKING:
    from apps.assistant.tables.query import Query

FIGURE = re.compile(r"\d+")

EXCEPT = re.compile(r" (?:tranne|eccett\w+|esclus\w+|esclud\w+|salvo|a parte|meno che) ")
"""By what a question leaves some rows out, and says nothing else."""


class NotThereError(Exception):
    """What is asked is not in the record, or may not be read: no argument mends it, and the rules answer."""


class ArgumentError(Exception):
    """Arguments ask what the question does not, or leave out what it asks; the message says in Italian what to mend."""


@dataclass(slots=True)
class Called(Reading):
    """A query while it is made of arguments."""

    asked: str = ""  # the question, and the one before it, as `split` writes them
    figures: set[float] = field(
        default_factory=set
    )  # numbers that the arguments have taken from the question

    def made_of(self, args: Any, question: str, before: str = "") -> Query:  # noqa: ANN401  made from the table
        """
        Make the query.

        Parameters
        ----------
        args
            An instance of what `arguments_of` describes.
        question, before
            What was asked, and what was asked before it.

        Returns
        -------
        Query
            Each condition is told as one that was read from words.

        Raises
        ------
        ArgumentError
            If a name, a number or a time is not of the question, or a number or an exception of it is left out.
        NotThereError
            If no row names what it names, or nothing is the asker's own.
        """
        self.asked = f"{split(question)}{split(before)}"
        self.words = split(question)
        whether = bool(self._match(shared()["whether"])) and not self._match(shared()["asking"])
        self.query = replace(self.query, whether=whether, counts=args.quanti)
        self._conditions(args)
        if getattr(args, "ordina_per", None):
            self._order(self.spec.columns[args.ordina_per], down=args.verso == DOWN)
        if args.primi:
            self._of_question(args.primi)
            self.query = replace(self.query, first=args.primi)
        for key in getattr(args, "mostra", ()):
            self._show(self.spec.columns[key])
        totals = tuple(dict.fromkeys(getattr(args, "somma", ())))
        self.query = replace(self.query, totals=totals, by=getattr(args, "per", None) or "")
        self._nothing_left(split(question))
        return self.query

    def _conditions(self, args: Any) -> None:  # noqa: ANN401
        """Ask for the rows that are as the arguments say, in the order in which words are read."""
        for one in getattr(args, "numeri", ()):
            self._of_question(one.valore)
            told = {"n": f"{one.valore:g}"} | ({BOUNDS[one.prova]: one.prova} if BOUNDS[one.prova] else {})
            self._bound(self.spec.columns[one.colonna], told)
        known = words_of(self.spec)
        for name in ("quali", "tranne"):
            for said in getattr(args, name, ()):
                column, word = known[said]
                self._also_word(column, word, {}, not_=name == "tranne")
        for name, test in (("senza", "empty"), ("con", "filled")):
            for key in getattr(args, name, ()):
                column = self.spec.columns[key]
                said = column.lacking if test == "empty" else f"con {column.title}"
                self._also_word(column, Word(said, (), test), {}, not_=False)
        for phrase in getattr(args, "frasi", ()):
            self._phrase(phrase)
        for one in getattr(args, "giorni", ()):
            self._time(one)
        if getattr(args, "miei", False):
            self._mine()
        for one in getattr(args, "nomi", ()):
            self._name(one)

    def _mine(self) -> None:
        """Ask for those that the asker sees to herself."""
        if not self.own:
            message = "chi chiede non è fra chi se ne occupa"
            raise NotThereError(message)
        self.words = " miei "
        self._read_mine()

    def _phrase(self, phrase: str) -> None:
        """Ask for what a phrase says, if all of it is understood."""
        self._takes_figures(phrase)
        self.words = split(phrase)
        held = self.query
        self._read_words()
        if self.left or self.query == held:
            message = f"frasi: «{phrase}» non si capisce; usa un altro campo"
            raise ArgumentError(message)

    def _name(self, one: Any) -> None:  # noqa: ANN401
        """Ask for the rows that name something, by those words of it that the question says."""
        self._takes_figures(one.valore)
        asked = {stem for word in self.asked.split() for stem in terms(word)}
        words = split(one.valore).split()
        said = [word for word in words if asked.intersection(terms(word)) or f" {word} " in self.asked]
        column = self.spec.columns[one.colonna]
        named = f" {' '.join(said)} "
        link = linked(named, replace(self.spec, columns={column.key: column}), self.rows) if said else None
        if not said:
            message = f"nomi: «{one.valore}» non è fra le parole della domanda"
            raise ArgumentError(message)
        if link is None:
            message = f"«{one.valore}» non è scritto in nessuna riga ({column.title})"
            raise NotThereError(message)
        self.words = f" {BUT}{named}" if one.tranne else named
        self._also_link(link)

    def _time(self, one: Any) -> None:  # noqa: ANN401
        """Ask for the rows of some days, if all of what says which is understood."""
        self._takes_figures(one.quando)
        column = self.spec.columns[one.colonna]
        words = split(one.quando)
        time = named_time(words, self.day, past=column.past)
        if time is None or f"{words[: time.start]}{words[time.end :]}".strip():
            message = (
                f"giorni: «{one.quando}» non si capisce; scrivilo come nella domanda, o come "
                "«questa settimana», «entro il 30 novembre», «a ottobre», «negli ultimi 30 giorni»"
            )
            raise ArgumentError(message)
        self._also(column.key, "within", f"{column.title} {time.said}", value=time.first, last=time.last)

    def _takes_figures(self, text: str) -> None:
        """Hold that each number of a text is one of the question."""
        for figure in FIGURE.findall(split(text)):
            self._of_question(float(figure))

    def _of_question(self, number: float) -> None:
        """Hold that a number is one of the question, as it is or turned into days."""
        units = (1, *(days for stem, days in IN_DAYS.items() if f" {stem}" in self.asked))
        said = {float(one) for one in FIGURE.findall(self.asked)}
        taken = {one for one in said if any(one * unit == number for unit in units)}
        if not taken and number not in {0, *units}:  # none, the only one, "un mese"
            message = f"il numero {number:g} non è nella domanda: toglilo"
            raise ArgumentError(message)
        self.figures |= taken

    def _nothing_left(self, question: str) -> None:
        """Hold that no number and no exception of the question is left out."""
        left = {float(one) for one in FIGURE.findall(question)} - self.figures
        if left:
            numbers = ", ".join(f"{one:g}" for one in sorted(left))
            message = f"la domanda dice anche {numbers}: mettilo fra gli argomenti"
            raise ArgumentError(message)
        if (but := EXCEPT.search(question)) and not any(one.not_ for one in self.query.conditions):
            message = f"la domanda dice «{but[0].strip()}»: metti fra gli argomenti che cosa resta fuori"
            raise ArgumentError(message)
