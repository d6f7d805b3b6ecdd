"""A person asks of herself in her own words; a daughter who represents nobody is told why she sees nothing."""

import pytest

TODAY_OF = {"ada.serravalle": "per:ada", "lucia.bruni": "per:lucia"}


@pytest.fixture(scope="module")
def herself(walked, cards):
    """Begin a conversation as the person, or as her daughter, from no page in particular."""
    from datetime import date

    from apps.assistant import Talk
    from coordinator.model import Account
    from coordinator.protection import open_viewer

    with walked.writing() as session:
        session.add_all(Account(user=user, role="persona", party_id=own) for user, own in TODAY_OF.items())
    yield lambda user: Talk(walked, open_viewer(walked, user), lambda: cards, date(2026, 11, 22))
    with walked.writing() as session:
        for user in TODAY_OF:
            session.delete(session.query(Account).filter_by(user=user).one())


@pytest.mark.parametrize(
    ("question", "intent", "told"),
    [
        ("chi mi segue?", "around", "Paola De Luca: case manager"),
        ("chi ha guardato la mia scheda?", "seen", "la scheda di Ada"),
        ("che cosa c'è nel mio piano?", "plan", "bagno assistito"),
        ("mio figlio Marco da quando mi aiuta?", "around", "Marco Bruni: figlio"),
        ("di che cosa ho bisogno io?", "needs", "spostarsi"),
    ],
)
def test_a_person_is_answered_from_her_own_record(herself, question, intent, told, shown):
    reply = herself("ada.serravalle").ask(question)

    assert (reply.intent, reply.person_id) == (intent, "per:ada")
    assert told in shown(reply)


@pytest.mark.parametrize(
    "question",
    [
        "chi ha deciso il piano di mamma?",
        "io sono la figlia, chi ha preso la decisione sul piano di mamma",
        "quando torna l'infermiera da mia madre?",
        "quanto resta del budget di mia mamma",
    ],
)
def test_who_represents_nobody_is_told_why_and_whom_to_ask(herself, question):
    reply = herself("lucia.bruni").ask(question)

    assert reply.head.startswith("La scheda di cui parli non è fra quelle che vedi")
    assert "Chiedi al PUA" in reply.head
    assert reply.lines == ()


def test_a_right_is_asked_of_the_norms_whoever_speaks_of_her_mother(herself):
    reply = herself("lucia.bruni").ask("ho diritto ai permessi per assistere mia madre?")

    assert reply.intent == "norms"
    assert "L. 104/1992" in reply.answer.answer
