"""An account enters with its password, waits when it was guessed wrongly, acts in its roles, and is closed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from coordinator.errors import (
    BadAccountError,
    EntryRefusedError,
    LockedError,
    NotAllowedError,
    NotEnteredError,
    UnknownRoleError,
    WeakPasswordError,
)
from coordinator.model import Access, Account, Entry
from coordinator.protection import accounts, open_viewer, password_changes, passwords, role_periods
from coordinator.protection.entry import act_as, enter, leave, look_up

TODAY = date(2026, 3, 2)  # the store's clock
GOOD = "quattro gatti sul tetto"


@pytest.fixture(autouse=True)
def light_hashes(monkeypatch):
    """Argon2 with little memory: these specs are about who enters, not about how long it takes."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    passwords._nobody.cache_clear()
    yield
    passwords._nobody.cache_clear()


@pytest.fixture
def admin(store):
    accounts.open_first(store, "Rosa", "Rosa Prova", GOOD, ["coordinatore_distretto"])
    return open_viewer(store, "rosa", role="amministratore")


@pytest.fixture
def greco(store, admin):
    """A nurse's account; returns the password that she was given."""
    return accounts.open_account(store, "greco", "Nino Greco", ["infermiere_famiglia"], admin)


def later(store, **time):
    return replace(store, clock=lambda: store.clock() + timedelta(**time))


def test_the_first_who_comes_makes_the_administrator_and_nobody_after(store):
    assert not accounts.has_accounts(store)
    accounts.open_first(store, "rosa", "Rosa Prova", GOOD, ["coordinatore_distretto"])
    assert accounts.has_accounts(store)

    with pytest.raises(BadAccountError, match="somebody can already enter"):
        accounts.open_first(store, "ladro", "Un Ladro", GOOD, [])


def test_a_name_and_its_password_enter_whatever_the_case_of_the_name(store, admin):
    entered = look_up(store, enter(store, " ROSA ", GOOD))

    assert (entered.user, entered.role, entered.must_change) == ("rosa", "coordinatore_distretto", False)


@pytest.mark.parametrize(("user", "password"), [("rosa", "sbagliata"), ("nessuno", GOOD), ("rosa", "")])
def test_a_wrong_password_and_an_unknown_name_are_refused_alike(store, admin, user, password):
    with pytest.raises(EntryRefusedError) as refused:
        enter(store, user, password)

    assert "name and password" in str(refused.value)


@pytest.mark.parametrize("user", ["rosa", "nessuno"])
def test_the_sixth_try_waits_and_each_further_one_twice_as_long(store, admin, user):
    for _ in range(5):
        with pytest.raises(EntryRefusedError):
            enter(store, user, "sbagliata")
    with pytest.raises(LockedError) as first:
        enter(store, user, GOOD)
    in_a_while = later(store, seconds=31)
    with pytest.raises(EntryRefusedError):
        enter(in_a_while, user, "sbagliata")
    with pytest.raises(LockedError) as second:
        enter(in_a_while, user, GOOD)

    assert (first.value.seconds, second.value.seconds) == (31, 61)


def test_who_waited_enters_and_begins_again_with_five_tries(store, admin):
    for _ in range(5):
        with pytest.raises(EntryRefusedError):
            enter(store, "rosa", "sbagliata")
    enter(later(store, seconds=31), "rosa", GOOD)
    for _ in range(4):
        with pytest.raises(EntryRefusedError):
            enter(later(store, seconds=32), "rosa", "sbagliata")

    assert look_up(store, enter(later(store, seconds=33), "rosa", GOOD)).user == "rosa"


def test_neither_password_nor_cookie_is_kept_as_it_is(store, admin):
    token = enter(store, "rosa", GOOD)

    with store.reading() as session:
        assert session.get(Account, "rosa").password.startswith("$argon2id$")
        assert session.scalars(select(Entry.token_hash)).all() != [token]
        assert session.get(Entry, token) is None


@pytest.mark.parametrize(
    ("time", "alive"),
    [({"minutes": 59}, True), ({"minutes": 61}, False), ({"hours": 13}, False)],
)
def test_an_entry_that_is_not_used_for_an_hour_has_ended(store, admin, time, alive):
    token = enter(store, "rosa", GOOD)

    if alive:
        assert look_up(later(store, **time), token).user == "rosa"
    else:
        with pytest.raises(NotEnteredError):
            look_up(later(store, **time), token)


def test_an_entry_used_all_day_ends_after_twelve_hours(store, admin):
    token = enter(store, "rosa", GOOD)
    for minutes in range(50, 12 * 60, 50):
        look_up(later(store, minutes=minutes), token)

    with pytest.raises(NotEnteredError):
        look_up(later(store, hours=12, minutes=1), token)


def test_who_has_left_must_enter_again(store, admin):
    token = enter(store, "rosa", GOOD)
    leave(store, token)

    with pytest.raises(NotEnteredError):
        look_up(store, token)


def test_another_of_her_roles_is_taken_with_a_new_cookie(store, admin):
    token = enter(store, "rosa", GOOD)
    new = act_as(store, token, "amministratore", "organizzazione")

    assert (look_up(store, new).role, look_up(store, new).purpose) == ("amministratore", "organizzazione")
    with pytest.raises(NotEnteredError):
        look_up(store, token)


