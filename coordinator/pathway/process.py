"""Read the care path from its file: phases with their three tracks, passages, areas and regional variants."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from coordinator.errors import CoordinatorError
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Track = Literal["professional", "administrative", "accounting"]
Stage = Literal["done", "now", "ahead"]
TRACKS: tuple[Track, ...] = ("professional", "administrative", "accounting")
PRACTICE, NOT_READ = "prassi", "norma non nel corpus"
T = TypeVar("T")
RESUME = "(fase di prima)"
"""Where a resumed path goes: the phase in which it was suspended."""


class ProcessError(CoordinatorError):
    """The file of the care path contradicts itself; the message names the place and the mend."""


@dataclass(frozen=True, slots=True)
class CareAct:
    """One act that a phase asks for: who does it, which document it leaves, which norm asks for it."""

    id: str
    track: Track
    name: str
    owner: str
    document: str
    norm: str  # a URN, or one of the words PRACTICE and NOT_READ


@dataclass(frozen=True, slots=True)
class Phase:
    """A station of the path."""

    id: str
    name: str
    norm: str
    macro_phase: str | None  # one of the five of the LEPS of process; None for resting and final phases
    acts: tuple[CareAct, ...]
    resting: bool = False  # the path remembers where it was, and may go back there
    stops_terms: bool = False
    final: bool = False

    def track(self, track: Track) -> tuple[CareAct, ...]:
        """Return the acts of one track, in the order of the file."""
        return tuple(act for act in self.acts if act.track == track)


@dataclass(frozen=True, slots=True)
class Passage:
    """A way from some phases to another: who may go it, which gate must be open, which norm asks for it."""

    id: str
    name: str
    sources: tuple[str, ...]
    target: str
    who: frozenset[str]
    norm: str
    gate: str | None = None


@dataclass(frozen=True, slots=True)
class GateItem:
    """One thing that a gate asks for."""

    id: str
    name: str
    check: str
    norm: str


@dataclass(frozen=True, slots=True)
class TermRule:
    """Which term starts with which mark of a case, and which mark meets it; a mark is a phase or an event."""

    term: str
    starts_with: str  # e.g. "phase:segnalazione"
    met_by: str  # e.g. "event:delivered"


@dataclass(frozen=True, slots=True)
class Process:
    """The whole path of one area in one region."""

    phases: Mapping[str, Phase]
    passages: Mapping[str, Passage]
    macro_phases: Mapping[str, str]
    terms: tuple[TermRule, ...] = ()
    gates: Mapping[str, tuple[GateItem, ...]] = field(default_factory=dict)  # those that no instrument lists

    def missing_macro_phases(self, reached: Iterable[str]) -> tuple[str, ...]:
        """
        Name the macro-phases of the LEPS of process that a case has not reached.

        Parameters
        ----------
        reached
            Ids of the phases that the case has been in, in any order.

        Returns
        -------
        tuple[str, ...]
            Names of what is missing, in the order of the path; empty when the set is whole.
        """
        done = {self.phases[phase].macro_phase for phase in reached}
        return tuple(name for key, name in self.macro_phases.items() if key not in done)

    def macro_stages(self, reached: Sequence[str]) -> tuple[tuple[str, Stage], ...]:
        """
        Say of each macro-phase of the LEPS of process whether it is behind, on, or still missing.

        Parameters
        ----------
        reached
            Ids of the phases that the case has been in, in order; the last is where it stands.

        Returns
        -------
        tuple of (str, str)
            Name and ``"done"``, ``"now"`` or ``"ahead"``, in the order of the path; a path that rests is still
            on where it stopped, and on a path that has ended none is on.
        """
        been = [self.phases[phase].macro_phase for phase in reached]
        ended = bool(reached) and self.phases[reached[-1]].final
        now = None if ended else next((one for one in reversed(been) if one), None)
        return tuple(
            (name, "now" if key == now else "done" if key in been else "ahead")
            for key, name in self.macro_phases.items()
        )


def read_process(area: str | None = None, region: str | None = None, text: str | None = None) -> Process:
    """
    Read the path of an area in a region.

    Parameters
    ----------
    area
        An area of the file's ``paths``, e.g. ``"disabilita"``; an area that the file does not name, or None,
        runs the common path.
    region
        A region of the file's ``variants``, e.g. ``"IT-esempio"``; one that it does not name changes nothing.
    text
        YAML in the form of ``process.yaml``; the shipped file when None.

    Returns
    -------
    Process
        Checked: each phase has an act on each track, each norm is a URN or one of the two words.

    Raises
    ------
    ProcessError
        The file contradicts itself.
    """
    if text is None:
        text = (files("coordinator.pathway") / "process.yaml").read_text(encoding="utf-8")
    tree = read_yaml(text)
    phases = {row["id"]: _phase(row) for row in tree["phases"]}
    passages = {row["id"]: _passage(row) for row in [*tree["passages"], *tree["anytime"]]}
    terms = tuple(TermRule(**row) for row in tree.get("terms", ()))
    gates = {key: tuple(GateItem(**item) for item in rows) for key, rows in tree.get("gates", {}).items()}
    process = Process(phases, passages, tree["macro_phases"], terms, gates)
    for group, key in (("paths", area), ("variants", region)):
        if key is not None and (changes := tree.get(group, {}).get(key)):
            process = _changed(process, changes)
    _check(process)
    return process


def _phase(row: Mapping[str, Any]) -> Phase:
    """Build a phase from its row."""
    return Phase(
        id=row["id"],
        name=row["name"],
        norm=row["norm"],
        macro_phase=row.get("macro_phase"),
        acts=_acts(row["acts"]),
        resting=row.get("resting", False),
        stops_terms=row.get("stops_terms", False),
        final=row.get("final", False),
    )


def _acts(rows: Mapping[str, Sequence[Mapping[str, str]]]) -> tuple[CareAct, ...]:
    """Build the acts of a phase, track by track."""
    return tuple(CareAct(track=track, **row) for track in TRACKS for row in rows.get(track, ()))


def _passage(row: Mapping[str, Any]) -> Passage:
    """Build a passage from its row."""
    sources = (row["from"],) if isinstance(row["from"], str) else tuple(row["from"])
    return Passage(
        row["id"], row["name"], sources, row["to"], frozenset(row["who"]), row["norm"], row.get("gate")
    )


def _changed(process: Process, changes: Mapping[str, Any]) -> Process:
    """Lay an area or a region on top: named fields replace, acts are added or replaced by id."""
    phases, passages = dict(process.phases), dict(process.passages)
    for place, norm in changes.get("norms", {}).items():
        _set_norm(phases, passages, place, norm)
    for phase_id, fields in changes.get("phases", {}).items():
        phase = _known(phases, phase_id, "phase")
        acts = {act.id: act for act in phase.acts} | {act.id: act for act in _acts(fields.get("acts", {}))}
        simple = {key: value for key, value in fields.items() if key != "acts"}
        phases[phase_id] = replace(phase, acts=tuple(acts.values()), **simple)
    for passage_id, fields in changes.get("passages", {}).items():
        values = dict(fields)
        if "who" in values:
            values["who"] = frozenset(values["who"])
        passages[passage_id] = replace(_known(passages, passage_id, "passage"), **values)
    terms = (*process.terms, *(TermRule(**row) for row in changes.get("terms", ())))
    replaced = {row["instead_of"]: row["term"] for row in changes.get("term_changes", ())}
    terms = tuple(replace(rule, term=replaced.get(rule.term, rule.term)) for rule in terms)
    gates = dict(process.gates)
    for place, norm in changes.get("gate_norms", {}).items():
        gate, _, item_id = place.partition(".")
        items = {item.id: item for item in _known(gates, gate, "gate")}
        items[item_id] = replace(_known(items, item_id, "item"), norm=norm)
        gates[gate] = tuple(items.values())
    return replace(process, phases=phases, passages=passages, terms=terms, gates=gates)


def _set_norm(phases: dict[str, Phase], passages: dict[str, Passage], place: str, norm: str) -> None:
    """Give a phase, an act ("phase.act") or a passage the norm that asks for it in an area or region."""
    phase_id, _, act_id = place.partition(".")
    if act_id:
        phase = _known(phases, phase_id, "phase")
        acts = {act.id: act for act in phase.acts}
        acts[act_id] = replace(_known(acts, act_id, "act"), norm=norm)
        phases[phase_id] = replace(phase, acts=tuple(acts.values()))
    elif place in phases:
        phases[place] = replace(phases[place], norm=norm)
    else:
        passages[place] = replace(_known(passages, place, "passage"), norm=norm)


def _known(things: Mapping[str, T], key: str, kind: str) -> T:
    """Return the thing that a change names, or say that there is none."""
    if key not in things:
        msg = f"process.yaml changes the {kind} {key!r}, which does not exist. It has: {', '.join(things)}."
        raise ProcessError(msg)
    return things[key]


def _check(process: Process) -> None:
    """Refuse a path with an unknown phase, an empty track or an invented norm."""
    for phase in process.phases.values():
        for track in TRACKS:
            if not phase.track(track):
                msg = (
                    f"process.yaml: the phase {phase.id!r} has no {track} act. Add one, with owner and norm."
                )
                raise ProcessError(msg)
        _check_norm(phase.norm, repr(phase.id))
        for act in phase.acts:
            _check_norm(act.norm, f"{phase.id!r}, {act.id!r}")
    for passage in process.passages.values():
        _check_norm(passage.norm, repr(passage.id))
        for item in process.gates.get(passage.gate or "", ()):
            _check_norm(item.norm, f"the gate of {passage.id!r}")
        for phase_id in (*passage.sources, passage.target):
            if phase_id != RESUME and phase_id not in process.phases:
                msg = f"process.yaml: the passage {passage.id!r} names an unknown phase, {phase_id!r}."
                raise ProcessError(msg)


def _check_norm(norm: str, place: str) -> None:
    """Accept a URN or one of the two words."""
    if not norm.startswith("urn:") and norm not in (PRACTICE, NOT_READ):
        msg = f"process.yaml, {place}: {norm!r} is neither a URN, nor {PRACTICE!r}, nor {NOT_READ!r}."
        raise ProcessError(msg)
