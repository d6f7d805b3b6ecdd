"""Whoever must act for a person is named as her tie names him; no tie, or a hidden one, names nobody."""

import pytest

from coordinator.model import Account
from coordinator.network.named import names_of
from coordinator.protection import open_viewer


@pytest.fixture
def nurse(drawn, store):
    """See Ada alone, whom a friend drives, a neighbour knows, and somebody hidden visits."""
    drawn(
        """
        ada in_carico svc:adi
        pra:irene segue ada
        ciro amicizia ada
        nino amicizia ciro
        ugo amicizia ada hidden=yes
        """
    )
    with store.writing() as session:
        session.add(Account(user="irene", role="infermiere_famiglia", party_id="pra:irene"))
    return open_viewer(store, "irene")


def test_a_friend_of_hers_is_named_by_his_tie(store, nurse):
    assert names_of(store, ["per:ciro"], nurse) == {}
    assert names_of(store, ["per:ciro"], nurse, near=["per:ada"]) == {"per:ciro": "Ciro Prova"}


@pytest.mark.parametrize("stranger", ["per:nino", "per:ugo"])
def test_who_is_not_tied_to_her_or_is_hidden_is_not(store, nurse, stranger):
    assert names_of(store, [stranger], nurse, near=["per:ada"]) == {}
