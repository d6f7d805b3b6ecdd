"""Every form that writes keeps what is typed in it; the few that do not are named here, each with its reason."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

import apps
from apps.components.desk import Desk
from apps.components.live import Live
from apps.pages.task import Task
from coordinator.protection import open_viewer
from coordinator.store import open_store

HOME = Path(apps.__file__).parent
FORM = re.compile(r"<form\b((?:[^>{]|\{\{.*?\}\}|\{%.*?%\})*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<(?:input|select|textarea)\b(?:[^>{]|\{\{.*?\}\}|\{%.*?%\})*>")
TODAY = date(2026, 11, 22)

LOOKS = "it only shows something: nothing of it is ever written"
FILES = "a browser gives no file back: it must be chosen again"
SECRET = "a password is never kept"
KEEP_NOTHING = {
    ("cases/plan.html", "try"): LOOKS,
    ("people/consents.html", "look"): LOOKS,
    ("day/work_body.html", "calendar"): LOOKS,
    ("agreements/drafting.html", "compare"): LOOKS,
    ("people/duplicates.html", "find"): LOOKS,
    ("territory/governance.html", "move"): LOOKS,
    ("agreements/instrument.html", "choose"): LOOKS,
    ("asking/sent.html", "try"): LOOKS,
    ("network/whatif.html", "remove"): LOOKS,
    ("network/whatif.html", "add"): LOOKS,
    ("network/workshop.html", "compare"): LOOKS,
    ("network/workshop.html", "suppose"): LOOKS,
    ("norms/adding.html", "add"): FILES,
    ("cases/assessment.html", "add_scales"): FILES,
    ("cases/documents.html", "template"): FILES,
    ("house/exchange.html", "open"): FILES,
    ("house/registers.html", "open"): FILES,
    ("house/registers.html", "check"): FILES,
    ("house/registers.html", "ruolo"): LOOKS,
    ("house/rules_body.html", "load"): FILES,
    ("entry/first.html", "inizio"): SECRET,
    ("entry/login.html", "entra"): SECRET,
    ("entry/password.html", "password"): SECRET,
    ("frame.html", "ruolo"): LOOKS,
    ("notice.html", "ruolo"): LOOKS,
    ("frame.html", "esci"): LOOKS,
}


def name_of(path):
    """Name a template as the pages do: by its folder."""
    pages = HOME / "pages"
    return path.relative_to(pages).as_posix() if path.is_relative_to(pages) else path.name


def forms():
    """List every form of every template that is sent to be answered: file, act, what stands in its tag and in it."""
    for path in sorted(HOME.rglob("*.html")):
        for tag, inside in FORM.findall(path.read_text(encoding="utf-8")):
            if act := re.search(r'data-act="([^"]*)"', tag) or re.search(r'method="post" action="([^"]*)"|action="([^"]*)" method="post"', tag):  # fmt: skip # noqa: E501
                yield name_of(path), next(filter(None, act.groups())), tag, inside


def test_the_forms_that_keep_no_drafts_are_these():
    found = {
        (name, act) for name, act, tag, _ in forms() if 'data-drafts="no"' in tag or "data-act" not in tag
    }

    assert found == set(KEEP_NOTHING)


def test_a_form_that_keeps_no_draft_because_of_its_file_has_one():
    for name, act, _, inside in forms():
        if KEEP_NOTHING.get((name, act)) == FILES and act != "check":
            assert 'type="file"' in inside, (name, act)
        if KEEP_NOTHING.get((name, act)) == SECRET:
            assert 'type="password"' in inside, (name, act)


def test_a_search_is_no_form_that_writes():
    for path in HOME.rglob("*.html"):
        for tag, _ in FORM.findall(path.read_text(encoding="utf-8")):
            assert "data-act" in tag or 'method="post"' in tag or 'method="get"' in tag, (path.name, tag)


def test_a_field_with_a_meaning_of_its_own_is_kept_by_its_page():
    """A field that tells the page at each change is a draft of the page's own, or chooses what is shown."""
    own = {"draft", "day", "register", "who"}
    for path in HOME.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r'data-on-change="(\w+)"', text)) <= own, path.name


