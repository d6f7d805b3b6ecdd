"""Colleagues as a table: what they do, where they work, whom they follow."""


def test_colleagues_of_a_profession_are_told_with_whom_they_follow(begin):
    talk = begin(about="")
    reply = talk.ask("infermieri con meno di 6 persone seguite")

    assert [line.text.partition(":")[0] for line in reply.lines] == ["Antonio Cattaneo", "Irene Greco"]
    assert talk.ask("chi di loro ha percorsi aperti?").lines[0].text.startswith("Irene Greco")


def test_colleagues_are_counted_by_profession_and_chosen_by_service(begin):
    talk = begin(about="")

    assert talk.ask("operatori per professione").lines[0].text == "Assistente sociale: 5"
    assert {line.text.partition(":")[0] for line in talk.ask("solo quelli dell'ADI").lines} >= {
        "Giulia Costa"
    }
    assert talk.ask("chi non segue nessuno?").lines[0].text.startswith("Sandro Neri")


def test_where_a_colleague_works_is_asked_after_her_number(begin):
    talk = begin(about="")
    talk.ask("numero di telefono dell'assistente sociale De Luca")

    assert talk.ask("dove lavora?").head == "Paola De Luca: lavora per Servizio sociale di Valdoria."


def test_whom_each_follows_is_kept_from_whom_her_role_hides_it(begin):
    reply = begin(about="", role="ufficio_di_piano").ask(
        "infermieri: dove lavorano e quante persone seguono?"
    )

    assert "non è fra ciò che il tuo ruolo vede" in reply.as_markdown()
