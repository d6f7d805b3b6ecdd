"""Of who looked at a record one asks next when, in which role, why and who wrote; as far as the role may know."""


def test_why_and_at_which_hour_are_asked_next(begin):
    conversation = begin("per:ada", "assistente_sociale")
    conversation.ask("chi ha guardato la scheda di Ada?")

    why = conversation.ask("per quale scopo?")

    assert why.intent == "table_log"
    assert any("per prendersi cura della persona" in one.text for one in why.lines)
    assert any("alle" in one.text for one in conversation.ask("a che ora?").lines)


def test_who_wrote_is_told_apart_from_who_read(begin):
    conversation = begin("per:ada", "assistente_sociale")
    conversation.ask("chi ha guardato la scheda di Ada?")

    assert conversation.ask("chi ha modificato qualcosa?").head.startswith(
        "Accessi per Ada Serravalle, in scrittura"
    )


def test_who_may_not_know_who_looked_is_told_nothing_next(begin):
    conversation = begin("per:ada", "medico")
    conversation.ask("chi ha guardato la scheda?")

    assert conversation.ask("per quale motivo?").intent != "table_log"
