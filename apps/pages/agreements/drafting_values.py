"""Collect what the page of a draft shows: each part of the work, with choices, checklist and norms."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from apps.components.days import write_day
from apps.components.path_words import norm_words
from apps.components.words import count, curly, long_day, place_name
from apps.pages.agreements.drafting_forms import ROWS, SINGLES, write_fields
from apps.pages.agreements.drafting_norms import look_up
from apps.pages.task import Task
from coordinator.agreements.checks import check
from coordinator.agreements.checks_annexes import macro_name
from coordinator.agreements.comparing import compare_versions
from coordinator.agreements.duties import TRACK_NAMES, duties
from coordinator.agreements.flow import draw_flow
from coordinator.agreements.instruments import choice_table
from coordinator.agreements.keeping import read_draft
from coordinator.agreements.measures import DECLARED, measures
from coordinator.agreements.planning import areas_with_a_comune
from coordinator.agreements.sheets import say_threshold
from coordinator.agreements.standing import DESKS, cases_seen, watch
from coordinator.agreements.template import MACRO_PHASES, template
from coordinator.model import vocabulary
from coordinator.network.directory import directory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.components.desk import Desk
    from coordinator.agreements.checks import Defect
    from coordinator.agreements.text import Agreement

PARTS = (
    ("parti", "Parti e durata"),
    ("articoli", "Articoli"),
    ("risorse", "Risorse e organismi"),
    ("allegati", "Allegati"),
    ("controllo", "Controllo"),
    ("impegni", "Impegni"),
    ("compiti", "Chi fa che cosa"),
    ("versioni", "Versioni"),
    ("documenti", "Documenti e firma"),
)
KIND_NAMES = {
    "asl": "azienda sanitaria",
    "distretto": "distretto",
    "ambito": "Ambito sociale",
    "comune": "Comune",
    "terzo_settore": "ente del Terzo settore",
    "altro": "altro ente",
}
STATES = {
    "kept": ("mantenuto", "mantenuti", ""),
    "not_kept": ("non mantenuto", "non mantenuti", "alarm"),
    "unknown": ("non si può dire", "di cui non si può dire", "note"),
    "not_yet": ("non ancora dovuto", "non ancora dovuti", "ask"),
    "lapsed": ("scaduto", "scaduti", "note"),
}
"""Status → one, many, tone."""
SEVERITY_NAMES = {"alta": "da mendare prima della firma", "media": "da mendare", "bassa": "da guardare"}
LISTS_OF = {
    "risorse": ("resources", "organs"),
    "allegati": ("phases", "changes", "home"),
    "parti": ("parties",),
}
LIST_NAMES = {
    "parties": "Chi firma", "resources": "Chi mette che cosa", "organs": "Organismi",
    "phases": "Allegato A: le macrofasi", "changes": "Allegato B: che cosa cambia negli enti",
    "home": "Allegato C: LEPS e LEA a casa", "commitments": "Impegni",
}  # fmt: skip
RESPONSIBILITY = {
    "istituzionale": "istituzionale",
    "gestionale": "gestionale e organizzativa",
    "professionale": "professionale",
}


class DraftShown(Task):
    """One draft, as the open part of the work shows it."""

    template = "agreements/drafting.html"

    def __init__(self, desk: Desk, draft_id: str, part: str = "") -> None:
        super().__init__(desk, draft_id)
        self.draft_id = draft_id
        self.part = part if part in dict(PARTS) else "parti"
        self.number = 1  # of the article that is open
        self.editing: tuple[str, int] | None = None  # the row that is being changed
        self.compared: tuple[int, int] | None = None
        self.gone: list[str] | None = (
            None  # norms of the template that are not in force today, once looked up
        )
        self.defects: tuple[Defect, ...] = ()
        self.view = read_draft(desk.store, draft_id, self.viewer)

    @property
    def agreement(self) -> Agreement:
        """The last version."""
        return self.view.agreement

    def values(self) -> dict[str, Any]:
        """Collect what the open part shows."""
        self.view = read_draft(self.desk.store, self.draft_id, self.viewer)
        if self.gone is None:
            self.gone = [
                one.urn for one in look_up(self.desk.library(), self._all_norms(), self.day) if one.gone
            ]
        self.defects = check(self.agreement, out_of_force=self.gone)
        common = {
            "view": self.view, "agreement": self.agreement, "part": self.part, "parts": PARTS, "defects": self.defects,
            "grave": sum(one.rule.severity == "alta" for one in self.defects), "severities": SEVERITY_NAMES,
            "may_write": self.viewer.may("write", "agreement"), "rows": ROWS, "singles": SINGLES,
            "list_names": LIST_NAMES, "lists": LISTS_OF.get(self.part, ()), "choices": self._choices(),
            "editing": self.editing, "fields": self._fields(), "names": self.agreement.names, "show": self._show_cell,
            "row_marks": self._row_marks(),
            "number": self.number, "long_day": long_day, "curly": curly, "legal": norm_words, "write_day": write_day,
            "today": self.day,
        }  # fmt: skip
        extra: dict[str, Callable[[], dict[str, Any]]] = {
            "articoli": self._article_values,
            "impegni": self._standing_values,
            "compiti": self._duty_values,
            "versioni": self._version_values,
        }
        return common | (extra[self.part]() if self.part in extra else {})

    def _all_norms(self) -> list[str]:
        """List every norm on which the template's articles rest."""
        return [urn for model in template().articles for urn in model.norms]

    def _choices(self) -> dict[str, list[tuple[str, str]]]:
        """List what each kind of choice offers."""
        bodies = directory(self.desk.store, self.viewer, kinds=("ente", "comunita"))
        parties = list(self.agreement.names.items())
        words = vocabulary().terms
        areas = sorted({*areas_with_a_comune(self.desk.store, self.viewer), *self.agreement.areas})
        return {
            "bodies": [(one.id, one.name) for one in bodies],
            "kinds": list(KIND_NAMES.items()),
            "areas": [(one, place_name(one)) for one in areas],
            "area_list": [(one, place_name(one)) for one in areas],
            "party": parties,
            "parties": parties,
            "measures": [(key, one.label) for key, one in measures().items()],
            "resource_kinds": [
                ("denaro", "denaro"),
                ("personale", "personale"),
                ("sede", "sede"),
                ("strumenti", "strumenti"),
            ],
            "needs": [(key, curly(term.label)) for key, term in words["needs"].items()],
            "responsibility": list(RESPONSIBILITY.items()),
            "macro_phases": [(one, macro_name(one)) for one in MACRO_PHASES],
            "instruments": [(key, one.name) for key, one in choice_table().instruments.items()],
            "organ_names": [(one.name, one.name) for one in self.agreement.organs],
            "commitment_list": [(one.id, one.what) for one in self.agreement.commitments],
        }

    def _fields(self) -> dict[str, dict[str, Any]]:
        """Give what each form shows: the row that is being changed, or what was typed and refused."""
        found: dict[str, dict[str, Any]] = {}
        for name, (_, asks) in ROWS.items():
            if self.editing and self.editing[0] == name:
                found[name] = write_fields(asks, getattr(self.agreement, name)[self.editing[1]])
            elif self.typed.get("list") == name:
                found[name] = {one.name: self.typed.get(one.name, "") for one in asks}
        found["front"] = write_fields(SINGLES["front"], self.agreement)
        found["money"] = write_fields(SINGLES["money"], self.agreement)
        found["verification"] = write_fields(SINGLES["verification"], self.agreement.verification)
        if single := self.typed.get("single"):
            found[str(single)] |= {key: str(said) for key, said in self.typed.items() if "." not in key}
        return found

    def _row_marks(self) -> dict[str, str]:
        """Tell the rows of a list apart for their drafts, by what they hold: their places change."""
        marks = {name: f"art. {self.number}" if name == "commitments" else "" for name in ROWS}
        if self.editing:
            name, at = self.editing
            row = getattr(self.agreement, name)[at].model_dump_json()
            marks[name] = blake2b(row.encode(), digest_size=6).hexdigest()
        return marks

    def _show_cell(self, name: str, value: Any, choices: Mapping[str, list[tuple[str, str]]]) -> str:  # noqa: ANN401
        """Write a cell of a row in words."""
        if isinstance(value, tuple):
            return ", ".join(self.agreement.names.get(str(one), str(one)) for one in value) or "–"
        if value is None or value == "":
            return "–"
        if hasattr(value, "isoformat"):
            return long_day(value)
        words = dict(choices.get(name, ()))
        if name in {"amount", "total"}:
            return f"{value:,.0f}".replace(",", ".")
        return words.get(str(value), self.agreement.names.get(str(value), str(value)))

    def _article_values(self) -> dict[str, Any]:
        """Collect the open article, with the guidance, norms and remarks on it."""
        article = self.agreement.article(self.number) or self.agreement.articles[0]
        model = template().of_topic(article.topic)
        settled = {comma.settles: comma.text for comma in article.commi if comma.settles}
        own = "\n".join(comma.text for comma in article.commi if not comma.settles)
        drafted = self.live.drafted()
        return {
            "article": article,
            "unsaved": [
                one.number
                for one in self.agreement.articles
                if f"save_article|number={one.number}" in drafted
            ],
            "model": model,
            "settled": settled,
            "own": own,
            "cited": look_up(self.desk.library(), model.norms if model else (), self.day),
            "remarks": [one for one in self.view.remarks if one.article == article.number],
            "commitments": [
                (number, one)
                for number, one in enumerate(self.agreement.commitments)
                if one.article == article.number
            ],
            "measures": measures(),
            "threshold": say_threshold,
            "here": [one for one in self.defects if one.place.split(",")[0] == f"art. {article.number}"],
        }

    def _standing_values(self) -> dict[str, Any]:
        """Collect how the commitments stand today."""
        if not self.viewer.may("read", "territory"):
            return {"stands": None}
        signed = self.view.signed_version
        watched = (
            read_draft(self.desk.store, self.draft_id, self.viewer, signed).agreement
            if signed
            else self.agreement
        )
        found = watch(self.desk.store, watched, self.day, self.viewer, self.view.declared)
        counts = {key: sum(stand.status == key for stand in found) for key in STATES}
        tally = [
            (count(counts[key], one, several), tone)
            for key, (one, several, tone) in STATES.items()
            if counts[key]
        ]
        return {
            "stands": found,
            "seen": cases_seen(
                self.desk.store,
                {case for stand in found if stand.figure for case in stand.figure.against},
                self.viewer,
            ),
            "states": STATES,
            "measures": measures(),
            "declared": DECLARED,
            "desks": DESKS,
            "threshold": say_threshold,
            "tally": tally,
        }

    def _duty_values(self) -> dict[str, Any]:
        """Collect the responsibility table and its sheet."""
        return {"duties": duties(self.agreement), "tracks": TRACK_NAMES, "flow": draw_flow(self.agreement)}

    def _version_values(self) -> dict[str, Any]:
        """Collect the versions, and what differs between two."""
        if self.compared is None:
            return {"changes": None, "compared": None}
        texts = [
            read_draft(self.desk.store, self.draft_id, self.viewer, one).agreement for one in self.compared
        ]
        return {"changes": compare_versions(texts[0], texts[1]), "compared": self.compared}
