"""Serve the demo for the measures of its pages, in a process of its own."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import Event

DAY = date(2026, 11, 22)


@contextmanager
def served(home: str) -> Iterator[tuple[str, Callable[[str], dict[str, float]]]]:
    """Serve the demo in a process of its own; yield its address, and what answers about its state."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "benchmarks.pages_served", str(port), home]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    stdin, stdout = process.stdin, process.stdout
    stdout.readline()  # it answers

    def tell(word: str) -> dict[str, float]:
        stdin.write(f"{word}\n")
        stdin.flush()
        return dict(json.loads(stdout.readline()))

    try:
        yield f"http://127.0.0.1:{port}/", tell
    finally:
        process.kill()
        process.wait()


def serve(port: int, home: Path) -> None:
    """Serve the demo, with a page of invented maps and norms that can be held back; answer on standard input."""
    import logging
    from dataclasses import replace
    from threading import Event, Thread

    from bokeh.document import Document

    import apps.serve as server
    from apps.settings import Settings
    from coordinator.district import generate, load
    from coordinator.district.path import walk_ada
    from coordinator.pathway.cases import cases_of
    from coordinator.protection import open_viewer

    logging.getLogger("bokeh").setLevel(logging.ERROR)  # a page that is left at once is no news
    alive: WeakSet[Document] = WeakSet()
    make = Document.__init__

    def noted(document: Document, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
        alive.add(document)
        make(document, *arguments, **named)

    Document.__init__ = noted  # type: ignore[method-assign]
    desk = server.open_desk(Settings(home=home, url=None, user="demo", day=DAY), demo=True)
    viewer = open_viewer(desk.store, "demo")
    load(desk.store, generate(200, 7), viewer)
    walk_ada(desk.store, viewer)
    server.PAGES = {**server.PAGES, "/prova": show_invented}
    free, held = Event(), set[int]()
    free.set()
    open_assistant = desk.assistant
    desk = replace(desk, today=lambda: DAY, assistant=lambda: _Held(open_assistant(), free, held))

    def answer() -> None:
        for word in map(str.strip, sys.stdin):
            known: dict[str, Any] = {}
            if word == "hold":
                free.clear()
            elif word == "free":
                free.set()
            elif word == "held":
                known = {"held": len(held)}
            elif word == "case":
                known = {"case": cases_of(desk.store, "per:ada", viewer)[0]}
            else:
                gc.collect()
                known = {"documents": len(alive), "mb": _memory()}
            print(json.dumps(known), flush=True)

    Thread(target=answer, daemon=True).start()
    made = server.make_server(desk, server.Place(port), unused_seconds=1.0)
    made.io_loop.add_callback(lambda: print("ready", flush=True))
    made.run_until_shutdown()


class _Held:
    """The real assistant, which answers when it is let free; it notes who waits."""

    def __init__(self, assistant: Any, free: Event, held: set[int]) -> None:  # noqa: ANN401
        self._assistant, self._free, self._held = assistant, free, held

    def ask(self, question: str, **how: Any) -> Any:  # noqa: ANN401
        self._held.add(me := get_ident())
        try:
            self._free.wait()
        finally:
            self._held.discard(me)
        return self._assistant.ask(question, **how)

    def at(self, *where: Any) -> _Held:  # noqa: ANN401
        return _Held(self._assistant.at(*where), self._free, self._held)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._assistant, name)


def show_invented(desk: Any) -> None:  # noqa: ANN401
    """Fill the document with a map of as many invented parties as the address asks for."""
    from apps.components.ecomap import Ecomap
    from apps.components.frame import argument, page
    from apps.components.scene import draw_scene
    from coordinator.network import ego
    from coordinator.network.layout import place, place_tall

    viewer, number = desk.viewer(), int(argument("n") or 60)
    graph = ego(desk.store, "per:ada", DAY, viewer).graph
    patterns = [(data["sector"], data["kind"]) for node, data in graph.nodes(data=True) if node != "per:ada"]
    tie = next(data for _, stop, data in graph.edges(data=True) if stop == "per:ada")
    while len(graph) < number:
        sector, kind = patterns[len(graph) % len(patterns)]
        graph.add_node(
            f"per:x{len(graph)}", name=f"Persona {len(graph)}", sector=sector, kind=kind, detail=""
        )
        graph.add_edge(f"per:x{len(graph) - 1}", "per:ada", **{**tie, "tie_id": 10_000 + len(graph)})
    layouts = {"wide": place(graph, "per:ada"), "tall": place_tall(graph, "per:ada")}
    scene = draw_scene(graph, layouts, "per:ada", {}) | {"day": DAY.isoformat(), "moves": 0}
    shown = Ecomap(day=DAY.isoformat(), scene=scene)
    page(desk, "asking/chat.html", "Prova", "mappa", viewer=viewer, name="", roots={"chat": shown})


def _memory() -> float:
    """Return the megabytes that the process holds in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
