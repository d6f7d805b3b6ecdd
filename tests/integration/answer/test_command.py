"""The commands that others rely on."""

import json

import pytest
from click.testing import CliRunner

from apps.cli.ask import ask, search, verify


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("PONTE_VECTORS", "off")

    def invoke(command, *arguments, **options):
        store = ["--store", str(tmp_path / "home"), "--on", "2026-03-02"]
        return CliRunner().invoke(command, [*arguments, *store], **options)

    return invoke


def test_a_batch_gives_one_answer_a_line_with_its_id(run, tmp_path):
    batch = tmp_path / "questions.jsonl"
    questions = [
        {"id": "a", "question": "A che cosa serve il punto unico di accesso?"},
        {"id": "b", "question": "chi ha vinto?"},
    ]
    batch.write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
    lines = [json.loads(line) for line in run(ask, "--batch", str(batch)).output.splitlines()]

    assert [line["id"] for line in lines] == ["a", "b"]
    assert [line["status"] for line in lines] == ["answered", "refused"]
    assert {"quotes", "facts", "options", "refusal", "completeness", "corpus_version", "elapsed_ms"} <= set(
        lines[0]
    )


def test_a_search_ranks_articles_once_each(run):
    line = json.loads(run(search, "punto unico di accesso", "--top", "5").output)
    articles = [(found["urn"], found["article"]) for found in line["ranked"]]

    assert len(articles) == len(set(articles)) == 5


def test_a_bad_line_of_a_batch_is_named(run, tmp_path):
    batch = tmp_path / "questions.jsonl"
    batch.write_text('{"id": "a", "question": "chi?"}\n{oops\n', encoding="utf-8")

    assert "Riga 2" in run(ask, "--batch", str(batch)).output


def test_verify_fails_on_a_text_without_citations(run):
    result = run(verify, "-", input="Va tutto bene.")

    assert result.exit_code == 1
    assert "nessun" in result.output.lower() or "non c'è" in result.output
