"""Compile a kernel once for the machine, or say that it cannot be done here."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def compiled(kernel: Callable[..., Any]) -> Callable[..., Any] | None:
    """
    Compile a function of arrays and numbers with numba.

    Parameters
    ----------
    kernel
        A function in a file, that calls no other function of ours.

    Returns
    -------
    Callable or None
        The compiled function, that lets other threads work meanwhile; None where numba is not installed: the
        caller then has numpy. What was compiled is kept beside the source, or in the user's own folder
        (``~/.cache/numba``) where that cannot be written; where neither can, it is compiled at each start.
    """
    try:
        from numba import njit
    except ImportError:
        return None
    fast: Callable[..., Any]
    try:
        fast = njit(cache=True, nogil=True)(kernel)
    except RuntimeError:  # no folder to keep it in
        fast = njit(nogil=True)(kernel)
    return fast
