"""Pages, exports and the work of a search tell nobody of what is reserved: two districts, one answer, word by word."""

import os
import random
import re
import sqlite3
from datetime import date
from types import SimpleNamespace

import pytest
from bokeh.document import Document
from jinja2 import ChainableUndefined
from panel.custom import JSComponent
from panel.io.state import set_curdoc
from sqlalchemy import event

from apps.cli.exports import KINDS, Job
from apps.components.desk import Desk
from apps.components.live import Live
from apps.pages import PAGES, ROUTES
from apps.prompt import Ponte
from apps.prompt.shown import as_html
from apps.settings import Settings
from coordinator.errors import CoordinatorError, UnknownPartyError
from coordinator.network import ego
from coordinator.network.duplicates import Candidate, find_duplicates
from coordinator.network.record import find_people, read_record
from coordinator.protection import open_viewer, policy
from coordinator.territory.supply import read_supply

DAY = date(2026, 11, 22)
TOLD = {"coordinatore_distretto", "coordinatore_sociale", "case_manager"}
"""Roles that the policy gives hidden ties to."""
ROLES = [role for role in policy().grants if role not in TOLD]
EMPTY = {"modello", "esempio"}
"""Exports that hold nothing of the record."""
ATTEMPTS = int(os.environ.get("PONTE_ATTEMPTS", "60"))
SECRET = re.compile("zefira|quornoth|melograno|qrnzfr|0999123456", re.IGNORECASE)
NORMS = {"/norme", "/domande", "/protocolli", "/strumento", "/programmazione", "/mappa"}
"""Pages that open the archive of norms, or whose drawing is compared elsewhere."""


def shown(store, viewer, route, asked, monkeypatch):
    """Open a page as a session would; returns all the words and addresses that it shows."""
    made, begin = [], JSComponent.__init__

    def noted(component, *words, **named):
        begin(component, *words, **named)
        made.append(component)

    def no_norms():
        message = "no norms here"
        raise CoordinatorError(message)

    desk = Desk(
        store=store, home=None, library=no_norms, assistant=no_norms, today=lambda: DAY, viewer=lambda: viewer,
        user=lambda: viewer.user, demo=True,
    )  # fmt: skip
    document = Document()
    sent = {name: [text.encode()] for name, text in asked.items()}
    request = SimpleNamespace(arguments=sent, cookies={}, headers={}, nonce="x")
    document._session_context = lambda: SimpleNamespace(
        request=request, id="s", token="", logged_out=False, server_context=None, session=None
    )
    with monkeypatch.context() as patch, set_curdoc(document):
        patch.setattr(JSComponent, "__init__", noted)
        PAGES[route](desk)
    values = {"roots": ChainableUndefined(), "plot_script": "", **document.template_variables}
    inner = re.search(r"<main[^>]*>(.*)</main>", document.template.render(**values), re.DOTALL)[1]
    return inner + "".join(one.html for one in made if isinstance(one, Live))


def test_no_page_shows_what_is_reserved_nor_that_there_is_something(worlds, monkeypatch):
    clean, planted, hidden = worlds
    rng, leaks = random.Random(8), []
    persons = ["per:ada", hidden["her"], hidden["place"], hidden["service"], "per:nessuna"]
    routes = [route for route in ROUTES if route not in NORMS]
    for number in range(ATTEMPTS):
        route, role = routes[number % len(routes)], rng.choice(ROLES)
        asked = {"id": rng.choice(persons)} if rng.random() < 0.7 else {}
        asked |= (
            {"cerca": rng.choice(["Zefira Quornoth", "Quornoth 1988", "Melograno"])}
            if rng.random() < 0.4
            else {}
        )
        user = f"chi.{list(policy().grants).index(role)}" if rng.random() < 0.5 else "programma"
        purpose = rng.choice(policy().purposes_of[role])
        told = [
            shown(store, open_viewer(store, user, role=role, purpose=purpose), route, asked, monkeypatch)
            for store in (clean, planted)
        ]
        typed = re.compile("|".join(map(re.escape, [*asked.values(), "per%3A", "svc%3A"])) or "$^")
        if told[0] != told[1] or ("cerca" not in asked and SECRET.search(typed.sub("", told[1]))):
            at = next((i for i, (a, b) in enumerate(zip(*told, strict=False)) if a != b), 0)
            leaks.append((route, role, asked, told[0][at - 60 : at + 90], told[1][at - 60 : at + 90]))
    assert not leaks, f"{len(leaks)} of {ATTEMPTS}: {leaks[:3]}"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in EMPTY])
def test_no_export_carries_what_is_reserved_whoever_asks(worlds, kind, tmp_path):
    from importlib import import_module

    module, name = KINDS[kind].write.split(":")
    write, leaks, written = getattr(import_module(module), name), [], 0
    for role in policy().grants:
        for person in (None, "per:ada", worlds[2]["her"]):
            told = []
            for number, store in enumerate(worlds[:2]):
                target = tmp_path / f"{role}-{person or ''}-{number}{KINDS[kind].endings[0]}".replace(
                    ":", "-"
                )
                purpose = policy().purposes_of[role][0]
                try:
                    write(
                        Job(
                            store,
                            open_viewer(store, "programma", role=role, purpose=purpose),
                            target,
                            DAY,
                            person,
                        )
                    )
                except Exception as error:  # noqa: BLE001 - a refusal of any kind is what is told
                    told.append(re.sub(r"\d+ parties|holds \d+", "", str(error)))
                    continue
                told.append(content(target))
                written += 1
            if person != worlds[2]["her"] and SECRET.search(told[1]):
                at = SECRET.search(told[1]).start()
                leaks.append((role, person, told[1][max(0, at - 150) : at + 60]))
    assert leaks == []
    assert written


