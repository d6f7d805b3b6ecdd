"""The page, the print and the notebook take the map's colours from one place, and they can be told and read."""

import re
from pathlib import Path

import pytest

import apps.components
from coordinator.network.palette import COLOURS, INK, PAPER, SOFT, TIE

SHEET = (Path(apps.components.__file__).parent / "assets" / "ponte.css").read_text(encoding="utf-8")


def tokens(theme):
    """The colours of a theme, by name."""
    block = re.search(rf"{re.escape(theme)} \{{(.*?)\}}", SHEET, re.DOTALL)[1]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def contrast(one, other):
    def luminance(colour):
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_pages_and_the_drawing_have_the_same_colours():
    page = tokens(":root")

    assert {sector: page[f"sector-{sector}"] for sector in COLOURS} == dict(COLOURS)
    assert (page["ink"], page["ink-soft"], page["paper"], page["tie"]) == (INK, SOFT, PAPER, TIE)


@pytest.mark.parametrize("theme", [":root", ':root[data-theme="dark"]'])
def test_words_stand_out_in_both_themes(theme):
    colours = tokens(theme)
    words = ["ink", "ink-soft", "accent", "alarm", "note", *(f"sector-{sector}" for sector in COLOURS)]

    for ground in ("paper", "ground"):
        for word in words:
            assert contrast(colours[word], colours[ground]) >= 4.5, (word, ground)
    assert contrast(colours["tie"], colours["paper"]) >= 3.0
