"""Load registers from CSV and XLSX on screen: which column is which, every error with its row, all or nothing."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from apps.components.acts import file_of, number_of
from apps.components.frame import home_of
from apps.components.refused import role_that_may
from apps.components.words import count
from apps.pages.task import MissingError, Task, show_task
from coordinator.errors import NotATableError, RegisterError
from coordinator.exchange.mapping import (
    NEW_CODE,
    Plan,
    as_register,
    check,
    load,
    propose,
    register_called,
    with_columns,
)
from coordinator.exchange.registers import REGISTERS
from coordinator.exchange.template import make_template
from coordinator.exchange.template_words import explain
from coordinator.protection import policy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apps.components.desk import Desk
    from apps.components.live import Act

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200
"""Problems shown at once."""
ONE_AND_MANY = {
    "persone": ("persona", "persone"),
    "nuclei": ("nucleo familiare", "nuclei familiari"),
    "professionisti": ("professionista", "professionisti"),
    "servizi": ("servizio", "servizi"),
    "enti": ("ente", "enti"),
    "comunita": ("gruppo di comunità", "gruppi di comunità"),
    "legami": ("legame", "legami"),
    "ruoli": ("ruolo", "ruoli"),
    "accordi": ("accordo", "accordi"),
    "bisogni": ("bisogno", "bisogni"),
    "contatti": ("contatto", "contatti"),
}
"""Title of a register → what one of its rows is, and many are."""


def show_registers(desk: Desk) -> None:
    """Fill the document with the loading of registers."""
    lead = "Persone, servizi, legami dai vostri elenchi: si carica tutto, oppure niente."
    show_task(
        desk, "registri", "Carica un registro", lead, task=Registers(desk), here=home_of(desk.viewer()).id
    )


class Registers(Task):
    """A file on its way into the record: read, mapped, checked, loaded."""

    template = "house/registers.html"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.file = ""
        self.plans: list[Plan] = []
        self.lacking: list[tuple[int, str]] = []  # sheet and heading that must be there and were not chosen
        self.problems: list[Any] = []
        self.total = 0  # problems, shown or not
        self.counted: dict[str, int] = {}  # rows that can be loaded, once checked
        self.loaded: dict[str, int] = {}

    def acts(self) -> dict[str, Any]:
        """Return what the page may ask."""
        return {
            "open": self._open,
            "register": self._choose,
            "check": self._check,
            "load": self._load,
            "template": self._template,
            "again": self._again,
        }

    def values(self) -> dict[str, Any]:
        """Collect the file, how it is read, and what is wrong with it."""
        return {
            "file": self.file,
            "plans": [_shown(number, plan) for number, plan in enumerate(self.plans)],
            "registers": {register.title: _called(register.title) for register in REGISTERS},
            "problems": self.problems,
            "lacking": self.lacking,
            "words": _words,
            "more": self.total - len(self.problems),
            "total": self.total,
            "ready": rows_words(self.counted),
            "loaded": self.loaded,
            "may_write": self.viewer.may("write", "register"),
            "instead": (instead := role_that_may(self.desk, "write", "register")),
            "persons_too": instead is not None and policy().allows(instead.role, "write", "person"),
            "who": [
                label for role, label in policy().labels.items() if policy().allows(role, "write", "register")
            ],
            "new_code": NEW_CODE,
            "guide": [
                (_called(register.title), [(one.heading, explain(one)) for one in register.columns])
                for register in REGISTERS
            ],
        }

    def _forget(self) -> None:
        """Forget what was found in the file before."""
        self.problems, self.total, self.counted, self.loaded, self.lacking = [], 0, {}, {}, []

    def _again(self, _act: Act) -> None:
        """Begin again with another file."""
        self.file, self.plans = "", []
        self._forget()
        self.typed = {}

    def _open(self, act: Act) -> None:
        """Read a file, and propose which column is which."""
        sent = file_of(act, "file")
        self.typed = {}
        if sent is None:
            message = "Scegli prima un file CSV o XLSX."
            raise MissingError(message)
        self._again(act)
        name, content = sent
        try:
            with TemporaryDirectory() as folder:
                path = Path(folder) / name
                path.write_bytes(content)
                self.plans = propose(path)
        except (NotATableError, OSError) as error:
            message = (
                f"«{name}» non è una tabella che si apre: serve un CSV, o un XLSX di un foglio di calcolo."
            )
            raise MissingError(message) from error
        if not any(plan.rows for plan in self.plans):
            message = f"«{name}» è vuoto: sotto le intestazioni non c’è nessuna riga."
            raise MissingError(message)
        self.file = name

    def _choose(self, act: Act) -> None:
        """Read a sheet as another register."""
        number = number_of(act, "sheet")
        self.plans[number] = as_register(self.plans[number], str(act.get("value") or "") or None)
        self._forget()
        self.typed = {}

    def _check(self, act: Act) -> None:
        """Check every row with the columns that were chosen."""
        self._forget()
        for number, plan in enumerate(self.plans):
            if plan.register is not None:
                ours = [column.heading for column in register_called(plan.register).columns]
                chosen = {heading: str(act.get(f"{number}:{heading}") or "") for heading in ours}
                self.plans[number] = with_columns(plan, chosen)
        self.lacking = lacking(self.plans)
        if self.lacking:
            names = ", ".join(f"«{_words(heading)}»" for _, heading in self.lacking)
            message = (
                f"Scegli qui sotto quale vostra colonna è {names}. Se manca nel file, aggiungila e rileggilo."
            )
            raise MissingError(message)
        if all(plan.register is None for plan in self.plans):
            message = "Di’ almeno per un foglio che registro è: persone, servizi, legami…"
            raise MissingError(message)
        try:
            self.counted = check(self.desk.store, self.plans, self.viewer)
        except RegisterError as error:
            self._tell(error)
        self.typed = {}

    def _load(self, _act: Act) -> None:
        """Load what was checked."""
        try:
            done = load(self.desk.store, self.plans, self.viewer).rows
        except RegisterError as error:
            self._forget()
            self._tell(error)
            return
        self._again({})
        self.loaded = {title: rows for title, rows in done.items() if rows}
        told = rows_words(self.loaded)
        self.said(f"Caricato tutto: {told}.")

    def _tell(self, error: RegisterError) -> None:
        """Keep what is wrong, cell by cell."""
        self.total = len(error.problems)
        self.problems = list(error.problems[:SHOWN])

    def _template(self, act: Act) -> None:
        """Hand over the workbook that explains itself: empty, or filled in with an example."""
        filled = act.get("key") == "filled"
        name = "registri-ponte-esempio.xlsx" if filled else "registri-ponte.xlsx"
        self.live.hand_over(name, make_template(filled=filled), XLSX)
        self.said("Il modello è fra i file scaricati: comincia dal foglio «leggimi».")


def lacking(plans: Sequence[Plan]) -> list[tuple[int, str]]:
    """
    List what must be in a register and is in no column of its sheet.

    Parameters
    ----------
    plans
        How the sheets are to be read.

    Returns
    -------
    list of (int, str)
        Number of the sheet, and our heading.
    """
    return [
        (number, column.heading)
        for number, plan in enumerate(plans)
        if plan.register is not None
        for column in register_called(plan.register).columns
        if column.required and not plan.columns.get(column.heading)
    ]


def _words(heading: str) -> str:
    """Write a heading as words."""
    return heading.replace("_", " ")


def _shown(number: int, plan: Plan) -> dict[str, Any]:
    """Say how a sheet is read: our columns, each with theirs and an example."""
    columns = register_called(plan.register).columns if plan.register else ()
    at = {heading: place for place, heading in enumerate(plan.sheet.headings)}
    unused = [one for one in plan.sheet.headings if one and one not in plan.columns.values()]
    return {
        "number": number,
        "title": plan.title,
        "register": plan.register or "",
        "rows": plan.rows,
        "headings": [one for one in plan.sheet.headings if one],
        "columns": [
            {
                "heading": column.heading,
                "required": column.required,
                "help": explain(column),
                "chosen": plan.columns.get(column.heading, ""),
                "example": _example(plan, at.get(plan.columns.get(column.heading, ""))),
                "is_code": column.heading == "codice",
            }
            for column in columns
        ],
        "unused": unused,
    }


def _called(title: str) -> str:
    """Name a register as one reads it: its title is that of a sheet, without accents."""
    return ONE_AND_MANY[title][1].capitalize()


def rows_words(rows: Mapping[str, int]) -> str:
    """Say how many rows of which registers: ``"1 nucleo familiare, 3 legami"``."""
    return ", ".join(count(many, *ONE_AND_MANY[title]) for title, many in rows.items() if many)


def _example(plan: Plan, place: int | None) -> str:
    """Return the first cell of a column that holds something."""
    if place is None:
        return ""
    held = (str(cells[place]) for _, cells in plan.sheet.rows if place < len(cells) and cells[place])
    return next(held, "")[:40]
