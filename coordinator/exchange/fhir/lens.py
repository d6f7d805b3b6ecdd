"""Put values into a resource along paths, and take them out again until only what nobody read is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Step = str | int | Mapping[str, Any]
Path = tuple[Step, ...]
"""Names of elements, places in lists, or what tells an element of a list from the others."""

NOT_DATA = {"resourceType", "id", "meta", "language"}
"""Elements that say nothing of the world and may be passed over in silence."""


def put(node: Any, path: Path, value: object) -> None:  # noqa: ANN401  JSON
    """
    Put a value into a resource, making the elements on the way.

    Parameters
    ----------
    node
        The resource, changed in place.
    path
        Where to.
    value
        JSON.
    """
    for step, following in zip(path, [*path[1:], None], strict=True):
        if isinstance(step, Mapping):
            node = _found(node, step) or _added(node, dict(step))
        elif following is None and isinstance(step, int):
            node.append(value)
        elif following is None:
            node[step] = value
        elif isinstance(step, int):
            node = node[step] if step < len(node) else _added(node, _container(following))
        else:
            node = node.setdefault(step, _container(following))


def _container(following: Step) -> Any:  # noqa: ANN401  JSON
    return {} if isinstance(following, str) else []


def _added(node: list[Any], element: Any) -> Any:  # noqa: ANN401  JSON
    node.append(element)
    return element


def _found(node: list[Any], wanted: Mapping[str, Any]) -> Any:  # noqa: ANN401  JSON
    return next((one for one in node if isinstance(one, dict) and wanted.items() <= one.items()), None)


class Reading:
    """A resource as it is being read: what was taken is gone from ``rest``."""

    def __init__(self, resource: Mapping[str, Any]) -> None:
        self.rest: dict[str, Any] = _copy(resource)

    def take(self, path: Path) -> Any:  # noqa: ANN401  JSON
        """
        Take a value out.

        Parameters
        ----------
        path
            Where it is.

        Returns
        -------
        object
            JSON; None where there is nothing.
        """
        return _take(self.rest, path)

    def left(self) -> list[str]:
        """
        Name what nobody took.

        Returns
        -------
        list of str
            Paths such as ``"contact.name.family"``, without places in lists, each once.
        """
        return list(
            dict.fromkeys(
                path
                for name, value in self.rest.items()
                if name not in NOT_DATA
                for path in _leaves(value, name)
            )
        )


def _copy(value: Any) -> Any:  # noqa: ANN401  JSON
    """Copy JSON: five times as quick as a copy of anything."""
    if isinstance(value, dict):
        return {name: _copy(below) for name, below in value.items()}
    return [_copy(below) for below in value] if isinstance(value, list) else value


def _take(node: Any, path: Path) -> Any:  # noqa: ANN401  JSON
    """Take a value out of a node, and the elements that are empty without it."""
    step, *more = path
    place = _place(node, step)
    if place is None:
        return None
    if not more:
        return node.pop(place)
    value = _take(node[place], tuple(more))
    told = step if isinstance(step, Mapping) else {}
    if value is not None and (not node[place] or (told and node[place].items() <= told.items())):
        node.pop(place)
    return value


def _place(node: Any, step: Step) -> Any:  # noqa: ANN401  JSON
    """Find where a step leads from a node; None where it leads nowhere."""
    if isinstance(step, str):
        return step if isinstance(node, dict) and step in node else None
    if not isinstance(node, list):
        return None
    if isinstance(step, int):
        return step if step < len(node) else None
    fits = (n for n, one in enumerate(node) if isinstance(one, dict) and step.items() <= one.items())
    return next(fits, None)


def _leaves(value: Any, path: str) -> Iterator[str]:  # noqa: ANN401  JSON
    """Yield the paths of the leaves under a value."""
    if isinstance(value, dict):
        if set(value) <= {"div", "status"} and "div" in value:
            yield path
            return
        for name, below in value.items():
            yield from _leaves(below, f"{path}.{name}")
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one, path)
    else:
        yield path


def write_path(path: Path) -> str:
    """
    Write a path as a person reads it.

    Parameters
    ----------
    path
        As `put` takes it.

    Returns
    -------
    str
        E.g. ``"identifier[system=…].value"``.
    """
    text = ""
    for step in path:
        if isinstance(step, str):
            text += f".{step}" if text else step
        elif isinstance(step, int):
            text += f"[{step}]"
        else:
            text += "[" + ", ".join(f"{name}={value}" for name, value in step.items()) + "]"
    return text
