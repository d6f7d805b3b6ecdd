"""What the conversation proposes is written only after a yes, as proposed, and undone on a word."""

from datetime import date

import pytest

TODAY = date(2026, 11, 22)


@pytest.fixture
def store(open_district):
    store = open_district(9, ada=True)
    yield store
    store.close()


@pytest.fixture
def ada(store, echo):
    """A conversation from Ada's page."""
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    return Talk(store, open_viewer(store, "demo"), echo, TODAY, "per:ada")


@pytest.fixture
def counted(store):
    """Count what the record holds that counts: lines of the diary, open referrals, ties, dismissals."""
    from coordinator.findings.aside import set_aside
    from coordinator.network.record import read_record
    from coordinator.pathway.cases import cases_of, read_case
    from coordinator.protection import open_viewer

    viewer = open_viewer(store, "demo")

    def count():
        view = read_case(store, cases_of(store, "per:ada", viewer)[0], viewer)
        noted = [
            one for one in view.history if one.event.kind == "noted" and one.number not in view.state.void
        ]
        spans = read_record(store, "per:ada", TODAY, viewer).spans
        return {
            "diary": [one.event.text for one in noted],
            "referrals": [one.receiver for one in view.referrals() if one.is_open],
            "ties": len([span for span in spans if span.holds_on(TODAY)]),
            "aside": len(set_aside(store, "per:ada", viewer)),
        }

    return count


ORDERS = [
    ("annota che ha chiamato la figlia", "diary"),
    ("appunta che oggi chi la aiuta di più sta meglio", "diary"),
    ("Apri un invio a Trasporto Il Filo per gli spostamenti", "referrals"),
    ("aggiungi Pasti a domicilio alla rete", "ties"),
    ("metti da parte il rilievo sulla fatica di Lucia perché ne parliamo venerdì", "aside"),
]


@pytest.mark.parametrize(("order", "kind"), ORDERS)
def test_an_order_writes_nothing_until_a_yes_and_then_what_was_proposed(ada, counted, order, kind):
    before = counted()
    proposed = ada.ask(order)
    unchanged = counted()
    done = ada.ask(proposed.choices[0].question)

    assert unchanged == before
    assert done.wrote
    assert [key for key, value in counted().items() if value != before[key]] == [kind]


@pytest.mark.parametrize(("order", "_kind"), ORDERS)
def test_what_was_written_is_undone_on_a_word(ada, counted, order, _kind):
    before = counted()
    ada.ask(ada.ask(order).choices[0].question)

    assert ada.ask("Annulla").head.startswith("Annullato")
    assert counted() == before


def test_the_words_of_a_diary_line_are_written_as_they_were_said(ada, counted):
    ada.ask("Scrivi nel diario: se la figlia manca, chiamare Rosa alle 18")
    ada.ask("sì")

    assert counted()["diary"] == ["se la figlia manca, chiamare Rosa alle 18"]


def test_a_no_or_another_question_drops_a_proposal(ada, counted):
    before = counted()
    ada.ask("annota che ha chiamato la figlia")
    ada.ask("no")
    late = ada.ask("sì")
    ada.ask("annota che ha chiamato la figlia")
    ada.ask("chi la segue?")
    later = ada.ask("sì")

    assert late.head.startswith("Questa proposta non vale più")
    assert later.head.startswith("Questa proposta non vale più")
    assert counted() == before


def test_the_yes_of_an_older_proposal_confirms_no_newer_one(ada, counted):
    older = ada.ask("annota che ha chiamato la figlia").choices[0].question
    ada.ask("aggiungi Pasti a domicilio alla rete")
    before = counted()

    assert not ada.ask(older).wrote
    assert counted() == before


def test_a_finding_is_set_aside_only_with_a_reason(ada, counted):
    asked = ada.ask("metti da parte il rilievo sulla fatica di Lucia")
    with_reason = ada.ask("ne parliamo venerdì in équipe")
    ada.ask("sì")

    assert "Scrivi il motivo" in asked.head
    assert "Motivo: «ne parliamo venerdì in équipe»" in with_reason.head
    assert counted()["aside"] == 1


def test_a_line_is_not_undone_once_somebody_wrote_after_it(ada, store, counted):
    from coordinator.pathway.cases import cases_of, record
    from coordinator.pathway.events import Noted
    from coordinator.protection import open_viewer

    ada.ask("annota che ha chiamato la figlia")
    ada.ask("sì")
    other = open_viewer(store, "demo")
    record(store, cases_of(store, "per:ada", other)[0], Noted(nature="fatto", text="altro"), TODAY, other)

    assert ada.ask("annulla").head.startswith("Non posso più annullarlo")
    assert counted()["diary"] == ["ha chiamato la figlia", "altro"]


def test_whoever_may_not_write_is_told_so_at_once(store, counted):
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    talk = Talk(store, open_viewer(store, "demo", role="medico"), lambda: None, TODAY, "per:ada")
    before = counted()
    reply = talk.ask("aggiungi Pasti a domicilio alla rete")
    talk.ask("sì")

    assert reply.head == "Non posso proporlo: il tuo ruolo non scrive la rete."
    assert counted() == before


@pytest.mark.parametrize(
    ("order", "says"),
    [
        ("annota", "Non posso proporlo"),
        ("aggiungi ADI di Valdoria alla rete", "ha già un legame con ADI di Valdoria"),
        ("aggiungi la Bocciofila alla rete", "Chi aggiungo?"),
        ("apri un invio a Trasporto Il Filo", "Per quale bisogno?"),
        ("apri un invio per gli spostamenti", "A quale servizio?"),
        ("metti da parte il rilievo", "Quale rilievo?"),
    ],
)
def test_what_is_missing_for_a_proposal_is_asked(ada, order, says):
    assert says in ada.ask(order).head


@pytest.mark.parametrize("no", ["", "no", "no, lascia stare", "lascia perdere", "No grazie"])
def test_a_proposal_is_declined_by_its_own_button_and_in_other_words(ada, no):
    declined = ada.ask("scrivi nel diario: prova").choices[-1]
    assert declined.label == "No, lascia stare"

    assert ada.ask(no or declined.question).head == "Va bene, non scrivo niente."
    assert "Va bene" not in ada.ask("chi la segue?").head


@pytest.mark.parametrize("question", ["appuntamenti di questa settimana?", "annotazioni recenti"])
def test_a_word_that_begins_as_an_order_does_is_none(ada, question):
    assert ada.ask(question).intent != "propose"


def test_the_answer_to_a_request_is_written_and_undone(ada, counted):
    ada.ask(ada.ask("Apri un invio a Trasporto Il Filo per gli spostamenti").choices[0].question)
    sent = counted()["referrals"]
    ada.ask(ada.ask("il trasporto ha detto di no, è pieno: registralo").choices[0].question)
    refused = counted()["referrals"]
    ada.ask("annulla")

    assert (sent, refused, counted()["referrals"]) == (["svc:trasporto"], [], ["svc:trasporto"])


def test_a_form_of_the_path_is_written_once_nothing_lacks(ada, store):
    from coordinator.pathway.cases import cases_of, read_case
    from coordinator.protection import open_viewer

    viewer = open_viewer(store, "demo")

    def risks():
        view = read_case(store, cases_of(store, "per:ada", viewer)[0], viewer)
        return [one.risk for one in view.state.risks]

    before = risks()
    for words in ("aggiungi tra i rischi: il cane morde", "fra sei mesi", "gliel'ho detto io"):
        ada.ask(words)

    assert risks() == before
    assert ada.ask("sì").wrote
    assert risks() == [*before, "il cane morde"]
