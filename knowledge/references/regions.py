"""Name the Regions as a URN does."""

import re

_REGIONS = (
    *("abruzzo", "basilicata", "calabria", "campania", "emilia-romagna", "friuli-venezia giulia", "lazio"),
    *("liguria", "lombardia", "marche", "molise", "piemonte", "puglia", "sardegna", "sicilia", "toscana"),
    *("trentino-alto adige", "umbria", "valle d'aosta", "veneto"),
    "esempio",  # the fictional region of the demo and the tests
)
_PROVINCES = ("trento", "bolzano")
REGIONS = (*_REGIONS, *_PROVINCES)
_PLACES = "|".join(re.escape(name).replace(r"\-", "[ -]").replace(r"\ ", "[ -]") for name in REGIONS)
REGION = rf"(?:(?:regione|provincia(?: autonoma)?(?: di)?) )?(?:{_PLACES})(?![a-z])"


def region_slug(words: str) -> str:
    """Give a Region's or Province's authority: ``regione.emilia.romagna``, ``provincia.autonoma.trento``."""
    place = re.search(_PLACES, words)
    name = place[0] if place else words
    if name in _PROVINCES:
        return f"provincia.autonoma.{name}"
    return "regione." + re.sub(r"[ '-]+", ".", name)
