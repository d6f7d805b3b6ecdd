"""Scales are scored by their own rule; a missing answer leaves the total undefined."""

import pytest

from coordinator.pathway.scales import ScaleError, Score, read_scales, score

ALONE, HELPED, OTHERS = "da sola", "con un aiuto", "solo se altri lo fanno"
ASKED = ("alzarsi", "lavarsi", "mangiare", "terapia", "uscire")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([ALONE] * 5, Score(0, "poco aiuto", ())),
        ([HELPED, HELPED, ALONE, ALONE, ALONE], Score(2, "poco aiuto", ())),
        ([OTHERS, HELPED, ALONE, ALONE, ALONE], Score(3, "aiuto in più momenti", ())),
        ([OTHERS] * 5, Score(10, "aiuto quasi sempre", ())),
        ([OTHERS] * 4, Score(None, None, ("uscire",))),
    ],
)
def test_a_scale_is_scored_by_its_rule(answers, expected):
    assert score(read_scales()["vita_a_casa"], dict(zip(ASKED, answers, strict=False))) == expected


def test_an_answer_that_the_scale_does_not_know_is_refused():
    with pytest.raises(ScaleError, match="lavarsi"):
        score(read_scales()["vita_a_casa"], {"lavarsi": "forse"})


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("{name: x, questions: [], bands: []}", "licence"),
        ("{name: x, source: s, licence: l, questions: [{id: a, text: t, answers: {x: 3}}],"
         " bands: [{up_to: 2, words: w}]}",
         "greatest total, 3"),
    ],
)  # fmt: skip
def test_a_scale_without_licence_or_whose_bands_fall_short_is_refused(row, fault):
    with pytest.raises(ScaleError, match=fault):
        read_scales(f"scales: {{mia: {row}}}")
