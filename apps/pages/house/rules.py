"""Show what a body lays down for its place: territory, patron saint, its own terms, the trial; and change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from apps.components.acts import file_of, whole_number
from apps.components.days import DayError, read_day
from apps.components.drafts import Shelf
from apps.components.frame import environment, page
from apps.components.path_words import norm_words
from apps.components.words import day_and_month, long_day
from apps.pages.cases.faults import NO_DAY, Refusal
from apps.pages.cases.piece import Piece
from apps.pages.house.wizard_place import region_name
from coordinator.errors import NotATableError, RegisterError
from coordinator.exchange.rules_table import load_rules, write_rules_table
from coordinator.network.place import regions
from coordinator.pathway.gates import instruments_table
from coordinator.pathway.local_checks import HOLIDAYS, SATURDAYS, UNITS, LocalRulesError
from coordinator.pathway.local_keeping import keep_patron, keep_rules, read_rows, read_rules
from coordinator.pathway.local_rules import ITALY, LocalRule, terms_on

if TYPE_CHECKING:
    from datetime import date

    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.pathway.terms import Term
    from coordinator.protection import Viewer

FIELDS = {
    "about": "quale termine",
    "length": "durata",
    "unit": "unità",
    "saturday": "il sabato",
    "holiday": "giorno di festa",
    "since": "da quando vale",
    "until": "la fine",
    "source": "quale atto lo dice",
}

NO_SAINT = "Scrivilo come 3/2, oppure 3/2/2026: l’anno non conta."

ONE = {"giorni": "1 giorno", "giorni lavorativi": "1 giorno lavorativo", "mesi": "1 mese", "anni": "1 anno"}


def show_rules(desk: Desk) -> None:
    """Fill the document with the rules of the place."""
    viewer = desk.viewer()
    piece = RulesPiece(desk, viewer)
    page(desk, "house/rules.html", "Le regole dell’ente", "oggi", viewer=viewer, roots={"rules": piece.piece})


class RulesPiece:
    """The rules of the place, the form of one term, and the whole table as a file."""

    def __init__(self, desk: Desk, viewer: Viewer) -> None:
        viewer.require("read", "directory")
        self.desk, self.viewer = desk, viewer
        self.said, self.open = "", ""
        self.refusal = Refusal()
        self.typed: Act = {}
        self.problems: tuple[str, ...] = ()
        self.before: list[LocalRule] | None = None  # the rules that the last writing replaced
        self.piece = Piece(self.handle, shelf=Shelf(desk, viewer, "regole"), afresh=self._begin_anew)
        self.piece.draw(self.html())

    def handle(self, act: Act) -> None:
        """Keep a term, the patron saint or a file, or hand the table over."""
        self.said, self.refusal, self.typed, self.problems = "", Refusal(), act, ()
        before, self.before = self.before, None
        match act["act"]:
            case "table":
                rows = read_rows(self.desk.store, self.viewer)
                self.piece.hand_over("regole.csv", write_rules_table(rows), "text/csv")
                return
            case "term":
                self._keep_term(act)
            case "load":
                self._load(act)
            case "patron":
                self._keep_patron(str(act.get("day") or ""))
            case "undo" if before is not None:
                keep_rules(self.desk.store, before, self.viewer)
                self.said, self.open = "Annullato: valgono di nuovo le regole di prima.", ""
        if self.said:
            self.piece.done()
        self.piece.draw(self.html())

    def _begin_anew(self) -> None:
        """Show the rules as if nothing had been typed."""
        self.refusal, self.typed = Refusal(), {}
        self.piece.draw(self.html())

    def _keep_term(self, act: Act) -> None:
        """Keep a term from the form; the one that held before ends on the day before."""
        self.open = "termine"
        try:
            since = read_day(str(act.get("since") or ""))
        except DayError:
            self.refusal = Refusal("Da correggere: da quando vale.", {"since": NO_DAY})
            return
        row = LocalRule(
            "termine",
            about=str(act.get("about") or ""),
            length=whole_number(str(act.get("length") or "").strip()),
            unit=str(act.get("unit") or ""),
            saturday=str(act.get("saturday") or ""),
            holiday=str(act.get("holiday") or ""),
            since=since,
            source=str(act.get("source") or "").strip() or None,
        )
        before = list(read_rows(self.desk.store, self.viewer))
        rows = [_ended(one, row, since) for one in before]
        try:
            keep_rules(self.desk.store, [*rows, row], self.viewer)
        except LocalRulesError as error:
            faults = {one.field: f"{one.what[:1].upper()}{one.what[1:]}." for one in error.faults}
            self.refusal = Refusal(
                f"Da correggere: {'; '.join(FIELDS.get(one, one) for one in faults)}.", faults
            )
            return
        self.before = before
        self.said, self.open = f"Registrato: vale per chi comincia dal {long_day(since)}.", ""

    def _keep_patron(self, typed: str) -> None:
        """Keep the day of the patron saint; terms are counted anew with it."""
        self.open = "santo"
        before = list(read_rows(self.desk.store, self.viewer))
        try:
            day = read_day(typed if typed.count("/") != 1 else f"{typed}/2024")
        except DayError:
            self.refusal = Refusal(NO_SAINT, {"day": NO_SAINT})
            return
        keep_patron(self.desk.store, day, self.viewer)
        self.before = before
        self.said, self.open = "Registrato: i termini lo contano tra i giorni festivi.", ""

    def _load(self, act: Act) -> None:
        """Put the rules of a file in the place of those that there were."""
        self.open = "file"
        sent = file_of(act, "file")
        if sent is None:
            self.refusal = Refusal("Scegli prima il file.", {"file": "Scegli il file."})
            return
        with TemporaryDirectory() as folder:
            path = Path(folder) / sent[0]
            path.write_bytes(sent[1])
            before = list(read_rows(self.desk.store, self.viewer))
            try:
                kept = load_rules(self.desk.store, path, self.viewer)
            except RegisterError as error:
                self.problems = tuple(map(str, error.problems))
                self.refusal = Refusal(
                    "Niente è stato caricato. Da correggere:", {"file": "Correggi il file."}
                )
                return
            except NotATableError:
                words = "Serve un file CSV o XLSX con le intestazioni della tabella."
                self.refusal = Refusal(words, {"file": words})
                return
        self.before = before
        self.said, self.open = f"Caricate {len(kept)} regole: valgono al posto di quelle di prima.", ""

    def html(self) -> str:
        """Render the rules."""
        local, today = read_rules(self.desk.store, self.viewer), self.desk.today()
        terms = [_term(key, term, free=free) for key, term, free in terms_on(local, today)]
        patron = local.calendar.patron
        return (
            environment()
            .get_template("house/rules_body.html")
            .render(
                local=local,
                life=local.allows(instruments_table()["progetto_di_vita"], today, local.territory),
                patron=day_and_month(*patron) if patron else "",
                saint=f"{patron[1]}/{patron[0]}" if patron else "",
                place=place_words(local.territory),
                terms=terms,
                may_write=self.viewer.may("write", "register"),
                units=UNITS,
                saturdays=SATURDAYS,
                holidays=HOLIDAYS,
                today=today,
                said=self.said,
                can_undo=self.before is not None,
                open=self.open,
                refusal=self.refusal,
                typed=self.typed,
                problems=self.problems,
            )
        )


def place_words(territory: str) -> str:
    """
    Name the territory whose rules hold.

    Parameters
    ----------
    territory
        ``"IT"``, or ``"IT-"`` and a region.

    Returns
    -------
    str
        The name of the region, or the word itself where no region has it.
    """
    if territory == ITALY:
        return "Italia, nessuna variante regionale"
    found = (one for one in regions() if one.id == territory.removeprefix("IT-"))
    return next(map(region_name, found), territory)


def _ended(one: LocalRule, row: LocalRule, since: date) -> LocalRule:
    """End the row that held until now for the same term."""
    held = one.kind == "termine" and one.about == row.about and one.until is None
    return replace(one, until=since - timedelta(days=1)) if held and one.since and one.since < since else one


def _term(key: str, term: Term, *, free: bool) -> dict[str, Any]:
    """Describe a term for the table."""
    counted = []
    if term.unit == "giorni lavorativi" or not term.saturday_works:
        counted.append("il sabato conta" if term.saturday_works else "il sabato non conta")
    if term.on_holiday != "prorogato":
        counted.append("finisce anche in un giorno di festa")
    return {
        "id": key,
        "it": term,
        "length": ONE[term.unit] if term.length == 1 else f"{term.length} {term.unit}",
        "counted": "; ".join(counted),
        "norm": norm_words(term.source) if term.source else "termine locale",
        "free": free,
        "own": term.document is not None or (free and term.valid_from is not None),
    }
