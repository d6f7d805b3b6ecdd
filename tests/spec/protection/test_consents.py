"""Three bases, never mixed: law, which no word stops; consent, which one word stops; the right to say no."""

from datetime import date

import pytest

from coordinator.errors import ConsentError, NotYoursError, RestsOnLawError, UnknownPartyError
from coordinator.model import Account
from coordinator.network.record import find_people
from coordinator.protection import open_viewer, policy
from coordinator.protection.bases import bases, care_consents
from coordinator.protection.consent import effect, say, words_of
from coordinator.protection.research import export
from coordinator.store.records import Records, Signature, write_records

TODAY = date(2026, 3, 2)
BEFORE = date(2025, 1, 1)


@pytest.fixture
def place(ada, store):
    """Olga, of a cooperative that knows Ada and gives her no service; Pia, of the day centre that has Ada."""
    practitioners = [
        {"id": f"pra:{name}", "name": name.title(), "profession": "educatore"} for name in ("olga", "pia")
    ]
    services = [
        {"id": "svc:coop", "name": "Cooperativa Aurora", "service_kind": "centro_diurno"},
        {"id": "svc:centro", "name": "Centro diurno", "service_kind": "centro_diurno"},
    ]

    def tie(start, end, kind):
        return {"from_id": start, "to_id": end, "kind": kind, "since": BEFORE}

    ties = [
        tie("pra:olga", "svc:coop", "lavora_presso"), tie("pra:pia", "svc:centro", "lavora_presso"),
        tie("per:ada", "svc:coop", "segnalato"), tie("per:ada", "svc:centro", "in_carico"),
    ]  # fmt: skip
    with store.writing() as session:
        records = Records(practitioners=practitioners, services=services, ties=ties)
        write_records(session, records, Signature("prova", store.clock()))
        for user in ("olga", "pia"):
            session.add(Account(user=user, role="terzo_settore", party_id=f"pra:{user}", name=user.title()))
        session.add(Account(user="ada", role="persona", party_id="per:ada", name="Ada"))
        session.add(Account(user="lia", role="persona", party_id="per:lia", name="Lia"))
        session.add(Account(user="nurse", role="infermiere_famiglia", party_id="pra:pia", name="Nora"))
    return store


@pytest.fixture
def herself(place):
    return open_viewer(place, "ada")


def sees_ada(store, user):
    viewer = open_viewer(store, user)
    try:
        viewer.require("read", "network", of="per:ada")
    except NotYoursError:
        assert "per:ada" not in [one.id for one in find_people(store, "ada", viewer)]
        return False
    assert "per:ada" in [one.id for one in find_people(store, "ada", viewer)]
    return True


def test_without_her_consent_who_gives_no_service_does_not_see_her(place):
    assert not sees_ada(place, "olga")


def test_a_consent_opens_the_sharing_and_taking_it_back_really_stops_it(place, herself):
    say(place, "per:ada", "terzo_settore", herself, given=True, day=TODAY, by="Ada", recipient="svc:coop")
    assert sees_ada(place, "olga")

    say(place, "per:ada", "terzo_settore", herself, given=False, day=TODAY, by="Ada", recipient="svc:coop")
    assert not sees_ada(place, "olga")


def test_taking_consent_back_never_stops_what_rests_on_law(place, herself):
    """The day centre has Ada in its hands, and the nurse follows her: neither rests on her consent."""
    for recipient in (None, "svc:centro", "svc:coop"):
        say(place, "per:ada", "terzo_settore", herself, given=False, day=TODAY, by="Ada", recipient=recipient)

    assert sees_ada(place, "pia")
    assert sees_ada(place, "nurse")


@pytest.mark.parametrize("sharing", ["cura", "organizzazione", "registro"])
def test_no_consent_is_asked_nor_taken_back_where_law_is_the_basis(place, herself, sharing):
    with pytest.raises(RestsOnLawError, match="rests on law"):
        say(place, "per:ada", sharing, herself, given=False, day=TODAY, by="Ada")


