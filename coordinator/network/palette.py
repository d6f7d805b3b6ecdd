"""Give the map its few colours and its signs: screen, print and notebook take them from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

INK, PAPER, SOFT = "#17242b", "#ffffff", "#52626b"
RULE, GROUND = "#dbe2e3", "#f4f6f5"
TIE, ALARM = "#6b7a82", "#a4262c"
"""A tie between two helpers, and one in conflict."""

COLOURS: Mapping[str, str] = {
    "famiglia": "#a04e2c",
    "persone": "#a04e2c",
    "sanita": "#1d6a86",
    "sociale": "#5a5aa0",
    "terzo_settore": "#3b7a4c",
    "comunita": "#86681a",
    "istituzioni": "#4d5d67",
    "altro": "#76666f",
}
"""Each sector's colour; white signs and white paper stand against it at 4.5:1 or more."""

GLYPHS: Mapping[str, str] = {
    "persona": "M0,-8.2a4.3,4.3 0 1 1 -.01,0zM-8,8.4c0,-5 3.6,-7.4 8,-7.4s8,2.4 8,7.4z",
    "nucleo": "M-9.5,0L0,-8.6L9.5,0L7,0L7,8.2L2.2,8.2L2.2,2.6L-2.2,2.6L-2.2,8.2L-7,8.2L-7,0Z",
    "professionista": "M-2.6,-8.6h5.2v5.9h5.9v5.2h-5.9v5.9h-5.2v-5.9h-5.9v-5.2h5.9z",
    "servizio": "M-8,-5.4h16v2.9h-16zM-8,-1h16v2.9h-16zM-8,3.4h10v2.9h-10z",
    "ente": "M0,-9L9,-4.6V-2.6H-9V-4.6ZM-7.2,-1.2h2.8v6.2h-2.8zM-1.4,-1.2h2.8v6.2h-2.8z"
    "M4.4,-1.2h2.8v6.2h-2.8zM-9,6h18v2.6h-18z",
    "comunita": "M-5.6,-4.6a2.9,2.9 0 1 1 -.01,0zM5.6,-4.6a2.9,2.9 0 1 1 -.01,0zM-10.4,6.4c0,-3.6 2,-5 4.8,-5"
    "s4.8,1.4 4.8,5zM.8,6.4c0,-3.6 2,-5 4.8,-5s4.8,1.4 4.8,5z",
}
"""A sign for each kind of party, in a box of 24 around the origin."""

KINDS: Mapping[str, str] = {
    "persona": "persona",
    "nucleo": "nucleo",
    "professionista": "professionista",
    "servizio": "servizio",
    "ente": "ente",
    "comunita": "gruppo della comunità",
}
"""What the legend calls each kind of party."""

CORNERS: Mapping[str, float] = {"servizio": 0.42, "ente": 0.2}
"""Kinds that are drawn as squares, with the radius of their corners over that of a disc."""

SQUARE = 0.9
"""Half side of a square over the radius of a disc."""
