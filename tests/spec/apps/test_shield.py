"""A remote language model never sees a name: tokens go out, names come back, and one can see what went."""

import json

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from apps.assistant.model import models
from apps.assistant.model.shield import Shield, ShieldedModel, is_local

QUESTION = "Ada Serravalle (SRRDAA41D43E506K, tel. 338 1234567, via Roma 12) e SERRAVALLE ugo: chi li segue?"
SECRETS = ("ada", "serravalle", "ugo", "SRRDAA41D43E506K", "1234567", "Roma")


class Echo(BaseChatModel):
    """Answers with what it was asked, whole, in small pieces, or as a call; remembers it."""

    heard: list[str] = []
    calls: bool = False

    @property
    def _llm_type(self):
        return "echo"

    def bind_tools(self, tools, **kwargs):
        return self

    def _generate(self, messages, stop=None, run_manager=None, **kwargs):
        self.heard.append(json.dumps([message.content for message in messages], ensure_ascii=False))
        said = messages[-1].content
        call = [{"name": "around", "args": {"domanda": said}, "id": "1"}] if self.calls else []
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=said, tool_calls=call))])

    def _stream(self, messages, stop=None, run_manager=None, **kwargs):
        self.heard.append(messages[-1].content)
        said = messages[-1].content
        for at in range(0, len(said), 3):
            yield ChatGenerationChunk(message=AIMessageChunk(content=said[at : at + 3]))


@pytest.fixture
def remote():
    return Echo(heard=[])


@pytest.fixture
def shielded(remote):
    return ShieldedModel(inner=remote, shield=Shield(lambda _text: {"Ada", "Serravalle", "Ugo"}))


def test_no_name_code_or_address_reaches_the_model_and_all_come_back(remote, shielded):
    reply = shielded.invoke([HumanMessage(QUESTION)])

    assert not [secret for secret in SECRETS if secret.casefold() in remote.heard[0].casefold()]
    assert reply.content == QUESTION


def test_names_come_back_whole_while_the_answer_is_coming(remote, shielded):
    pieces = [piece.content for piece in shielded.stream([HumanMessage(QUESTION)])]

    assert "".join(pieces) == QUESTION
    assert not any("[" in piece or "PERSONA" in piece for piece in pieces)
    assert not [secret for secret in SECRETS if secret.casefold() in remote.heard[0].casefold()]


def test_a_call_of_a_function_gets_names_back_too(shielded, remote):
    remote.calls = True
    reply = shielded.bind_tools([]).invoke([HumanMessage("chi segue Ada Serravalle?")])

    assert reply.tool_calls[0]["args"] == {"domanda": "chi segue Ada Serravalle?"}
    assert "Serravalle" not in remote.heard[0]


def test_the_same_name_has_the_same_token_all_through_a_conversation(shielded, remote):
    shielded.invoke([HumanMessage("Chi segue Ada Serravalle?")])
    shielded.invoke([HumanMessage("e per ADA SERRAVALLE che termine corre?")])

    assert ["[PERSONA_1]" in heard for heard in remote.heard] == [True, True]


def test_what_was_sent_is_kept_as_it_left(shielded):
    shielded.invoke([HumanMessage("Chi segue Ada Serravalle?")])

    assert shielded.shield.sent == ["Chi segue [PERSONA_1]?"]


def test_blocks_of_a_message_are_hidden_too(shielded, remote):
    shielded.invoke([HumanMessage([{"type": "text", "text": "Ada Serravalle sta male"}])])

    assert "Serravalle" not in remote.heard[0]


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://127.0.0.1:11434", True), ("localhost:8080", True), ("https://api.esempio.com/v1", False),
        ("http://127.0.0.1.esempio.com", False), (None, False),
    ],
)  # fmt: skip
def test_only_a_model_on_this_machine_goes_without_a_shield(address, local):
    model = type("Model", (), {"base_url": address})()

    assert is_local(model) is local


def test_a_model_named_by_the_setting_is_opened_behind_the_shield(monkeypatch):
    monkeypatch.setattr(
        "langchain.chat_models.init_chat_model", lambda *_a, **_k: FakeListChatModel(responses=["ok"])
    )

    assert isinstance(models.open_model("fornitore:modello"), ShieldedModel)


def test_what_is_asked_of_a_model_is_traced_nowhere_whatever_a_variable_says(monkeypatch):
    import langsmith
    from langsmith.utils import get_env_var, tracing_is_enabled

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setattr(
        "langchain.chat_models.init_chat_model", lambda *_a, **_k: FakeListChatModel(responses=["ok"])
    )
    get_env_var.cache_clear()
    langsmith.configure(enabled=None)
    before = tracing_is_enabled()
    models.open_model("fornitore:modello")
    after = tracing_is_enabled()
    get_env_var.cache_clear()

    assert (before, after) == (True, False)


def test_without_a_model_nothing_is_opened_and_nothing_leaves(monkeypatch):
    monkeypatch.delenv("PONTE_MODEL", raising=False)

    assert models.chosen_model() is None
