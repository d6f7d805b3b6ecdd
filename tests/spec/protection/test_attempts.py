"""
Nobody learns of what is reserved from her, by whatever she asks.

Two districts are alike but for a woman who is protected, the refuge that has her and a hidden tie. Whoever is not
allowed must get the same answers, the same numbers and the same refusals from both, word by word.
"""

import dataclasses
import inspect
import os
import random
import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from pydantic import BaseModel
from sqlalchemy import event, select

from coordinator.errors import CoordinatorError
from coordinator.model import AgreementDraft, Case, Party, Tie
from coordinator.network.duplicates import Candidate
from coordinator.network.wanted import Wanted
from coordinator.protection import open_viewer, policy

ATTEMPTS = int(os.environ.get("PONTE_ATTEMPTS", "150"))
ONLY = re.compile(os.environ.get("PONTE_ONLY", ""))
"""Functions that are called, by their names: all, unless only some are wanted."""
SEED = 8
DAY = date(2026, 11, 22)
TOLD = {"coordinatore_distretto", "coordinatore_sociale", "case_manager"}
"""Roles that the policy gives hidden ties to."""
SECRETS = ("zefira", "quornoth", "melograno", "qrnzfr", "0999123456", "per:p9", "svc:casa-melograno")
"""What is in the reserved records alone."""
MODULES = (
    *("agreements.keeping", "agreements.planning", "agreements.signing", "exchange.graphs_export"),
    *("findings.evaluate", "findings.aside", "findings.commitments", "matching"),
    *(
        f"network.{name}"
        for name in ("agreements", "difference", "directory", "duplicates", "ego", "followup", "history")
    ),
    *(
        f"network.{name}"
        for name in ("households", "integration", "merges", "named", "nearby", "one_tie", "party_log")
    ),
    *(f"network.{name}" for name in ("paths", "record", "report", "roles", "services", "whatif")),
    *(
        f"pathway.{name}"
        for name in ("agenda", "consents", "day", "drafts", "entitlements", "local_keeping", "outcome")
    ),
    *(
        "pathway.own",
        "pathway.reading",
        "pathway.standing",
        "pathway.together",
        "protection.consent",
        "protection.looks",
    ),
    *("protection.accounts", "protection.setup", "protection.emergency"),
    *(
        "network.census",
        "network.contacts",
        "network.means_asked",
        "network.span_history",
        "network.stays_asked",
    ),
    *("pathway.followed", "territory.tally", "territory.courses", "territory.meeting", "territory.view"),
)
"""Whose functions are called; all of them that take a viewer and read."""
WRITES = re.compile(
    r"^(add|adopt|answer|append|begin|change|close|confirm|declare|discard|dismiss|end|export|give|go|keep|load|merge"
    r"|name_party|open_account|open_case|put|record$|refer|remark|renew|reopen|save|say|set|sign$|state|step|take|undo"
    r"|withdraw|write)"
)
AGGREGATES = {"plan_needs"}
"""Counts for a whole territory, the same for every role, from which small cells are kept: they name nobody."""
NO_ANSWER = {"addition", "pathway.drafts.read_draft", "read_drafts", "scales_of", "files_of"}