def test_a_word_about_one_recipient_counts_before_a_word_about_all(place, herself):
    say(place, "per:ada", "terzo_settore", herself, given=True, day=TODAY, by="Ada")
    assert sees_ada(place, "olga")

    say(place, "per:ada", "terzo_settore", herself, given=False, day=TODAY, by="Ada", recipient="svc:coop")
    assert not sees_ada(place, "olga")


def test_a_consent_to_one_sharing_opens_no_other(place, herself):
    say(place, "per:ada", "scuola", herself, given=True, day=TODAY, by="Ada")
    say(place, "per:ada", "ricerca", herself, given=True, day=TODAY, by="Ada")

    assert not sees_ada(place, "olga")


def test_the_effect_of_a_word_is_computed_before_it_is_said_and_is_what_happens(place, herself):
    yes = effect(place, "per:ada", "terzo_settore", herself, given=True)

    assert [(one.name, one.places) for one in yes.gain] == [("Olga", ("Cooperativa Aurora",))]
    assert [(one.name, one.law) for one in yes.keep] == [("Pia", True)]
    assert not sees_ada(place, "olga")  # nothing was written

    say(place, "per:ada", "terzo_settore", herself, given=True, day=TODAY, by="Ada")
    no = effect(place, "per:ada", "terzo_settore", herself, given=False)
    assert [one.name for one in no.lose] == ["Olga"]
    assert [one.name for one in no.keep] == ["Pia"]


def test_what_was_said_stays_on_record_and_the_last_word_counts(place, herself):
    say(place, "per:ada", "ricerca", herself, given=False, day=BEFORE, by="Ada")
    say(place, "per:ada", "ricerca", herself, given=True, day=TODAY, by="Lia, sua figlia")

    found = words_of(place, "per:ada", herself)
    assert [(one.sharing, one.given, one.by, one.day) for one in found] == [
        ("ricerca", True, "Lia, sua figlia", TODAY)
    ]


def test_nobody_says_a_word_for_another(place):
    with pytest.raises(NotYoursError):
        say(place, "per:ada", "ricerca", open_viewer(place, "lia"), given=False, day=TODAY, by="Lia")


def test_who_says_no_to_research_is_in_no_export(place, herself, tmp_path):
    with place.writing() as session:
        six = [{"id": f"per:p{n}", "given_name": "Ida", "family_name": "Sala"} for n in range(6)]
        write_records(session, Records(persons=six), Signature("prova", place.clock()))
    researcher = open_viewer(place, "studiosa", role="ricercatore", purpose="ricerca")
    before = export(place, researcher, to=tmp_path / "a", key=tmp_path / "k", on=TODAY)
    say(place, "per:ada", "ricerca", herself, given=False, day=TODAY, by="Ada")
    after = export(place, researcher, to=tmp_path / "b", key=tmp_path / "k", on=TODAY)

    gone = {row["pseudonimo"] for row in before.table("persone")} - {
        row["pseudonimo"] for row in after.table("persone")
    }
    assert (before.rows["persone"], after.rows["persone"], len(gone)) == (8, 7, 1)


@pytest.mark.parametrize(("day", "by"), [(date(2027, 1, 1), "Ada"), (TODAY, " ")])
def test_a_word_to_come_or_of_nobody_is_refused(place, herself, day, by):
    with pytest.raises(ConsentError):
        say(place, "per:ada", "ricerca", herself, given=True, day=day, by=by)
    assert words_of(place, "per:ada", herself) == ()


def test_a_recipient_that_is_not_there_is_refused(place, herself):
    with pytest.raises(UnknownPartyError):
        say(
            place, "per:ada", "terzo_settore", herself, given=True, day=TODAY, by="Ada", recipient="svc:altro"
        )


def test_bases_name_roles_of_the_policy_and_are_never_mixed():
    roles = set(policy().labels)
    for one in bases().values():
        assert one.roles <= roles
        assert one.asked == (one.kind != "law")
    assert not set(care_consents()) & set(bases())
