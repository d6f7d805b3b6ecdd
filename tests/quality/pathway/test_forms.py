"""The audit of the forms: nothing is asked twice, and nothing that the record already knows."""

from collections import Counter

from coordinator.model import Person
from coordinator.pathway.cases import process_of
from coordinator.pathway.forms import forms_table

KNOWN = {column.name for column in Person.__table__.columns} | {"tax_code", "address", "age"}
OFFERED = {"rete", "professionisti", "famiglia", "squadra", "bisogni", "bisogni_caso", "obiettivi",
           "interventi", "risorse", "rischi", "enti", "servizi", "chi_fa"}  # fmt: skip


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