def _pools(store, hidden):
    """What an attacker puts where a function asks for something: true things, guesses, and the reserved ones."""
    with store.reading() as session:
        persons = list(session.scalars(select(Party.id).where(Party.kind == "persona").order_by(Party.key)))
        services = list(session.scalars(select(Party.id).where(Party.kind == "servizio").order_by(Party.key)))
        cases = list(session.scalars(select(Case.id).order_by(Case.key)))
        ties = list(session.scalars(select(Tie.key).order_by(Tie.key).limit(40)))
        drafts = list(session.scalars(select(AgreementDraft.id)))
    her, place = hidden["her"], hidden["place"]
    names = [
        "Zefira Quornoth",
        "Quornoth",
        "quornoth 1988",
        "zefira",
        "Casa Melograno",
        "QRNZFR88E44E506X",
        "1988",
    ]
    people = [her, "per:ada", her, "per:nessuna", *persons[:4]]
    return {
        "person_id": people,
        "party_id": [place, her, hidden["service"], "svc:nessuno", *people, *services[:3]],
        "service_id": [place, hidden["service"], "svc:nessuno", *services[:3]],
        "body_id": [place, hidden["service"], None],
        "district_id": [place, "ist:distretto"],
        "text": [*names, "", "Zefira Quornot", "ferrante"],
        "words": [["zefira", "quornoth"], ["quornoth"], ["ferrante"]],
        "ids": [[her, place, "per:ada"], [place], [her]],
        "tie_id": [*hidden["ties"], 10**6, *ties],
        "case_id": [*cases[:3], "cas:nessuno"],
        "need": ["protezione", "compagnia", "salute_mentale"],
        "candidate": [
            Candidate("Zefira", "Quornoth", date(1988, 5, 4)),
            Candidate("Zef", "Quornot", None, "QRNZFR88E44E506X", "0999123456"),
            Candidate("Ada", "Ferrante"),
        ],
        "day": [DAY, DAY - timedelta(days=30), DAY - timedelta(days=400)],
        "first": [DAY - timedelta(days=120)],
        "second": [DAY],
        "radius": [1, 2, 3],
        "since": [datetime(2025, 1, 1, tzinfo=UTC)],
        "remove": [(), ("per:ada",), (place,), (her,)],
        "only": [None, place],
        "but": [None, her],
        "kinds": [("servizio", "ente", "professionista", "comunita"), ("persona", "servizio")],
        "form": ["accesso"],
        "about": [her, "per:ada"],
        "kind": ["scale", "modelli"],
        "sharing": ["terzo_settore"],
        "draft_id": ["bozza:1", *drafts],
        "user": ["sorella"],
        "wanted": [
            Wanted(),
            Wanted(areas=("valdoria",)),
            Wanted(sex="F", order="fewest"),
            Wanted(unmet=True),
        ],
        "by": ["area", "sex", "age", "need"],
    }


def _functions():
    """Find the functions that take a viewer and read."""
    found = {}
    for name in MODULES:
        module = import_module(f"coordinator.{name}")
        for word, function in vars(module).items():
            own = inspect.isfunction(function) and function.__module__ == module.__name__
            if own and not word.startswith("_") and "viewer" in inspect.signature(function).parameters:
                found[f"{name}.{word}"] = function
    return {key: one for key, one in found.items() if not WRITES.match(key.rsplit(".", 1)[1])}


def _fillable(function, pools):
    """Say whether every parameter without a default can be filled."""
    asked = inspect.signature(function).parameters.values()
    return all(
        one.name in {"store", "viewer", *pools} for one in asked if one.default is inspect.Parameter.empty
    )


