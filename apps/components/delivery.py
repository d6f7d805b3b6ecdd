"""Bring every change of a page to the browser, also one that is made while another is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bokeh.document import Document


def deliver_all() -> None:
    """
    Mend how Panel writes to a page; calling it again changes nothing.

    Panel 1.9 keeps what changes while a message is being written, and marks the document as blocked until all is
    written. The task that ends takes the mark away even when the next one has messages of its own; that one then
    finds no mark, and leaves them unsent until something else changes. A conversation whose answer comes at once
    waited for ever.
    """
    from panel.io import document as io

    written = io._dispatch_msgs
    if getattr(written, "delivers_all", False):
        return

    async def dispatch(doc: Document) -> None:
        if doc in io._WRITE_MSGS:
            io._WRITE_BLOCK[doc] = True
        await written(doc)  # type: ignore[no-untyped-call]

    dispatch.delivers_all = True  # type: ignore[attr-defined]
    io._dispatch_msgs = dispatch
