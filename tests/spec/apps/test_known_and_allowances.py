"""The conversation says whether somebody is known already, and which money is written for a person."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "abbiamo già una bellini?",
        "conosciamo già la signora Bellini",
        "è già in carico una certa Bellini?",
        "la signora Bellini è già seguita?",
        "c'è già la scheda di una Bellini?",
    ],
)
def test_who_is_known_already_is_said_with_what_is_active(begin, question):
    reply = begin("", "operatore_pua").ask(question)

    assert reply.head == "Sì, con questo nome vedo 3 persone:"
    assert reply.lines[-1].text == (
        "Wanda Bellini (1929, Pietrachiara): percorso aperto, «Valutazione multidimensionale (UVM)» dal "
        "10 novembre 2026; in carico a Trasporto Il Filo"
    )
    assert reply.lines[0].text == "Clara Bellini (1987, Pietrachiara): niente di attivo"


@pytest.mark.parametrize("question", ["abbiamo già uno scotti?", "risulta già un certo Scotti"])
def test_of_who_is_not_here_it_is_said_and_where_to_begin(begin, question):
    reply = begin("").ask(question)

    assert reply.head.startswith("Fra le persone che vedi non c’è «Scotti».")
    assert ("Apri un percorso", "percorso") in reply.links
    assert reply.query


@pytest.mark.parametrize("question", ["abbiamo già una uvm?", "è già stato firmato il piano?"])
def test_a_thing_is_no_name(begin, question):
    assert begin().ask(question).intent != "find"


def test_who_may_not_see_persons_is_told_of_none(begin, shown):
    assert "1929" not in shown(begin("", "ricercatore").ask("abbiamo già una bellini?"))


def test_an_allowance_that_is_written_is_told_with_its_day_and_paper(begin):
    talk = begin()
    talk.ask("chi ha diritto all'assegno di cura")

    reply = talk.ask("e Ada lo prende?")
    assert reply.head == "Sì, per Ada risulta:"
    assert [line.text for line in reply.lines] == [
        "Una prestazione da Comune di Valdoria, dal 1° giugno 2026, delibera dell’assegno di cura"
    ]
    assert talk.ask("da quando").lines == reply.lines


def test_one_that_is_not_written_is_not_denied(begin):
    reply = begin().ask("Ada prende l'accompagnamento?")

    assert reply.head == "Con questo nome per Ada non è scritto niente. È scritto:"
    assert any("contributo di 600,00 euro, Fondo non autosufficienza" in line.text for line in reply.lines)


def test_of_who_has_none_it_is_said_that_it_may_be_elsewhere(begin):
    assert "Può averne senza che qui risulti" in begin("").ask("Wanda Bellini ha l'accompagnamento?").head


@pytest.mark.parametrize(
    "question",
    [
        "quanto prende di assegno chi assiste un disabile grave",
        "c'è un assegno per il caregiver?",
        "quanto spetta al caregiver",
    ],
)
def test_money_for_who_cares_is_not_answered_with_days_of_leave(begin, question):
    reply = begin("").ask(question)

    assert reply.head.startswith("Nelle norme che ho non trovo un assegno per chi assiste.")
    cited = {quote.citation for _, answer in reply.answers for quote in answer.quotes}
    assert "art. 36, comma 2, D.Lgs. 29/2024" in cited
    assert not any("104/1992" in one for one in cited)


def test_the_plans_contributions_are_closed_to_who_may_not_read_the_budget(begin, shown):
    assert "600,00" not in shown(begin("per:ada", "operatore_pua").ask("che contributi riceve?"))


@pytest.mark.parametrize(
    "question",
    [
        "il fondo per la non autosufficienza le dà qualcosa?",
        "quant'è il contributo dell'Ambito, e l'hanno erogato?",
        "soldi dal fondo non autosufficienza ne ha avuti?",
    ],
)
def test_money_of_a_fund_is_first_her_own_with_the_day_it_was_paid(begin, question):
    reply = begin().ask(question)

    assert [line.text.split(";")[0] for line in reply.lines] == [
        "contributo per igiene e cura della persona: paga Ambito (Comune di Valdoria), Fondo non autosufficienza"
    ]
    assert reply.lines[0].text.endswith("liquidati 600,00 euro il 30 ottobre 2026")


def test_a_fund_in_general_is_of_the_norms(begin):
    assert begin().ask("che cos'è il fondo per la non autosufficienza?").intent == "norms"


def test_what_was_paid_in_all_is_summed(begin):
    head = begin().ask("in totale quanto hanno liquidato finora?").head

    assert "liquidati 1.050,00 euro su 4.084,00 euro" in head


def test_what_relatives_give_in_kind_is_told_alone(begin):
    reply = begin().ask("la quota dei parenti in natura?")

    assert [line.text.split(":")[0] for line in reply.lines] == [
        "ore della figlia per igiene e cura della persona"
    ]


def test_who_may_not_see_money_is_told_no_sum(begin, shown):
    assert "600" not in shown(begin(role="medico").ask("dall'Ambito riceve qualcosa?"))


@pytest.mark.parametrize(
    "question",
    [
        "c'è già Wanda Bellini in archivio?",
        "Wanda Bellini è in archivio?",
        "risulta già Wanda Bellini?",
        "conosciamo già Wanda Bellini?",
    ],
)
def test_where_one_is_known_is_no_part_of_her_name(begin, question):
    reply = begin("").ask(question)

    assert reply.head == "Sì, con questo nome vedo 1 persona:"
    assert reply.lines[0].text.startswith("Wanda Bellini (1929, Pietrachiara): percorso aperto")


def test_whoever_is_not_there_is_not_there_under_her_name_alone(begin):
    assert "«Delia Morandi»" in begin("").ask("c'è già una certa Delia Morandi in anagrafica?").head
