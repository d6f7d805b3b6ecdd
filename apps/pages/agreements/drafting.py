"""Draft an agreement between bodies, from the template to the signature: what each button and form does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.acts import UnknownActError, number_of
from apps.components.days import read_day, write_day
from apps.components.frame import argument
from apps.components.papers import MIMES, write_paper
from apps.pages.agreements.drafting_forms import ROWS, SINGLES, read_fields
from apps.pages.agreements.drafting_values import LIST_NAMES, PARTS, DraftShown
from apps.pages.agreements.drafts import ABOVE, HEADING, Drafts
from apps.pages.task import MissingError, show_task
from coordinator.agreements.checks import check
from coordinator.agreements.drafts import BadFigureError, NotReadyError, StaleDraftError
from coordinator.agreements.flow import draw_flow
from coordinator.agreements.keeping import read_draft, save_version
from coordinator.agreements.remarks import answer_remark, remark
from coordinator.agreements.sheets import lay_out_agreement, lay_out_checklist, lay_out_duties
from coordinator.agreements.signing import declare, sign
from coordinator.agreements.template import template
from coordinator.agreements.text import Article, Comma, read_agreement
from coordinator.exchange.pictures import picture_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.agreements.text import Agreement
    from coordinator.pathway.sheets import Sheet


def show_drafting(desk: Desk) -> None:
    """Fill the document with the drafts of agreements, or with one of them."""
    if draft_id := argument("id"):
        task = Drafting(desk, draft_id, argument("parte"))
        title = task.view.agreement.title or "Accordo senza titolo"
        show_task(desk, "protocolli", title, task=task, here="servizi", above=ABOVE)
        return
    lead = "Si scrivono qui gli accordi fra azienda sanitaria, Ambito, Comuni e Terzo settore, dal modello alla firma."
    show_task(desk, "protocolli", HEADING, lead, task=Drafts(desk), here="servizi")


class Drafting(DraftShown):
    """One draft, and what may be done with it."""

    def acts(self) -> Mapping[str, Callable[[Act], None]]:
        """Return what the page may ask."""
        return {
            "part": self._turn, "article": self._turn, "save_article": self._save_article, "traces": self._traces,
            "row": self._save_row, "edit": self._edit, "drop": self._drop, "single": self._save_single,
            "remark": self._remark, "answer": self._answer, "compare": self._compare, "back": self._back,
            "figure": self._declare, "paper": self._paper, "sign": self._sign,
        }  # fmt: skip

    def _turn(self, act: Act) -> None:
        """Open another part or article."""
        self.editing = None
        if act["act"] == "part":
            self.part = str(act["to"]) if str(act["to"]) in dict(PARTS) else self.part
        else:
            self.part, self.number = "articoli", number_of(act, "to")
        self.typed = {}

    def _save(self, agreement: Agreement, note: str, done: str) -> None:
        """Save a version; who saved meanwhile is told."""
        try:
            number = save_version(
                self.desk.store, self.draft_id, agreement, self.view.version, self.viewer, note
            )
        except StaleDraftError as error:
            self.view = read_draft(self.desk.store, self.draft_id, self.viewer)
            message = (
                "Qualcun altro ha salvato intanto. Qui c’è la sua versione, con quello che avevi scritto tu: "
                "guarda, e salva di nuovo se va bene così."
            )
            raise MissingError(message) from error
        before, self.editing = self.agreement, None
        if number == self.view.version:
            self.said("Non è cambiato nulla.")
            return
        self.said(f"{done} Versione {number}.", lambda: self._undo(before, number))

    def _undo(self, before: Agreement, number: int) -> None:
        """Save again what there was before a version, unless somebody has saved since."""
        note = f"annullata la versione {number}"
        try:
            save_version(self.desk.store, self.draft_id, before, number, self.viewer, note)
        except StaleDraftError as error:
            message = "Qualcun altro ha salvato dopo: riprendi la versione giusta dalla parte «Versioni»."
            raise MissingError(message) from error

    def _changed(self, **pieces: Any) -> Agreement:
        """Make the agreement anew with some pieces changed."""
        return read_agreement({**self.agreement.model_dump(), **pieces})

    def _save_article(self, act: Act) -> None:
        """Save the commi of an article, then open it again."""
        number = number_of(act, "number")
        self.number = number
        commi = [
            Comma(settles=key.removeprefix("settles."), text=str(text or "").strip())
            for key, text in act.items()
            if key.startswith("settles.")
        ]
        commi += [Comma(text=line.strip()) for line in str(act.get("own") or "").splitlines() if line.strip()]
        area = str(act.get("area") or "") or None
        heading = str(act.get("heading") or "").strip()
        self._put_article(
            number, {"commi": [one.model_dump() for one in commi], "area": area, "heading": heading}
        )
        self._save(self._next, f"art. {number}", f"Articolo {number} salvato.")

    def _put_article(self, number: int, pieces: dict[str, Any]) -> None:
        """Keep for saving the agreement with one article changed."""
        articles = [
            one.model_dump() | (pieces if one.number == number else {}) for one in self.agreement.articles
        ]
        self._next = self._changed(articles=articles)

    def _traces(self, act: Act) -> None:
        """Fill the empty commi of an article, or of all, with the template's words."""
        only = number_of(act, "number") if act.get("number") else None
        articles = [_traced(one) if only in {None, one.number} else one for one in self.agreement.articles]
        self._save(
            self._changed(articles=[one.model_dump() for one in articles]),
            "traccia del modello",
            "Traccia inserita: rileggila e cambiala.",
        )

    def _save_row(self, act: Act) -> None:
        """Save a row of one of the lists, a new one or the one that is being changed."""
        name = _list_of(act)
        values = read_fields(ROWS[name][1], act)
        rows = [one.model_dump() for one in getattr(self.agreement, name)]
        changed = self.editing[1] if self.editing and self.editing[0] == name else None
        if name == "parties":
            values |= {
                "name": dict(self._choices()["bodies"]).get(values["id"], values["id"]),
                "area": values["area"] or None,
            }
        if name == "commitments":
            values["article"] = self.number
            values["id"] = rows[changed]["id"] if changed is not None else _next_id(rows)
        if changed is None:
            rows.append(values)
        else:
            rows[changed] |= values
        pieces: dict[str, Any] = {name: rows}
        if name == "commitments" and changed is None:
            cover = self.agreement.verification
            pieces["verification"] = cover.model_dump() | {"covers": (*cover.covers, values["id"])}
        self._save(self._changed(**pieces), LIST_NAMES[name].lower(), "Salvato.")

    def _edit(self, act: Act) -> None:
        """Open a row to change it."""
        self.editing = (_list_of(act), number_of(act, "row"))
        self.typed = {}

    def _drop(self, act: Act) -> None:
        """Take a row out; the version before still has it."""
        name, number = _list_of(act), number_of(act, "row")
        rows = [one.model_dump() for one in getattr(self.agreement, name)]
        gone = rows.pop(number)
        pieces: dict[str, Any] = {name: rows}
        if name == "commitments":
            cover = self.agreement.verification
            left = tuple(one for one in cover.covers if one != gone["id"])
            pieces["verification"] = cover.model_dump() | {"covers": left}
        self._save(
            self._changed(**pieces),
            f"{LIST_NAMES[name].lower()}, tolta una riga",
            "Tolto; resta nella versione di prima.",
        )

    def _save_single(self, act: Act) -> None:
        """Save a group of fields that the agreement has once."""
        name = str(act["single"])
        values = read_fields(SINGLES[name], act)
        pieces = {"verification": values} if name == "verification" else values
        if name == "verification":
            pieces = {"verification": values | {"organ": values["organ"] or ""}}
        self._save(self._changed(**pieces), "frontespizio" if name == "front" else name, "Salvato.")

    def _remark(self, act: Act) -> None:
        """Keep what a party says of an article."""
        body, text = str(act.get("body") or ""), str(act.get("text") or "").strip()
        if not body or not text:
            message = "Servono due cose: quale parte parla, e che cosa dice."
            raise MissingError(message)
        remark(self.desk.store, self.draft_id, number_of(act, "number"), body, text, self.viewer)
        self.said("Osservazione scritta.")

    def _answer(self, act: Act) -> None:
        """Answer a remark."""
        text = str(act.get("text") or "").strip()
        if not text:
            message = "Scrivi che cosa si è deciso."
            raise MissingError(message)
        answer_remark(self.desk.store, self.draft_id, number_of(act, "remark"), text, self.viewer)
        self.said("Risposta scritta.")

    def _compare(self, act: Act) -> None:
        """Choose two versions to compare."""
        first, second = sorted((number_of(act, "first"), number_of(act, "second")))
        self.compared = (first, second)

    def _back(self, act: Act) -> None:
        """Save an older version again, as the newest."""
        number = number_of(act, "version")
        old = read_draft(self.desk.store, self.draft_id, self.viewer, number).agreement
        self._save(old, f"ripresa la versione {number}", f"Ripresa la versione {number}.")

    def _declare(self, act: Act) -> None:
        """Keep a figure that no record can count."""
        day = read_day(str(act.get("day") or write_day(self.day)))
        try:
            declare(self.desk.store, self.draft_id, str(act["commitment"]), str(act.get("figure") or ""), day,
                    str(act.get("document") or ""), self.viewer)  # fmt: skip
        except BadFigureError as error:
            message = "Scrivi la cifra in numeri, e il documento che la mostra."
            raise MissingError(message) from error
        self.said("Cifra scritta, con il suo documento.")

    def _paper(self, act: Act) -> None:
        """Hand over a document."""
        name, ending = str(act["paper"]), str(act["format"])
        sheets: dict[str, Callable[[], Sheet]] = {
            "accordo": lambda: lay_out_agreement(self.agreement, self.view.version),
            "controllo": lambda: lay_out_checklist(self.agreement, check(self.agreement), self.day),
            "compiti": lambda: lay_out_duties(self.agreement, picture_of(draw_flow(self.agreement))),
        }
        self.live.hand_over(f"{name}.{ending}", write_paper(sheets[name](), ending), MIMES[ending])

    def _sign(self, act: Act) -> None:
        """Write down the signature: the agreement enters the network."""
        day = read_day(str(act.get("day") or write_day(self.day)))
        try:
            sign(self.desk.store, self.draft_id, self.view.version, day, self.viewer)
        except NotReadyError as error:
            left = len(error.defects)
            message = f"Non si può firmare: cose gravi da completare, {left}. Sono nella parte «Controllo»."
            raise MissingError(message) from error
        self.said("Firma scritta. L’accordo è un legame fra gli enti, e i suoi impegni sono seguiti.")


def _traced(article: Article) -> Article:
    """Fill the empty commi of an article with the template's words."""
    model = template().of_topic(article.topic)
    if model is None:
        return article
    held = {comma.settles: comma.text for comma in article.commi if comma.settles}
    commi = tuple(Comma(settles=item.id, text=held.get(item.id) or item.starter) for item in model.settles)
    own = tuple(comma for comma in article.commi if not comma.settles)
    return article.model_copy(update={"commi": (*commi, *own)})


def _list_of(act: Act) -> str:
    """Return the list that an act is about: one of those that the page shows."""
    name = str(act["list"])
    if name not in ROWS:
        raise UnknownActError
    return name


def _next_id(rows: list[dict[str, Any]]) -> str:
    """Give a commitment a name that no other has."""
    taken = {row["id"] for row in rows}
    return next(name for number in range(1, len(rows) + 2) if (name := f"i{number}") not in taken)
