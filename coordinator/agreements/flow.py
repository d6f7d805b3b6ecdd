"""Draw the path of an agreement as one sheet: phases from left to right, three tracks, who answers, within how long."""

from __future__ import annotations

from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from coordinator.agreements.duties import TRACK_NAMES, duties
from coordinator.display import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coordinator.agreements.duties import Duty
    from coordinator.agreements.text import Agreement

COLUMNS = 4  # phases in a row: eight phases make two rows on an A4 on its side
WIDTH, BOX, GAP, LINE = 1120, 250, 36, 16
LETTERS = 31  # in a line of a box
INK, SOFT, RULE, WASH, PAPER = "#17242b", "#52626b", "#9fb0ba", "#e4f0ef", "#ffffff"


def draw_flow(agreement: Agreement) -> str:
    """
    Draw the path.

    Parameters
    ----------
    agreement
        Its annex A says who answers for each phase.

    Returns
    -------
    str
        SVG, to be read in black and white too; `coordinator.agreements.duties.duties` says the same in words.
    """
    phases = [(name, list(group)) for name, group in groupby(duties(agreement), key=lambda one: one.phase)]
    rows = [phases[start : start + COLUMNS] for start in range(0, len(phases), COLUMNS)]
    parts, top = [], 0.0
    for number, row in enumerate(rows):
        boxes = [_box(name, acts) for name, acts in row]
        height = max(len(lines) for lines in boxes) * LINE + 20
        for column, lines in enumerate(boxes):
            left = column * (BOX + GAP)
            parts.append(_draw_box(left, top, height, lines))
            last = column == len(boxes) - 1
            if not last:
                parts.append(_arrow(left + BOX, top + 24, left + BOX + GAP, top + 24))
            elif number < len(rows) - 1:
                parts.append(_turn(left + BOX / 2, top + height, BOX / 2, top + height + GAP))
        top += height + GAP
    title = f"Il percorso: {agreement.title}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top:g}" width="{WIDTH}" role="img" '
        f'aria-label={quoteattr(title)} font-family="sans-serif" font-size="12.5">{"".join(parts)}</svg>'
    )


def _box(name: str, acts: Sequence[Duty]) -> list[tuple[str, str]]:
    """Write the lines of a phase: (kind of line, words)."""
    first = acts[0]
    lines = [("name", one) for one in wrap(name, LETTERS - 6)]
    answers = first.accountable or "nessuno, finora"
    lines += [("who", one) for one in wrap(f"Risponde: {answers}", LETTERS)]
    if first.within is not None:
        lines.append(("who", f"Entro {count(first.within, 'giorno', 'giorni')}"))
    for act in acts:
        lines.append(("track", TRACK_NAMES[act.track]))
        lines += [("act", one) for one in wrap(act.act, LETTERS)]
        lines += [("paper", one) for one in wrap(act.document, LETTERS)]
    return lines


def _draw_box(left: float, top: float, height: float, lines: Iterable[tuple[str, str]]) -> str:
    """Draw a phase."""
    looks = {
        "name": f'font-weight="700" font-size="14.5" fill="{INK}"',
        "who": f'font-weight="600" fill="{INK}"',
        "track": f'font-size="11" fill="{SOFT}" letter-spacing=".5"',
        "act": f'fill="{INK}"',
        "paper": f'font-style="italic" fill="{SOFT}"',
    }
    drawn = [
        f'<rect x="{left:g}" y="{top:g}" width="{BOX}" height="{height:g}" rx="10" fill="{PAPER}" stroke="{RULE}"/>'
    ]
    for number, (kind, words) in enumerate(lines, 1):
        said = words.upper() if kind == "track" else words
        drawn.append(
            f'<text x="{left + 12:g}" y="{top + 8 + number * LINE:g}" {looks[kind]}>{escape(said)}</text>'
        )
    return "".join(drawn)


def _arrow(x: float, y: float, to_x: float, to_y: float) -> str:
    """Draw an arrow to the right."""
    head = f"M{to_x - 9:g},{to_y - 5:g}L{to_x:g},{to_y:g}L{to_x - 9:g},{to_y + 5:g}"
    return f'<path d="M{x:g},{y:g}H{to_x:g}{head}" fill="none" stroke="{INK}" stroke-width="1.6"/>'


def _turn(x: float, y: float, to_x: float, to_y: float) -> str:
    """Draw the way from the end of a row to the beginning of the next."""
    middle = (y + to_y) / 2
    head = f"M{to_x - 5:g},{to_y - 9:g}L{to_x:g},{to_y:g}L{to_x + 5:g},{to_y - 9:g}"
    way = f"M{x:g},{y:g}V{middle:g}H{to_x:g}V{to_y:g}"
    return f'<path d="{way}{head}" fill="none" stroke="{INK}" stroke-width="1.6"/>'