def _told(value, seen=0):
    """Write down all that an answer says, also inside."""
    if seen > 12:
        return "…"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [one.name for one in dataclasses.fields(value) if not one.name.startswith("_")]
        fields = [name for name in fields if name != "took"]  # seconds
        return {name: _told(getattr(value, name), seen + 1) for name in fields}
    if hasattr(value, "__table__"):
        names = [column.key for column in type(value).__mapper__.columns if column.key != "key"]
        return {name: value.__dict__.get(name) for name in names}
    if isinstance(value, BaseModel):
        return _told(value.model_dump(), seen + 1)
    if hasattr(value, "edges"):
        edges = [(a, b, _told(dict(data))) for a, b, data in value.edges(data=True)]
        return {
            "nodes": {node: dict(data) for node, data in value.nodes(data=True)},
            "edges": sorted(edges, key=repr),
        }
    if isinstance(value, Mapping):
        return {str(key): _told(value[key], seen + 1) for key in value}
    if isinstance(value, list | tuple):
        return [_told(one, seen + 1) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(repr(one) for one in value)
    return value if isinstance(value, str | int | float | bool | date | None) else repr(type(value))


def _attempt(function, store, viewer, given):
    """Ask; return what is told, a refusal included, and how many questions it took the store."""
    asked = []

    def count(*_question):
        asked.append(1)

    event.listen(store.engine, "before_cursor_execute", count)
    names = inspect.signature(function).parameters
    known = {name: value for name, value in given.items() if name in names}
    try:
        told = _told(
            function(**{**known, **({"store": store} if "store" in names else {}), "viewer": viewer})
        )
    except Exception as error:  # noqa: BLE001 - a refusal of any kind is what is told
        told = f"{type(error).__name__}: {error}"
    finally:
        event.remove(store.engine, "before_cursor_execute", count)
    return repr(told), len(asked)


def _viewers(store, rng):
    """One viewer of each role that is not told of what is reserved: with an account, and named by a program."""
    for number, role in enumerate(policy().grants):
        if role in TOLD:
            continue
        purpose = rng.choice(policy().purposes_of[role])
        yield (
            lambda one=store, n=number, r=role, p=purpose: open_viewer(one, f"chi.{n}", role=r, purpose=p),
            role,
        )
        yield lambda one=store, r=role, p=purpose: open_viewer(one, "programma", role=r, purpose=p), role


def test_nothing_reserved_is_told_by_any_service_to_any_role(worlds):
    clean, planted, hidden = worlds
    pools, functions, rng = _pools(planted, hidden), _functions(), random.Random(SEED)
    fillable = {name: one for name, one in functions.items() if _fillable(one, pools)}
    assert len(fillable) > 40
    makers = list(zip(_viewers(clean, random.Random(1)), _viewers(planted, random.Random(1)), strict=True))
    leaks = []
    names = [name for name in sorted(fillable) if ONLY.search(name)]
    for number in range(ATTEMPTS):
        name = names[number % len(names)]
        (one, role), (other, _) = rng.choice(makers)
        given = {key: rng.choice(pool) for key, pool in pools.items()}
        short = name.rsplit(".", 1)[1]
        before, _ = _attempt(fillable[name], clean, one(), given)
        told, _ = _attempt(fillable[name], planted, other(), given)
        if short not in AGGREGATES and (found := [word for word in SECRETS if word in _without(told, given)]):
            leaks.append((name, role, found, told[:300]))
        if {short, name} & (AGGREGATES | NO_ANSWER):
            continue
        if before != told:
            asked = {key: given[key] for key in inspect.signature(fillable[name]).parameters if key in given}
            leaks.append((name, role, asked, _where(before, told)))
    assert not leaks, f"{len(leaks)} of {ATTEMPTS}, by {Counter(one[0] for one in leaks)}: {leaks[:5]}"


QUESTIONS = (
    "Chi aiuta Zefira Quornoth?", "Zefira è in carico a qualcuno?", "Quali servizi ci sono contro la violenza?",
    "Dove abita Quornoth?", "Che cosa è Casa Melograno?", "Chi è in carico a Casa Melograno?", "Chi aiuta Ada?",
    "Quanti legami ha Ada?", "Ada ha fratelli?", "Chi è in conflitto con Ada?", "Che cosa manca ad Ada?",
    "E se la sorella di Ada non ci fosse?", "Come arriva Ada a Casa Melograno?", "Quante persone segue il servizio?",
)  # fmt: skip


@pytest.mark.parametrize("role", ["operatore_pua", "medico", "terzo_settore"])
def test_nothing_reserved_is_told_by_the_chat(worlds, role):
    from apps.assistant import Talk

    class Norms:
        def ask(self, question, **_how):
            return SimpleNamespace(refusal=None)

        def territories(self):
            return []

        def at(self, _territory):
            return self

    clean, planted, _ = worlds

    def told(store, question):
        talk = Talk(store, open_viewer(store, "programma", role=role), Norms, DAY, "")
        try:
            return repr(_told(talk.ask(question)))
        except CoordinatorError as refusal:
            return repr(refusal)

    leaks = [question for question in QUESTIONS if told(clean, question) != told(planted, question)]
    assert leaks == []


def _without(told, given):
    """Leave out what the attacker typed herself: an error may repeat it."""
    words = told.casefold()
    for value in given.values():
        for one in value if isinstance(value, list | tuple) else [value]:
            typed = dataclasses.astuple(one) if dataclasses.is_dataclass(one) else [one]
            for part in typed:
                if isinstance(part, str) and part:
                    words = words.replace(part.casefold(), "")
    return words


def _where(before, after):
    """Show where two answers part."""
    at = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    return before[max(0, at - 80) : at + 120], after[max(0, at - 80) : at + 120]
