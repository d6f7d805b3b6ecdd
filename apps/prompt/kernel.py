"""Teach a notebook to show Ponte's values in words, to say failures in Italian, and to draw the live map."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from apps.prompt.shown import SHOWN

if TYPE_CHECKING:
    from types import TracebackType


def teach() -> None:
    """Teach the IPython that runs here, if there is one, how our values and failures are shown."""
    shell = _shell()
    if shell is None:
        return
    from coordinator.errors import CoordinatorError
    from knowledge.errors import KnowledgeError

    html = shell.display_formatter.formatters["text/html"]
    for name, show in SHOWN.items():
        module, _, kind = name.rpartition(".")
        html.for_type_by_name(module, kind, show)
    shell.set_custom_exc((CoordinatorError, KnowledgeError), tell)


def tell(
    shell: Any,  # noqa: ANN401  IPython's, which has no types
    kind: type[Exception],
    error: Exception,
    trace: TracebackType | None,
    tb_offset: int | None = None,  # noqa: ARG001  IPython gives it
) -> list[str]:
    """
    Say one of our own failures without the forty lines of its trace.

    Parameters
    ----------
    shell, kind, error, trace, tb_offset
        As IPython gives them.

    Returns
    -------
    list of str
        What went wrong in Italian, the failure in its own words, and how to see where.
    """
    from apps.components.messages import in_italian

    sys.last_type, sys.last_value, sys.last_traceback = kind, error, trace
    said = [in_italian(error), f"{kind.__name__}: {error}", "(%tb mostra dove è successo)"]
    shell._showtraceback(kind, error, said)  # noqa: SLF001  IPython shows nothing of what is returned
    return said


@cache
def speak_to_notebook() -> None:
    """Load into the notebook what a map needs, once, from this machine alone."""
    import panel as pn

    pn.extension(inline=True)


def _shell() -> Any:  # noqa: ANN401  IPython's, which has no types
    """Return the IPython that runs here, or None."""
    ipython = sys.modules.get("IPython")
    return None if ipython is None else ipython.get_ipython()
