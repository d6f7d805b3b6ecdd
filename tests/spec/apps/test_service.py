"""Starting Ponte: what it prepares, what it refuses, and the mend that it names."""

import socket
from datetime import date

import click
import pytest
from click.testing import CliRunner

from apps.cli.options import common_options
from apps.cli.service import demo, doctor
from apps.serve import open_desk


@pytest.fixture
def run():
    return lambda command, *words: CliRunner().invoke(command, [*map(str, words)])


def test_the_demo_is_prepared_once(run, tmp_path):
    first = run(demo, "--prepare-only", "--store", tmp_path)
    again = run(demo, "--prepare-only", "--store", tmp_path)

    assert "200 persone inventate" in first.output
    assert (first.exit_code, again.exit_code, again.output) == (0, 0, "")


def test_invented_persons_never_mix_with_others(run, tmp_path):
    from coordinator.network.parties import add_party
    from coordinator.protection import open_viewer
    from coordinator.store import open_store

    store = open_store(home=tmp_path)
    add_party(store, "persona", {"given_name": "Vera", "family_name": "Reale"}, open_viewer(store, "demo"))
    store.close()

    refused = run(demo, "--prepare-only", "--store", tmp_path)

    assert refused.exit_code != 0
    assert "non si mescolano ai veri" in refused.output
    assert "--store CARTELLA" in refused.output


def test_a_taken_port_is_told_with_a_free_one(run, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = run(demo, "--port", taken.getsockname()[1], "--store", tmp_path)

    assert refused.exit_code != 0
    assert "è occupata" in refused.output
    assert "--port " in refused.output


def test_the_doctor_names_what_is_missing_and_its_mend(run, tmp_path):
    said = run(doctor, "--store", tmp_path)

    assert said.exit_code == 0
    assert "Archivio: non c’è ancora" in said.output
    assert "rimedio: ponte demo, oppure ponte load FILE" in said.output
    assert "solo schede redazionali" in said.output


@pytest.mark.parametrize(
    ("asked", "shown"), [((), None), (("--on", "2026-03-02"), date(2026, 3, 2))], ids=["none", "one"]
)
def test_the_pages_stay_on_the_day_that_was_asked_for_and_else_follow_the_clock(run, tmp_path, asked, shown):
    opened, before = [], date.today()

    @click.command()
    @common_options
    def look(settings):
        desk = open_desk(settings, demo=False)
        opened.append(desk.today())
        desk.store.close()

    run(look, "--store", tmp_path, *asked)

    assert opened in ([[shown]] if shown else [[before], [date.today()]])  # it may be midnight meanwhile
