"""Who coordinates a district hands the record to other systems and takes theirs in, from one page."""

import json
from base64 import b64decode, b64encode
from datetime import date
from types import SimpleNamespace

import pytest

from apps.pages.house.exchange import Exchange
from coordinator.district import generate, load
from coordinator.protection import open_viewer

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
PATIENT = {
    "resourceType": "Patient",
    "id": "x",
    "name": [{"family": "Moro", "given": ["Ines"]}],
    "photo": [{"url": "a"}],
}


@pytest.fixture
def page(store, tmp_path):
    viewer = open_viewer(store, "demo")
    load(store, generate(9, 7), viewer)
    return made(store, viewer)


def made(store, viewer):
    desk = SimpleNamespace(store=store, today=lambda: date(2026, 3, 2), viewer=lambda: viewer, demo=True)
    page = Exchange(desk)
    page.sent = []
    page.live._send_msg = page.sent.append
    page.show()
    return page


def send(page, content):
    file = {"name": "loro.json", "base64": b64encode(json.dumps(content).encode()).decode()}
    page._handle({"act": "open", "file": file})
    return " ".join(page.live.html.split())


def test_a_file_comes_in_and_what_stays_outside_is_told(page):
    text = send(page, PATIENT)

    assert "1 in più" in text
    assert "Patient.photo.url" in text
    assert "non c’era niente di nuovo" in send(page, PATIENT)


def test_a_file_that_cannot_come_in_is_told_by_field(page):
    text = send(page, PATIENT | {"gender": "donna"})

    assert "Non è stato scritto niente" in text
    assert "campo gender" in text


@pytest.mark.parametrize(("what", "first"), [("fhir", "resourceType"), ("hsds", "organization")])
def test_what_goes_out_is_a_file_that_comes_in_again(page, what, first):
    page._handle({"act": what})
    (file,) = page.sent
    content = json.loads(b64decode(file["base64"]))

    assert next(iter(content)) == first
    assert "fra i file scaricati" in page.live.html
    assert "non c’era niente di nuovo" in send(page, content)


def test_a_nurse_is_told_whose_task_it_is(store, page):
    nurse = made(store, open_viewer(store, "irene", role="infermiere_famiglia"))

    assert "spetta al coordinatore" in nurse.live.html
    assert 'data-act="fhir"' not in nurse.live.html
    nurse._handle({"act": "fhir"})
    assert nurse.sent == []
