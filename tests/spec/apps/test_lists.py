"""The names that the pages of a path give to those who are in it."""

from apps.components.path_lists import UNSEEN, Lists


def test_a_colleague_without_a_tie_to_the_person_has_her_name():
    lists = Lists({}, {"per:ada": {"name": "Ada Prova"}}, {"pra:sara": "Sara Prova"})

    assert lists.name("pra:sara") == "Sara Prova"
    assert lists.names() == {"pra:sara": "Sara Prova", "per:ada": "Ada Prova"}


def test_a_person_who_may_not_be_seen_is_no_code():
    assert Lists({}, {}).name("per:000042") == UNSEEN


def test_words_that_are_no_party_stay_as_they_were_written():
    assert Lists({}, {}).name("una vicina") == "una vicina"
