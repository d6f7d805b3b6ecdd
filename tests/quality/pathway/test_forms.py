"""The audit of the forms: nothing is asked twice, and nothing that the record already knows."""

import re
from collections import Counter
from pathlib import Path

from apps import pages
from coordinator.model import Person
from coordinator.pathway.cases import process_of
from coordinator.pathway.forms import forms_table

KNOWN = {column.name for column in Person.__mapper__.columns} | {"tax_code", "address", "age"}
OFFERED = {"rete", "professionisti", "famiglia", "squadra", "bisogni", "bisogni_caso", "obiettivi",
           "interventi", "risorse", "rischi", "compiti", "enti", "servizi", "chi_fa", "incaricati"}  # fmt: skip


def test_no_datum_is_asked_by_two_forms():
    asked = Counter(
        (form.event, str(sorted(form.fixed.items())), field.name)
        for form in forms_table().values()
        for field in form.fields
    )

    assert [datum for datum, times in asked.items() if times > 1] == []


def test_no_form_asks_what_the_person_s_record_holds():
    asked = {field.name for form in forms_table().values() for field in form.fields}

    assert asked & (KNOWN - {"name", "kind"}) == set()


def fields_of_pages():
    """Read from every page's template the fields that it asks: template → names."""
    asked = {}
    home = Path(pages.__file__).parent
    for page in home.rglob("*.html"):
        found = re.findall(
            r'<(?:input|select|textarea)[^>]*\bname="([a-z_]+)"', page.read_text(encoding="utf-8")
        )
        asked[page.relative_to(home).as_posix()] = set(found)
    return asked


def test_a_person_s_own_data_are_asked_on_no_page_but_the_first_that_makes_her():
    own = {
        "given_name",
        "family_name",
        "born_on",
        "died_on",
        "sex",
        "tax_code",
        "phone",
        "address",
        "born_in",
    }

    asking = {name for name, asked in fields_of_pages().items() if asked & own}

    assert len(fields_of_pages()) > 40
    assert asking <= {
        "house/wizard.html",
        "services/directory.html",
    }  # the wizard's first person; a service's own telephone


def test_the_pages_of_a_path_write_by_the_forms_and_ask_nothing_beside_them():
    beside = {"giorno", "day", "reason", "until", "by", "file", "named", "from", "to", "quantity", "need", "sender",
              "receiver", "area", "instrument", "among", "chosen", "paper", "cerca"}  # fmt: skip
    asked_by = {
        name: asked for name, asked in fields_of_pages().items() if name.startswith(("cases/", "day/work"))
    }

    assert {name: asked - beside for name, asked in asked_by.items() if asked - beside} == {}


def test_whoever_and_whatever_the_record_knows_is_offered_and_not_typed():
    parties = {"party", "by", "owner", "who", "responsible", "caller", "need", "goal", "resource", "risk"}
    typed = [
        (form.id, field.name)
        for form in forms_table().values()
        for field in form.fields
        if field.name in parties and field.offered is None and not field.choices
    ]

    assert typed == [("obiettivo", "goal"), ("rischio", "risk")]  # where they are first said
    lists = {field.offered for form in forms_table().values() for field in form.fields if field.offered}
    assert lists <= OFFERED


def test_a_call_and_its_triage_ask_at_most_twelve_things():
    asked = [
        field for form in ("contatto", "triage") for field in forms_table()[form].fields if field.required
    ]

    assert len(asked) + len(("giorno", "area", "strumento")) <= 12


def test_each_form_is_asked_in_phases_that_exist():
    phases = {*process_of("non_autosufficienza").phases, "sempre"}

    assert all(form.phases <= phases for form in forms_table().values())