@pytest.mark.parametrize(("role", "purpose"), [("medico", "cura"), ("amministratore", "curiosità")])
def test_a_role_or_purpose_that_is_not_hers_is_not_taken(store, admin, role, purpose):
    with pytest.raises(NotEnteredError):
        act_as(store, enter(store, "rosa", GOOD), role, purpose)


def test_a_colleague_changes_the_password_that_the_administrator_knows(store, greco):
    token = enter(store, "greco", greco)
    assert look_up(store, token).must_change

    password_changes.change_password(store, "greco", greco, GOOD)
    with pytest.raises(NotEnteredError):
        look_up(store, token)
    assert not look_up(store, enter(store, "greco", GOOD)).must_change


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("corta", "short"),
        ("a" * 13, "plain"),
        ("sono greco da sempre", "name"),
        ("x" * 100 + "abcdefgh" * 20, "long"),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(store, greco, password, why):
    with pytest.raises(WeakPasswordError) as refused:
        password_changes.change_password(store, "greco", greco, password)

    assert refused.value.why == why


@pytest.mark.parametrize("user", ["ada", "dada", "pina"])
def test_a_proposed_password_is_never_refused_for_the_name_that_it_happens_to_hold(monkeypatch, user):
    said = iter(f"d a d a z o g e p i n a m e z u r o s a b u m e l i f o t u {'n e ' * 8}".split())
    monkeypatch.setattr(passwords.secrets, "choice", lambda _letters: next(said))

    password = passwords.propose_password(user)

    assert passwords.hash_password(password, user)
    assert (password[:9] == "dada-zoge") == (user == "ada")


def test_a_role_holds_from_its_first_to_its_last_day(store, admin):
    since, until = TODAY + timedelta(days=1), TODAY + timedelta(days=3)
    password = accounts.open_account(
        store, "verdi", "Ada Verdi", ["assistente_sociale"], admin, since=since, until=until
    )

    for day, enters in [(0, False), (1, True), (3, True), (4, False)]:
        at = later(store, days=day)
        if enters:
            assert look_up(at, enter(at, "verdi", password)).role == "assistente_sociale"
        else:
            with pytest.raises(EntryRefusedError):
                enter(at, "verdi", password)


def test_an_ended_role_is_lost_the_day_after_also_to_who_is_inside(store, admin, greco):
    role_periods.give_role(store, "greco", "operatore_pua", admin, since=TODAY)
    (account,) = (one for one in accounts.accounts(store, admin, TODAY) if one.user == "greco")
    role_periods.end_role(store, account.held[0].number, TODAY, admin)
    (account,) = (one for one in accounts.accounts(store, admin, TODAY) if one.user == "greco")
    assert account.roles == ("infermiere_famiglia", "operatore_pua")  # its last day counts

    before_midnight, after = later(store, hours=14, minutes=30), later(store, hours=15, minutes=10)
    token = enter(before_midnight, "greco", greco)
    assert look_up(before_midnight, token).role == "infermiere_famiglia"
    with pytest.raises(NotEnteredError):
        look_up(after, token)
    assert look_up(after, enter(after, "greco", greco)).role == "operatore_pua"


def test_a_closed_account_is_out_at_once_and_what_it_wrote_stays(store, admin, greco):
    token = enter(store, "greco", greco)
    accounts.close_account(store, "greco", TODAY, admin)

    with pytest.raises(NotEnteredError):
        look_up(store, token)
    with pytest.raises(EntryRefusedError):
        enter(store, "greco", greco)
    with pytest.raises(UnknownRoleError):
        open_viewer(store, "greco")


def test_the_last_who_may_open_accounts_stays(store, admin, greco):
    with pytest.raises(BadAccountError, match="somebody must stay"):
        accounts.close_account(store, "rosa", TODAY, admin)

    assert look_up(store, enter(store, "rosa", GOOD)).user == "rosa"


def test_only_who_may_write_accounts_opens_reads_or_closes_them(store, admin, greco):
    nurse = open_viewer(store, "greco")

    for ask in (
        lambda: accounts.accounts(store, nurse, TODAY),
        lambda: accounts.open_account(store, "altra", "Una Altra", ["medico"], nurse),
        lambda: password_changes.renew_password(store, "rosa", nurse),
        lambda: accounts.close_account(store, "rosa", TODAY, nurse),
        lambda: role_periods.give_role(store, "greco", "coordinatore_distretto", nurse, since=TODAY),
    ):
        with pytest.raises(NotAllowedError):
            ask()


def test_who_names_a_role_that_her_account_has_not_is_refused(store, greco):
    with pytest.raises(UnknownRoleError):
        open_viewer(store, "greco", role="coordinatore_distretto")


@pytest.mark.parametrize("user", ["", "a", "Nino Greco", "nino@casa", "x" * 41, "perché", "../su", "nino\n"])
def test_a_name_for_the_login_is_plain(store, admin, user):
    if user == "nino\n":  # what surrounds a name does not count
        accounts.open_account(store, user, "Nino", ["medico"], admin)
        return
    with pytest.raises(BadAccountError):
        accounts.open_account(store, user, "Nino Greco", ["medico"], admin)


def test_entries_and_refusals_are_in_the_log_without_what_was_typed(store, admin):
    enter(store, "rosa", GOOD)
    for user in ("rosa", "la mia password"):
        with pytest.raises(EntryRefusedError):
            enter(store, user, "sbagliata")

    with store.reading() as session:
        rows = session.scalars(select(Access).where(Access.action == "enter"))
        assert [(row.user, row.allowed) for row in rows] == [("rosa", True), ("rosa", False), ("?", False)]
