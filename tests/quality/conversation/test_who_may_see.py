"""Nothing that an asker may not see comes out of the conversation, in any of its questions, not even as a count."""

import os
from datetime import date

import pytest

ALL = bool(os.environ.get("PONTE_ALL_WORDINGS"))
"""Whether everybody asks every question: otherwise each question is asked by two of the six."""

ROLES = {
    "deluca": ("assistente_sociale", "pra:deluca"),
    "greco": ("infermiere_famiglia", "pra:greco"),
    "fabbri": ("medico", "pra:fabbri"),
    "fontana": ("assistente_sociale", "pra:fontana"),
    "bassi": ("operatore_pua", "pra:bassi"),
    "studiosa": ("ricercatore", None),
}
"""Who asks → role and place in the network."""

STRANGERS = {
    "deluca": ("Ida Quaranta", "Paola Battaglia"),
    "greco": ("Walter Fedele", "Nino Negri"),
    "fabbri": ("Wanda Bellini", "Walter Fedele"),
    "fontana": ("Paola Battaglia",),
}
"""Who asks → persons who are not hers."""


OF_BODIES = {"places", "agreements", "distress", "table_colleagues"}
"""Kinds of answer that name services, bodies and who works for them, some after their town: that is everybody's."""

OF_NOBODY = OF_BODIES | {"norms", "help", "territory", "courtesy", "order", "outside"} | {"table_services"}
"""Kinds of answer that are about no person; those on the territory hide small counts."""


@pytest.fixture(scope="module")
def guarded(open_district):
    """The demo with accounts, and with a hidden service and a hidden helper of Ada's, tied also with another."""
    from coordinator.model import Account
    from coordinator.network import state_tie
    from coordinator.network.statement import Statement
    from coordinator.protection import open_viewer

    store = open_district(200, ada=True, others=date(2026, 11, 22))
    viewer = open_viewer(store, "demo")
    for kind, start, stop in [
        ("in_carico", "per:ada", "svc:antiviolenza"),
        ("segue", "pra:riva", "per:ada"),
        ("si_coordina", "pra:riva", "per:lucia"),
    ]:
        state_tie(store, Statement(kind, start, stop, since=date(2026, 10, 1), hidden=True), viewer)
    with store.writing() as session:
        for user, (role, party) in ROLES.items():
            session.add(Account(user=user, role=role, party_id=party))
    yield store
    store.close()


class Silent:
    """Norms that say nothing: here it is persons that matter."""

    quotes = ()
    refusal = None

    def ask(self, _question, **_how):
        return self

    def territories(self):
        return []

    def at(self, _territory):
        return self


@pytest.fixture(scope="module")
def talk_as(guarded):
    """Begin a conversation as one of the users."""
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    def begin(user, person_id=""):
        return Talk(guarded, open_viewer(guarded, user), Silent, date(2026, 11, 22), person_id)

    return begin


def ask_all(talk_as, wordings, user, person_id):
    """Put the first wording of every question, with another's name where one is named; return what is said."""
    from coordinator.errors import CoordinatorError

    first = [
        words for question, words in wordings if words == question["ask"][0] and not question.get("before")
    ]
    turn = list(ROLES).index(user)
    for at, words in enumerate(first):
        if not ALL and (at + turn) % 3:
            continue
        talk = talk_as(user, person_id)
        try:
            yield words, talk.ask(words)
        except CoordinatorError:
            continue  # refused: nothing was said


@pytest.mark.parametrize("user", list(ROLES))
def test_a_hidden_tie_is_in_no_answer_and_in_no_count(talk_as, wordings, said, user):
    for words, reply in ask_all(talk_as, wordings, user, "per:ada"):
        shown = said(reply)
        if reply.intent in {"places", "norms", "tie"}:
            continue  # the directory of services is everybody's
        assert "antiviolenza" not in shown, words
        assert "carlo riva" not in shown, words
        assert "23 persone, servizi" not in shown, words


def test_who_may_see_hidden_ties_is_told_of_them(talk_as, said):
    shown = said(talk_as("demo", "per:ada").ask("chi c'è intorno?"))

    assert "antiviolenza" in shown
    assert "23 persone, servizi ed enti" in shown


@pytest.mark.parametrize(("user", "strangers"), STRANGERS.items())
def test_a_stranger_is_not_found_whatever_is_asked_of_her(talk_as, wordings, said, user, strangers):
    for stranger in strangers:
        family = stranger.split()[-1]
        for question, words in wordings:
            if words != question["ask"][0] or question.get("before") or "Ada Serravalle" not in words:
                continue
            reply = talk_as(user).ask(words.replace("Ada Serravalle", stranger))
            assert not reply.lines or reply.intent in {"norms", "help", "my_day", "cases"}, (user, words)
            shown = said(reply).replace(stranger.casefold(), "")
            assert family.casefold() not in shown, (user, words)


@pytest.mark.parametrize("user", ["deluca", "greco", "fabbri", "fontana"])
def test_a_list_of_work_names_only_her_own_persons(talk_as, guarded, said, user):
    from coordinator.network.record import find_people
    from coordinator.protection import open_viewer

    own = {person.name for person in find_people(guarded, "", open_viewer(guarded, user), limit=400)}
    all_of_them = {
        person.name for person in find_people(guarded, "", open_viewer(guarded, "demo"), limit=400)
    }
    for words in ("Che cosa devo fare oggi?", "Quali percorsi sono aperti?"):
        shown = said(talk_as(user).ask(words))
        assert not [name for name in all_of_them - own if name.casefold() in shown], words


def test_who_may_not_read_persons_is_told_of_none(talk_as, wordings, said):
    names = ("bruni", "valdoria", "84 anni", "riesame del progetto", "melnyk")
    for words, reply in ask_all(talk_as, wordings, "studiosa", ""):
        shown = said(reply).replace("chi segue ada serravalle", "")
        counted = reply.intent == "census" and not any(line.party_id for line in reply.lines)
        assert counted or reply.intent in OF_NOBODY or not reply.lines, words
        if reply.intent in OF_BODIES:
            shown = shown.replace("di valdoria", "")
        assert not any(name in shown for name in names), words


def test_money_is_not_told_to_whom_the_plan_is_closed(talk_as, wordings, said):
    for words, reply in ask_all(talk_as, wordings, "bassi", "per:ada"):
        assert "euro" not in said(reply) or reply.intent == "norms", words
