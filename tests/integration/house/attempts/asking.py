"""Who asks, with which cookie; and what of an answer may not be hers, or is new each time."""

import html
import json
import os
import re
import time
from datetime import timedelta
from urllib.parse import quote, quote_plus

from sqlalchemy import update
from tornado.web import create_signed_value, decode_signed_value

from apps.components.entry import COOKIE
from apps.serve import cookie_secret
from coordinator.model import Entry
from coordinator.protection.entry import fingerprint

ATTEMPTS = int(os.environ.get("PONTE_ATTEMPTS", "24"))
"""Of which half by address, a quarter at the door of a websocket, a quarter with acts; the whole trial: 1000."""
SEED = int(os.environ.get("PONTE_SEED", "8"))
RESERVED = re.compile("zefira|quornoth|melograno|qrnzfr|0999123456", re.IGNORECASE)
OTHERS = re.compile(r"\bermes\b|traskov|kurvand|zobrist|0888777666|" + RESERVED.pattern, re.IGNORECASE)
DISTRICT = {"bassi", "cot", "sanitario"}
"""Who may see every person who is not reserved."""
ASKING = (
    "greco", "fontana", "fabbri", "costa", "riva", "scuola", "comune", "bassi", "cot", "sanitario", "piano", "studio",
    "neri", "tutela", "ada",
)  # fmt: skip
KNOWING = "rosa"
"""Who is told of all: hers are the pages that the others try to open."""
COOKIES = ("none", "forged", "spoilt", "old", "left", "idle", "of the other district")
OF_A_CASE = ("/percorso", "/valutazione", "/piano", "/scelta", "/invii", "/documenti")
LIVE = (
    *OF_A_CASE, "/mappa", "/giornata", "/regole", "/domande", "/rilievi", "/nuovo-legame", "/rivedi", "/ipotesi",
    "/scheda", "/doppioni", "/accordi", "/registri", "/scambio", "/strumento", "/consensi", "/protocolli",
    "/amministrazione", "/avvio",
)  # fmt: skip
"""Pages that somebody can do something on."""


def secret_of(user):
    """Return the words that a person of this login may never read."""
    return RESERVED if user in DISTRICT else OTHERS


def alike(page):
    """Leave out of a page what is new each time: its token, its nonce, its places in memory."""
    page = re.sub(r'"token":"[^"]+"|nonce[-=]"?[\w-]{22}"?', "", page)
    page = re.sub(
        r'"?\b(p\d{4,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\b"?|(?<=[A-Za-z])\d{5,}\b', "", page
    )
    return re.sub(r"127\.0\.0\.1:\d+", "", page)


def untyped(told, asked):
    """Leave out what the asker typed herself: a page may repeat it."""
    words = {*asked.values(), *asked.get("cerca", "").split()}
    typed = {form for value in words for form in _forms(value)}
    for one in sorted(filter(None, typed), key=len, reverse=True):
        told = told.replace(one, "").replace(json.dumps(one)[1:-1], "")
    return told


def _forms(value):
    """List how a word may stand in an address, in an address within it, and in a page."""
    once, plus = quote(value, safe=""), quote_plus(value)
    return value, once, plus, quote(once, safe=""), quote(plus, safe=""), html.escape(value)


def token_in(page):
    return found[1] if (found := re.search(r'"token":"([^"]+)"', page)) else None


def changed(before, after):
    """List the rows that came or went, by table."""
    return {table: found for table in after if (found := sorted({*before[table]} ^ {*after[table]}))}


def parting(one, other):
    """Show where two answers part."""
    at = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return one[max(0, at - 80) : at + 120], other[max(0, at - 80) : at + 120]


def bad_cookie(world, kind, user, worlds):
    """Return a cookie that opens nothing."""
    if kind == "none":
        return ""
    if kind == "forged":
        return f"{COOKIE}={create_signed_value('altra chiave', COOKIE, user).decode()}"
    if kind == "spoilt":
        good = world.cookies[user]
        return good[:-9] + ("A" if good[-9] != "A" else "B") + good[-8:]
    if kind == "of the other district":
        return next(one for one in worlds if one is not world).cookies[user]
    if kind == "old":
        day_before = time.time() - 2 * 86_400
        secret, token = cookie_secret(world.desk.home), "x"
        return f"{COOKIE}={create_signed_value(secret, COOKIE, token, clock=lambda: day_before).decode()}"
    made = world.enter(user)
    if kind == "left":
        world.ask("/esci", form={}, cookie=made)
    else:
        _let_sleep(world, made)
    return made


def _let_sleep(world, cookie):
    """Make an entry look as if nobody had used it for a day."""
    raw = cookie.split("=", 1)[1].strip('"')
    token = decode_signed_value(cookie_secret(world.desk.home), COOKIE, raw).decode()
    with world.desk.store.writing() as session:
        asleep = world.desk.store.clock() - timedelta(days=1)
        session.execute(update(Entry).where(Entry.token_hash == fingerprint(token)).values(seen_at=asleep))
