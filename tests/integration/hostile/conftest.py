# ruff: noqa: E501 - the words of a list are read side by side
"""What somebody hostile, or a broken program, may send; and a record that notices what is written."""

import json
import os
import random
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

TEXTS = {
    "size": ["", " " * 1000, "x" * 100_000, "9" * 400, "9" * 5000, "a b " * 9000, "\n" * 500, "😀" * 2000],
    "unicode": [
        "\x00", "a\x00b", "\ud800", "x\udfffy", "\u202eoiram", "\u200b\u200d", "e" + "\u0301" * 800, "İıſﬀß", "\ufeffx",
        "\u2028\u2029", "\x1b[2J", "١٢٣", "²", "１２", "𝟙", "ⅷ", "\ufffe", "\x85",
    ],
    "sql": [
        "'; DROP TABLE person; --", "' OR '1'='1", '" OR 1=1 --', "%' UNION SELECT * FROM account --", "%_%", "\\", "';--",
        "1); DELETE FROM party; --", "x' AND sleep(9)--", "per:ada' --",
    ],
    "script": [
        "<script>window.ran=1</script>", "<img src=x onerror=window.ran=1>", "\"><svg/onload=window.ran=1>", "</script><b>",
        "javascript:window.ran=1", "{{7*7}}", "{% for x in (1).__class__.__mro__ %}", "${7*7}", "%s%n%x", "{0.__class__}",
        "<!--", "]]>", "' autofocus onfocus='window.ran=1",
    ],
    "path": [
        "../../../../etc/passwd", "/etc/passwd", "..\\..\\win.ini", "a/../../b", "file:///etc/passwd", "con.csv", ".", "..",
        "n" * 300 + ".csv", "x\x00.csv", "~/x", "|id", "$(id)", "`id`", "a;id",
    ],
    "formula": ["=1+1", "=cmd|' /C calc'!A0", "+39 1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://a.it","b")'],
    "day": [
        "99/99/9999", "0000-00-00", "31/02/2026", "1/1/10000", "2026-13-45", "١/١/٢٠٢٦", "ieri", "1/1/1", "9999-12-31",
        "0001-01-01", "2026-03-01T25:61", "-2026-01-01",
    ],
    "number": ["1e999", "NaN", "-inf", "-0", "1,5,5", "0x1F", "1_000", "-1", "99999999999999999999", "1e-400", "½", "٣"],
    "id": ["per:", "per:ada'--", "svc:../x", "pra:\x00", "per:ada per:lia", "ist:" + "x" * 500, "per:ADA", "xyz:1", ":"],
}  # fmt: skip
VALUES = [
    None,
    True,
    False,
    0,
    -1,
    2**70,
    1e308,
    float("nan"),
    float("inf"),
    [],
    {},
    [[]],
    {"a": {"b": [1]}},
    ["x"] * 99,
]


class Hostile:
    """A maker of hostile words, the same for the same seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def text(self):
        kind = self.random.choice(list(TEXTS))
        text = self.random.choice(TEXTS[kind])
        if self.random.random() < 0.15:
            text += self.random.choice(TEXTS[self.random.choice(list(TEXTS))])
        return text

    def value(self):
        return self.random.choice(VALUES) if self.random.random() < 0.12 else self.text()

    def choose(self, things):
        return self.random.choice(things)

    def chance(self, share):
        return self.random.random() < share


@pytest.fixture
def hostile():
    return Hostile


@pytest.fixture
def tries():
    """
    How many hostile inputs each form and each importer gets: few here.

    The whole trial: ``PONTE_HOSTILE=1000 PONTE_HOSTILE_LOG=FOLDER pytest --timeout=0 tests/integration/hostile``; stopped, it
    goes on from what the folder holds, which is also the table of what came of it. ``PONTE_HOSTILE_FORMS=fill,leave`` binds it
    to the forms and buttons of these acts, where they are shown at first or by a known way: in a folder of its own.
    """
    return lambda usual: int(os.environ.get("PONTE_HOSTILE", usual))


@pytest.fixture(scope="session")
def bound():
    """The acts to which the trial is bound; none: all."""
    return frozenset(filter(None, os.environ.get("PONTE_HOSTILE_FORMS", "").split(",")))


@pytest.fixture(scope="session")
def whole_trial():
    """Whether this is the whole trial."""
    return "PONTE_HOSTILE" in os.environ


class Written:
    """The tables that were written and kept, by the statements of a store."""

    ASIDE = {"access", "entry", "failed_entry", "draft", "alembic_version", "setting"}
    """What a refused act may leave: the log, and the draft of what was typed."""

    def __init__(self, engine):
        self.pending, self.kept = {}, set()
        event.listen(engine, "checkout", self._listen)
        event.listen(engine, "commit", self._keep)
        event.listen(engine, "rollback", lambda connection: self.pending.pop(driver_of(connection), None))

    def _listen(self, driver, _record, _lent):
        """Hear every statement of a connection, those too that go past SQLAlchemy: registers are written so."""
        driver.set_trace_callback(lambda statement: self._note(id(driver), statement))

    def _note(self, driver, statement):
        words = statement.split(None, 3)
        if words and words[0].upper() in {"INSERT", "UPDATE", "DELETE", "DROP", "ALTER", "CREATE"}:
            table = words[1] if words[0].upper() == "UPDATE" else words[2]
            self.pending.setdefault(driver, set()).add(table.strip('"').split("(")[0])

    def _keep(self, connection):
        self.kept |= self.pending.pop(driver_of(connection), set()) - self.ASIDE

    @contextmanager
    def during(self):
        self.kept = set()
        seen = set()
        yield seen
        seen |= self.kept


def driver_of(connection):
    """Tell the driver's own connections apart."""
    return id(connection.connection.dbapi_connection)


@pytest.fixture
def written():
    return Written


class Tally:
    """What came of each form or importer; with PONTE_HOSTILE_LOG, a folder, it is kept there and gone on from."""

    def __init__(self, name):
        folder = os.environ.get("PONTE_HOSTILE_LOG")
        self.path = Path(folder) / f"{name.strip('/').replace('/', '-') or 'oggi'}.json" if folder else None
        kept = json.loads(self.path.read_text()) if self.path and self.path.exists() else {}
        self.counts = {what: Counter(counted) for what, counted in kept.items()}

    def done(self, what):
        return sum(self.counts.get(what, {}).values())

    def note(self, what, outcome):
        self.counts.setdefault(what, Counter())[outcome] += 1

    def fault(self, told):
        self.keep()
        if self.path is not None:
            with self.path.with_suffix(".guasti").open("a") as file:
                file.write(f"{told!r}\n")

    def keep(self):
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(self.counts, indent=1, ensure_ascii=False, sort_keys=True))


@pytest.fixture
def tally():
    return Tally
