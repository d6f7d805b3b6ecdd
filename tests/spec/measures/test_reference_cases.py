"""Published cases come out as published, and a case that does not is told apart."""

import json

import pytest
from click.testing import CliRunner

from apps.cli.measures import measures
from coordinator.network.measures import check_cases


def statuses(*cases):
    return [result.status for result in check_cases(cases)]


def case(measure, given, expected, **more):
    return {"id": "x", "measures": [measure], "input": given, "expected": expected, "abs_tol": 0.0005, **more}


def test_all_given_cases_come_out_as_published(shared_dir):
    cases = json.loads((shared_dir / "reference_cases" / "cases.json").read_text(encoding="utf-8"))["cases"]

    results = check_cases(cases)

    assert len(results) >= 63
    assert [(one.id, one.status) for one in results if one.status != "ok"] == []


@pytest.mark.parametrize(
    "given",
    [
        case("coc", {"sequence": "A" * 9 + "B"}, {"COC": 0.8}),
        case("coc", {"sequence": []}, {"COC": None}),
        case("secon", {"sequence": "AB" * 50}, {"SECON": 0}),
        case("secon", {"sequence": "A"}, {"SECON": None}),
        case("mmci", {"visits": 1000, "providers": 10}, {"MMCI": 0.991}),
        case("mmci", {"visits": 1, "providers": 1}, {"MMCI": None}),
        case("upc", {"visits_per_provider": {"A": 3, "B": 1}}, {"UPC": 0.75}),
        case("entropy", {"visits_per_provider": [2, 2]}, {"entropy": 1}),
        case("hhi", {"visits_per_provider": [2, 2]}, {"HHI": 0.5}),
        case("ei_index", {"edges": [[1, 2]], "groups": {"1": "a", "2": "b"}}, {"E": 1, "I": 0, "EI": 1}),
        case("fragmentation", {"edges": [[1, 2], [2, 3]], "remove": [2]}, {"before": 0, "after": 1}),
        case("articulation_points", {"edges": [[1, 2], [2, 3]]}, {"cutpoints": [2]}),
        case("effective_size", {"edges": [[1, 2]], "isolated": [3]}, {"effective_size": {"3": "nan"}}),
        case("gould_fernandez", {"edges": [["a", "b"], ["b", "c"]], "groups": {"a": 1, "b": 1, "c": 1}},
             {"node": "b", "role": "coordinator", "count": 2}),
    ],
)  # fmt: skip
def test_cases_of_other_shapes_run(given):
    assert statuses(given) == ["ok"]


def test_a_wrong_value_differs():
    assert statuses(case("coc", {"sequence": "AAB"}, {"COC": 0.5})) == ["differs"]


def test_zero_where_a_case_says_undefined_differs():
    assert statuses(case("coc", {"sequence": "ABC"}, {"COC": None})) == ["differs"]


def test_undefined_where_a_case_says_zero_differs():
    assert statuses(case("coc", {"sequence": "A"}, {"COC": 0})) == ["differs"]


def test_an_unknown_measure_or_shape_is_unsupported():
    assert statuses(
        case("magic", {"sequence": "AAB"}, {"MAGIC": 1}), case("coc", {"tea leaves": 3}, {"COC": 1})
    ) == ["unsupported", "unsupported"]


def test_an_error_that_a_case_expects_must_come():
    wrong = {"contacts": [["1", "A"], ["A", "1"]]}
    right = {"contacts": [["1", "A"]]}
    expected = {"error": "an id may not be both person and provider"}

    assert statuses(case("care_density", wrong, expected), case("care_density", right, expected)) == [
        "ok",
        "differs",
    ]


def test_the_command_ends_with_the_counts_and_fails_unless_all_are_ok(tmp_path):
    good = [case("coc", {"sequence": "AAB"}, {"COC": 0.333})]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps({"cases": good}), encoding="utf-8")

    fine = CliRunner().invoke(measures, ["check", str(file)])
    file.write_text(
        json.dumps({"cases": [*good, case("coc", {"sequence": "AAB"}, {"COC": 1})]}), encoding="utf-8"
    )
    failed = CliRunner().invoke(measures, ["check", str(file)])

    assert fine.output.splitlines()[-1] == "1 ok, 0 differ, 0 unsupported"
    assert failed.output.splitlines()[-1] == "1 ok, 1 differ, 0 unsupported"
    assert failed.exit_code == 1
    assert json.loads(failed.output.splitlines()[0]).keys() == {"id", "status", "value", "expected"}