def content(target):
    """Read all that an export wrote, unpacked."""
    import zipfile

    found = []
    for path in sorted(target.rglob("*")) if target.is_dir() else [target]:
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                found += [archive.read(one).decode("utf-8", "replace") for one in archive.namelist()]
        else:
            found.append(path.read_text(encoding="utf-8", errors="replace"))
    return "\n".join(found)


def test_who_is_hidden_is_in_no_count_of_a_territory(worlds):
    def counted(store):
        supply = read_supply(store, DAY, open_viewer(store, "programma", role="ufficio_di_piano"))
        return [
            sorted(frame.rows(), key=repr)
            for frame in (supply.needs, supply.services, supply.meets, supply.care)
        ]

    before, now = map(counted, worlds[:2])
    assert before[3]
    assert now == before


@pytest.mark.parametrize("role", ["operatore_pua", "medico", "coordinatore_sanitario", "ufficio_di_piano"])
def test_nothing_at_a_prompt_tells_of_who_is_hidden(worlds, role, tmp_path):
    clean, planted, hidden = worlds

    def told(store, ask):
        settings = Settings(home=tmp_path, url=None, user="programma", day=DAY)
        try:
            answer = ask(Ponte(settings, store, open_viewer(store, "programma", role=role)))
        except Exception as error:  # noqa: BLE001 - a refusal of any kind is what is told
            return f"{type(error).__name__} {error}"
        return str(as_html(answer) or getattr(answer, "_repr_html_", answer.__repr__)())

    asked = {
        "find": lambda ponte: ponte.find("Quornoth"),
        "find all": lambda ponte: ponte.find(),
        "map": lambda ponte: ponte.map("per:ada"),
        "map of hers": lambda ponte: ponte.map(hidden["her"]),
        "case": lambda ponte: ponte.case("per:ada"),
        "territory": lambda ponte: ponte.territory(),
    }
    answers = {verb: (told(clean, ask), told(planted, ask)) for verb, ask in asked.items()}
    assert [verb for verb, (before, now) in answers.items() if alike(before) != alike(now)] == []
    assert [verb for verb, (_, now) in answers.items() if SECRET.search(now)] == []


def alike(page):
    """Leave out of what is shown the names that each piece gets anew."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\bp\d+\b|name='[^']*'|\b\w+\d{4,}\b", "", page)


class Work:
    """How much a question costs the store: the statements, and what SQLite's machine does for them."""

    def __init__(self, store):
        self.statements = self.instructions = 0
        self.engine = store.engine
        event.listen(self.engine, "before_cursor_execute", self._asked)

    def _asked(self, connection, *_more):
        self.statements += 1
        raw = connection.connection.driver_connection
        if isinstance(raw, sqlite3.Connection):
            raw.set_progress_handler(self._step, 50)

    def _step(self):
        self.instructions += 1

    def of(self, ask):
        self.statements = self.instructions = 0
        ask()
        return self.statements, self.instructions


@pytest.fixture
def work(worlds):
    made = Work(worlds[1])
    yield made
    event.remove(worlds[1].engine, "before_cursor_execute", made._asked)


@pytest.mark.parametrize("look", [find_people, find_duplicates])
def test_a_search_for_who_is_hidden_works_no_more_than_one_for_nobody(worlds, work, look):
    _, planted, _ = worlds
    viewer, rng = open_viewer(planted, "programma", role="operatore_pua"), random.Random(8)

    def cost(name):
        asked = name if look is find_people else Candidate(*name.split())
        return work.of(lambda: look(planted, asked, viewer))

    def name():
        return "".join(rng.choice("bcdfglmnprstvz") + rng.choice("aeiou") for _ in range(3)).capitalize()

    cost("Prima Volta")
    nobody = [cost(f"{name()} {name()}") for _ in range(40)]
    hidden = [cost("Zefira Quornoth") for _ in range(10)]

    assert {statements for statements, _ in hidden} <= {statements for statements, _ in nobody}
    steps = sorted(instructions for _, instructions in nobody)
    assert steps[0] - 2 <= min(one for _, one in hidden) <= max(one for _, one in hidden) <= steps[-1] + 2


@pytest.mark.parametrize("look", [read_record, ego])
def test_the_id_of_who_is_hidden_works_no_more_than_one_of_nobody(worlds, work, look):
    _, planted, hidden = worlds
    viewer = open_viewer(planted, "programma", role="operatore_pua")
    ask = (planted, hidden["her"], DAY, viewer), (planted, "per:p999", DAY, viewer)

    def cost(given):
        def refused():
            with pytest.raises(UnknownPartyError):
                look(*given)

        return work.of(refused)

    cost(ask[0])
    hers, nobodys = ([cost(given) for _ in range(10)] for given in ask)
    assert {statements for statements, _ in hers} == {statements for statements, _ in nobodys}
    steps = [instructions for _, instructions in nobodys]
    assert min(steps) - 2 <= min(one for _, one in hers) <= max(one for _, one in hers) <= max(steps) + 2
