"""Show a piece of page that answers: forms and buttons written in a template, handled in Python."""

from __future__ import annotations

import logging
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import param
from markupsafe import escape
from panel.custom import JSComponent

from apps.components.acts import Act, UnknownActError, read_act
from apps.components.entry import still_in
from apps.components.messages import in_italian

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Act", "Live"]

log = logging.getLogger("ponte")

ASSETS = Path(__file__).parent / "assets"


class Live(JSComponent):
    """
    A piece of page whose forms and buttons send their values to Python.

    A form with ``data-act`` sends its fields when submitted; a button with ``data-act`` sends its ``data-``
    attributes; a file field sends name and content in base 64.
    """

    html = param.String(default="", doc="From a template, every value escaped.")
    notice = param.String(default="", doc="What went wrong, in Italian; cleared by the next act.")
    heard = param.Integer(default=0, doc="Acts handled so far; while more were sent, the page is busy.")

    _esm = (ASSETS / "live.js").read_text(encoding="utf-8")
    _stylesheets = [(ASSETS / "beside.css").read_text(encoding="utf-8")]

    def __init__(self, handle: Callable[[Act], None], **params: Any) -> None:
        self._handle = handle
        super().__init__(**{"sizing_mode": "stretch_width", "margin": 0, **params})  # type: ignore[no-untyped-call]

    def acknowledge(self, act: Act) -> None:
        """Tell the page that what a field holds has been kept."""
        self._send_msg({"kept": f"{act['form']}.{act['field']}"})

    def hand_over(self, name: str, content: bytes, mime: str) -> None:
        """
        Give the reader a file, as her browser's download.

        Parameters
        ----------
        name
            Of the file, with its ending.
        content
            Its bytes.
        mime
            Its media type.
        """
        self._send_msg({"name": name, "type": mime, "base64": b64encode(content).decode("ascii")})

    def _handle_msg(self, data: Mapping[str, Any]) -> None:
        """Handle an act; a failure is told in Italian and changes nothing else."""
        self.notice = ""
        try:
            still_in()
            self._handle(read_act(data))
        except (
            LookupError
        ) as error:  # a row that another has taken away, or a word that no form of ours sends
            log.warning("a page asked for what is not there (%s)", type(error).__name__)
            self.notice = str(escape(in_italian(UnknownActError())))
        except Exception as error:  # noqa: BLE001  the page goes on, and says what to do
            self.notice = str(escape(in_italian(error)))
        self.heard += 1
