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

    from apps.components.drafts import Shelf

__all__ = ["Act", "Live"]

log = logging.getLogger("ponte")

ASSETS = Path(__file__).parent / "assets"
HOLD = (ASSETS / "hold.css").read_text(encoding="utf-8")
"""How a page that waits says so."""


class Live(JSComponent):
    """
    A piece of page whose forms and buttons send their values to Python.

    A form with ``data-act`` sends its fields when submitted; a button with ``data-act`` sends its ``data-``
    attributes; a file field sends name and content in base 64. With a shelf, what is typed in a form is kept at
    each field until the act is done, and comes back when the page is opened again; not in a form with
    ``data-drafts="no"``, and never a password or a file.
    """

    html = param.String(default="", doc="From a template, every value escaped.")
    notice = param.String(default="", doc="What went wrong, in Italian; cleared by the next act.")
    heard = param.Integer(default=0, doc="Acts handled so far; while more were sent, the page is busy.")

    _esm = (ASSETS / "live.js").read_text(encoding="utf-8")
    _stylesheets = [HOLD, (ASSETS / "beside.css").read_text(encoding="utf-8")]

    def __init__(
        self,
        handle: Callable[[Act], None],
        *,
        shelf: Shelf | None = None,
        afresh: Callable[[], None] | None = None,
        **params: Any,
    ) -> None:
        self._handle, self._shelf, self._afresh = handle, shelf, afresh
        self._sent = ""  # the form that was sent last, as the browser names it
        super().__init__(**{"sizing_mode": "stretch_width", "margin": 0, **params})  # type: ignore[no-untyped-call]

    def draw(self, inside: str) -> None:
        """
        Show a page's live part, with the drafts of its forms.

        Parameters
        ----------
        inside
            From a template, every value escaped.
        """
        drafts = escape(self._shelf.as_json()) if self._shelf is not None else ""
        self.html = f'<div class="inside" data-drafts="{drafts}">{inside}</div>'

    def done(self) -> None:
        """Forget the draft of the form that was sent: what it asked is done."""
        if self._shelf is not None and self._sent:
            self._shelf.forget(self._sent)

    def drafted(self) -> frozenset[str]:
        """Return the forms in which something was typed and not sent, as the browser names them."""
        return frozenset(self._shelf.kept) if self._shelf is not None else frozenset()

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
            act = read_act(data)
            self._sent = str(act.pop("draft_of", "") or "")
            if self._shelf is None or not self._draft(act, self._shelf):
                self._handle(act)
        except (
            LookupError
        ) as error:  # a row that another has taken away, or a word that no form of ours sends
            log.warning("a page asked for what is not there (%s)", type(error).__name__)
            self.notice = str(escape(in_italian(UnknownActError())))
        except Exception as error:  # noqa: BLE001  the page goes on, and says what to do
            self.notice = str(escape(in_italian(error)))
        self.heard += 1

    def _draft(self, act: Act, shelf: Shelf) -> bool:
        """Keep or forget what is typed, if that is what is asked."""
        match act["act"]:
            case "draft_keep":
                shelf.keep(act)
                self.acknowledge(act)
            case "draft_drop":
                shelf.forget(str(act.get("form")))
                if self._afresh is not None:
                    self._afresh()
            case _:
                return False
        return True
