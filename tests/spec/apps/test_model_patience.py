"""A language model that is slow, never ends or fails costs a short wait and a plain note: then the rules answer."""

import time
from datetime import date

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

from apps.assistant.model import models
from apps.assistant.model.calls import ask_for_calls
from apps.assistant.model.patience import Clock, LateError, PatientModel, limits_of
from apps.assistant.model.shield import is_local
from apps.assistant.model.wording import plain_words
from apps.assistant.reply import Line, Reply

TODAY = date(2026, 11, 22)
SHORT = 0.2
FUNCTIONS = [
    {
        "type": "function",
        "function": {"name": "around", "description": "chi la segue", "parameters": {"properties": {}}},
    }
]


class Endless(BaseChatModel):
    """Thinks longer than anybody waits, or writes on and on."""

    thinks: float = 0.0
    asked: list = Field(default_factory=list)
    written: list = Field(default_factory=list)

    @property
    def _llm_type(self):
        return "endless"

    def bind_tools(self, tools, **_how):
        return self

    def _generate(self, messages, stop=None, run_manager=None, **_how):
        self.asked.append(messages)
        time.sleep(self.thinks)
        return ChatResult(generations=[ChatGeneration(message=AIMessage("Il nome è uno di quelli"))])

    def _stream(self, messages, stop=None, run_manager=None, **_how):
        self.asked.append(messages)
        while True:
            time.sleep(0.01)
            self.written.append("Il modulo ")
            yield ChatGenerationChunk(message=AIMessageChunk("Il modulo "))


class Refusing(BaseChatModel):
    """Binds tools, and its server refuses them: so do many small models."""

    bound: bool = False

    @property
    def _llm_type(self):
        return "refusing"

    def bind_tools(self, tools, **_how):
        return Refusing(bound=True)

    def _generate(self, messages, stop=None, run_manager=None, **_how):
        if self.bound:
            message = "smollm2 does not support tools (status code: 400)"
            raise ValueError(message)
        said = '{"tool": "around"}' if "chi la segue" in str(messages[-1].content) else ""
        return ChatResult(generations=[ChatGeneration(message=AIMessage(said))])


def patient(model, seconds=SHORT):
    return PatientModel(inner=model, clock=Clock(seconds))


@pytest.fixture
def talk_with(district, echo):
    """Begin a conversation on Ada in which a model chooses."""
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    def begin(model):
        return Talk(district, open_viewer(district, "demo"), echo, TODAY, "per:ada", lambda: model)

    return begin


def test_a_model_that_thinks_too_long_is_not_waited_for_and_the_rules_answer(talk_with):
    model = patient(Endless(thinks=30))
    talk = talk_with(model)
    talk_with(None).ask("chi la segue?")  # what is read once is read
    began = time.monotonic()

    reply = talk.ask("chi la segue?")

    assert (reply.intent, reply.by_model) == ("around", False)
    assert time.monotonic() - began < 10
    assert model.clock.note.startswith("Il modello linguistico non ha finito entro")


def test_a_model_that_was_late_is_not_asked_again_at_once(talk_with):
    inner = Endless(thinks=30)
    talk = talk_with(patient(inner))
    talk.ask("chi la segue?")
    talk.ask("quale termine sta correndo?")

    assert len(inner.asked) == 1


def test_a_model_that_never_ends_words_nothing_and_writes_no_further():
    inner = Endless()
    reply = Reply("terms", "Un termine.", (Line("Scade il 3 dicembre."),), query="Letto: i termini.")
    began = time.monotonic()

    assert list(plain_words(patient(inner), "quando scade?", reply)) == []
    assert time.monotonic() - began < 5
    time.sleep(0.1)
    written = len(inner.written)
    time.sleep(0.1)
    assert len(inner.written) == written


def test_a_model_that_nobody_listens_to_any_more_writes_no_further():
    inner = Endless()
    coming = patient(inner, seconds=30).stream([HumanMessage("quando scade?")])
    assert next(coming).content == "Il modulo "
    coming.close()
    time.sleep(0.1)
    written = len(inner.written)
    time.sleep(0.1)

    assert len(inner.written) == written


def test_a_model_whose_server_fails_is_told_of():
    class Failing(Endless):
        def _generate(self, *_args, **_how):
            message = "no route to host"
            raise ConnectionError(message)

    model = patient(Failing())

    assert ask_for_calls(model, "scegli", {"domanda": "chi la segue?"}, FUNCTIONS) == []
    assert model.clock.note == "Il modello linguistico non risponde: Ponte ha risposto da solo."


def test_a_model_whose_server_refuses_tools_writes_its_choice():
    model = patient(Refusing(), seconds=5)
    calls = ask_for_calls(model, "scegli", {"domanda": "chi c'è?"}, FUNCTIONS)

    assert [call.name for call in calls] == ["around"]
    assert model.clock.note == ""


def test_how_long_to_wait_is_chosen_and_told_to_the_client_too(monkeypatch):
    class Client(Endless):
        request_timeout: float | None = Field(default=None, alias="timeout")
        max_tokens: int | None = None
        base_url: str = "http://127.0.0.1:11434"

    monkeypatch.setattr("langchain.chat_models.init_chat_model", lambda _name, **how: Client(**how))
    monkeypatch.setenv("PONTE_MODEL_SECONDS", "7")
    model = models.open_model("any:model")

    assert model.clock.seconds == 7
    assert (model.inner.request_timeout, model.inner.max_tokens) == (7, 4096)
    assert limits_of(Endless(), 7) == {}


def test_the_address_that_a_client_took_from_a_variable_says_where_the_model_is():
    class Client:
        def __init__(self, base_url):
            self.base_url = base_url

    class Opened:
        openai_api_base = None

        def __init__(self, base_url):
            self.root_client = Client(base_url)

    class Ollama:
        base_url = None

        def __init__(self, base_url):
            self._client = type("Outer", (), {"_client": Client(base_url)})

    assert is_local(Opened("http://127.0.0.1:8080/v1/"))
    assert is_local(Ollama("http://127.0.0.1:11434"))
    assert not is_local(Opened("https://api.openai.com/v1/"))
    assert not is_local(Ollama("http://10.0.0.7:11434"))


def test_a_question_to_a_model_at_rest_is_refused_at_once():
    model = patient(Endless(thinks=30))
    with pytest.raises(LateError):
        model.invoke([HumanMessage("chi la segue?")])
    began = time.monotonic()
    with pytest.raises(LateError):
        model.invoke([HumanMessage("chi la segue?")])

    assert time.monotonic() - began < 0.1


def test_a_wait_that_is_no_number_is_told_with_its_mend(monkeypatch):
    monkeypatch.setenv("PONTE_MODEL_SECONDS", "molto")

    with pytest.raises(models.ModelMissingError, match="«molto»: scrivi un numero di secondi"):
        models.open_model("any:model")
