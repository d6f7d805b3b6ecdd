"""Follow the links from page to page."""

import re
from collections import deque
from urllib.parse import parse_qsl, urlsplit

import lxml.html
from jinja2 import ChainableUndefined

from apps.components.live import Live
from apps.pages import ROUTES

from .marks import sites_in
from .world import ROLES

ALIKE = 3  # addresses of one page that ask for the same things


def shown(document):
    """Write what a page shows beside its live parts."""
    values = {"roots": ChainableUndefined(), "plot_script": "", **document.template_variables}
    inner = re.search(r"<main[^>]*>(.*)</main>", document.template.render(**values), re.DOTALL)[1]
    return re.sub(r'<script nonce="x">.*?</script>', "", inner.replace("\x00", ""), flags=re.DOTALL)


def links_of(html):
    """List the pages that a piece of page leads to, and what each is asked for."""
    for address in lxml.html.fromstring(f"<div>{html}</div>").xpath("//a/@href"):
        parts = urlsplit(address)
        route = "/" + parts.path.lstrip("./")
        if not parts.scheme and route in ROUTES and (parts.query or parts.path):
            yield route, dict(parse_qsl(parts.query))


def follow(opened, things, seen, *, whole):
    """Open page after page; in a short trial one of each, in the whole one a few for each role."""
    found, asked_alike = {route: [] for route in ROUTES}, {}
    begun = [{}, *({"id": one} for one in (things if whole else things[:2]))]
    queue = deque((who, route, asked) for who in ("", *ROLES) for route in ROUTES for asked in begun)
    while queue:
        who, route, asked = queue.popleft()
        if route == "/avvio" and (who or asked):  # which asks nothing, and is of one alone
            continue
        alike = (who, route, frozenset(asked), asked.get("id", "")[:4])
        if (who and not whole and not asked) or asked_alike.get(alike, 0) >= (ALIKE if whole else 1):
            continue
        if (who, route, asked) in found[route]:
            continue
        asked_alike[alike] = asked_alike.get(alike, 0) + 1
        document, made = opened(route, who, **asked)
        if document.template_variables.get("message"):  # a notice in the place of the page
            continue
        found[route].append((who, route, asked))
        html = shown(document) + "".join(one.html for one in made if isinstance(one, Live))
        seen |= sites_in(html)
        queue.extend((who, *link) for link in links_of(html))
    return found
