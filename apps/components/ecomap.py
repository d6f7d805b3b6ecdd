"""Show a person's network as a map that can be read, moved, filtered, dated, saved and printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import param
from panel.custom import JSComponent

from coordinator.network.palette import ALARM, COLOURS, GROUND, INK, PAPER, RULE, SOFT, TIE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ASSETS = Path(__file__).parent / "assets"
FORMATS = {"svg", "png"}
FARTHEST = 100_000.0
"""How far from the middle a party may be moved, in the map's own units; it keeps infinity out too."""


def _script(*names: str) -> str:
    """Join scripts of ours into one module, since a component loads a single one."""
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)


def _tokens() -> str:
    """Name the map's colours: those of the page's theme, or of the palette where there is no page."""
    plain = {
        "ink": INK,
        "ink-soft": SOFT,
        "rule": RULE,
        "paper": PAPER,
        "ground": GROUND,
        "alarm": ALARM,
        "tie": TIE,
    }
    names = [(f"--eco-{name}", name, colour) for name, colour in plain.items()]
    names += [(f"--eco-{sector}", f"sector-{sector}", colour) for sector, colour in COLOURS.items()]
    return ":host {" + "".join(f"{name}: var(--{token}, {colour});" for name, token, colour in names) + "}"


class Ecomap(JSComponent):
    """The map: a scene to draw, what is chosen and hidden, and the day, which the reader may move."""

    scene = param.Dict(
        default={}, doc="What `draw_scene` gives, with the ``day`` and the ``moves`` that it holds for."
    )
    selected = param.String(default="", doc="Id of the chosen party, or empty.")
    hidden = param.List(default=[], item_type=str, doc="Sectors that are not shown.")
    day = param.String(default="", doc="ISO day that the scene holds for.")
    span = param.List(default=["", ""], doc="First and last ISO day of the slider; equal or empty hides it.")
    moments = param.List(default=[], item_type=str, doc="ISO days on which something changed, oldest first.")
    news = param.String(default="", doc="One line on what changed on the day, in Italian.")

    places = param.Dict(default={}, doc="Where the reader moved parties: id to (x, y), on the wide map.")
    moves = param.Integer(default=0, doc="How often the reader moved a party, or put all back.")
    begun = param.Integer(default=0, doc="How often the reader of an empty map asked to add somebody.")
    drawn = param.Integer(default=0, doc="How many times the script has drawn the scene.")

    _esm = _script("ecomap_sheet.js", "ecomap_moves.js", "ecomap.js")
    _stylesheets = [_tokens() + (ASSETS / "ecomap.css").read_text(encoding="utf-8")]
    _rename = {"places": None, "moves": None, "drawn": None, "begun": None}

    def __init__(self, picture: Callable[[], str] = str, **params: Any) -> None:
        """Take what draws the map as a standalone SVG, for whoever saves it."""
        self._picture = picture
        super().__init__(**{"sizing_mode": "stretch_width", **params})  # type: ignore[no-untyped-call]

    def _handle_msg(self, data: Mapping[str, Any]) -> None:
        """Follow what the reader did: moved a party, put all back, saved, began."""
        match data.get("type"):
            case "moved" if _is_place(data):
                self.places = {**self.places, data["id"]: (data["x"], data["y"])}
                self.moves += 1
            case "replaced":
                self.places = {}
                self.moves += 1
            case "save" if data.get("format") in FORMATS:
                self._send_msg({"svg": self._picture(), "format": data["format"]})
            case "begin":
                self.begun += 1
            case "drawn":
                self.drawn += 1


def _is_place(data: Mapping[str, Any]) -> bool:
    """Say whether a message names a party and a place on the map."""
    place: list[Any] = [data.get("x"), data.get("y")]
    known = isinstance(data.get("id"), str) and all(type(one) in (int, float) for one in place)
    return known and all(abs(one) < FARTHEST for one in place)


def parse_day(text: str) -> date | None:
    """Read the slider's ISO day; None when it is empty."""
    return date.fromisoformat(text) if text else None