@pytest.mark.parametrize("path", sorted((HOME / "pages").rglob("*.py")), ids=lambda path: path.name)
def test_every_piece_with_forms_has_a_shelf(path):
    text = path.read_text(encoding="utf-8")
    made = re.findall(r"(?:= Live|= Piece)\((.*)\)", text)
    without = {
        "call.py",
        "archive.py",
    }  # each field of the one is kept by itself; the other has files

    assert path.name in without or all("shelf=" in one for one in made)


def test_every_field_of_the_call_is_kept_by_itself():
    text = (HOME / "pages" / "cases/call_form.html").read_text(encoding="utf-8")

    for field in FIELD.findall(text):
        assert 'type="hidden"' in field or "keep(" in field or "{{ marks }}" in field, field


# what a task does with them


class Rhymes(Task):
    """A task with one form, whose template is written here."""

    template = "rhymes.html"

    def acts(self):
        return {"say": self._say}

    def show(self):
        self.live.draw(f"<p>{self.notice}{self.done}</p>")

    def _say(self, act):
        if not act.get("words"):
            from apps.pages.task import MissingError

            message = "Mancano le parole."
            raise MissingError(message)
        self.said("Detto.")


@pytest.fixture
def desk(tmp_path):
    store = open_store(home=tmp_path)
    yield Desk(
        store, tmp_path, lambda: None, lambda: None, lambda: TODAY, lambda: open_viewer(store, "demo"),
        lambda: "demo",
    )  # fmt: skip
    store.close()


def open_task(desk, about=""):
    task = Rhymes(desk, about)
    task.live._send_msg = lambda data: None
    task.show()
    return task


def drafts_of(task):
    import lxml.html

    return json.loads(lxml.html.fromstring(task.live.html).get("data-drafts"))


def type_in(task, field, value, form="say"):
    task.live._handle_msg({"act": "draft_keep", "form": form, "field": field, "value": value})


def test_what_was_typed_is_there_when_the_page_is_opened_again(desk):
    type_in(open_task(desk), "words", 'Cielo <b>& "mare"')

    (form,) = drafts_of(open_task(desk)).values()
    assert form["fields"] == {"words": 'Cielo <b>& "mare"'}
    assert re.fullmatch(r"(oggi|ieri|il .*) alle \d\d:\d\d", form["at"])


def test_a_draft_goes_when_its_act_is_done_and_stays_when_it_is_refused(desk):
    task = open_task(desk)
    type_in(task, "words", "cielo")
    type_in(task, "words", "mare", form="say|row=2")

    task.live._handle_msg({"act": "say", "draft_of": "say", "words": ""})
    assert set(drafts_of(task)) == {"say", "say|row=2"}

    task.live._handle_msg({"act": "say", "draft_of": "say", "words": "cielo"})
    assert set(drafts_of(task)) == {"say|row=2"}
    assert set(drafts_of(open_task(desk))) == {"say|row=2"}


def test_beginning_again_forgets_the_draft(desk):
    task = open_task(desk)
    type_in(task, "words", "cielo")
    task.live._handle_msg({"act": "draft_drop", "form": "say"})

    assert drafts_of(task) == {} == drafts_of(open_task(desk))


def test_the_same_form_about_another_keeps_its_own(desk):
    type_in(open_task(desk, "cas:1"), "words", "cielo")

    assert drafts_of(open_task(desk, "cas:2")) == {}


def test_what_is_no_text_is_no_draft(desk):
    task = open_task(desk)
    task.live._handle_msg({"act": "draft_keep", "form": "say", "field": "words", "value": ["cielo"]})
    task.live._handle_msg({"act": "draft_keep", "form": "x" * 300, "field": "words", "value": "a"})

    assert task.live.notice != ""
    assert drafts_of(open_task(desk)) == {}


def test_a_piece_without_a_shelf_hands_everything_on():
    heard = []
    piece = Live(heard.append)
    piece._handle_msg({"act": "draft_keep", "form": "a", "field": "b", "value": "c"})

    assert [one["act"] for one in heard] == ["draft_keep"]
    assert piece.drafted() == frozenset()
