"""Which provisions a question names, however it is typed."""

import pytest

from knowledge.search.naming import act_names, named_in

NAMES = act_names([])


@pytest.mark.parametrize(
    ("question", "urn"),
    [
        ("cosa prevede l'articolo 14 della legge 328 del 2000?", "urn:nir:stato:legge:2000-11-08;328~art14"),
        ("l.328/00 art 19", "urn:nir:stato:legge:2000-11-08;328~art19"),
        ("art.24 dlgs 62 2024", "urn:nir:stato:decreto.legislativo:2024-05-03;62~art24"),
        (
            "d.lgs 502/92 art 3 septies comma 4",
            "urn:nir:stato:decreto.legislativo:1992-12-30;502~art3septies-com4",
        ),
        ("articolo quattordici della legge quadro", "urn:nir:stato:legge:2000-11-08;328~art14"),
        ("art. 3 della legge quadro sull'handicap", "urn:nir:stato:legge:1992-02-05;104~art3"),
        ("la legge di bilancio 2021", "urn:nir:stato:legge:2020-12-30;178"),
    ],
)
def test_a_reference_is_read_as_it_is_typed(question, urn):
    assert [ref.urn for ref in named_in(question, NAMES)] == [urn]


def test_a_follow_up_takes_act_and_article_from_the_answer_before():
    refs = named_in("e il comma 2?", NAMES, ("urn:nir:stato:legge:2000-11-08;328~art14-com1",))

    assert [ref.urn for ref in refs] == ["urn:nir:stato:legge:2000-11-08;328~art14-com2"]


def test_a_question_without_reference_names_nothing():
    assert named_in("chi paga la retta?", NAMES) == ()
