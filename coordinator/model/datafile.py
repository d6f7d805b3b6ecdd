"""Read the data files that lie beside the code: rules, terms, instruments, words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

DEEPEST, LONGEST = 40, 1_000_000
"""Levels, and characters, of a file that a body wrote: more is no file of settings, and could end the program."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str) -> Any:  # noqa: ANN401  what a YAML file holds
    """
    Read YAML with libyaml where it is there: ten times as quick, and a start reads a dozen files.

    Parameters
    ----------
    text
        Of one document.

    Returns
    -------
    object
        Mappings, lists, words, numbers, days.

    Raises
    ------
    yaml.YAMLError
        When the text is not YAML; it names line and column.
    """
    return yaml.load(text, Loader=LOADER)


def read_own_file(path: Path) -> Any:  # noqa: ANN401  what a YAML file holds
    """
    Read a YAML file that a body wrote, and refuse whatever it holds that is none.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    object
        As `read_yaml` gives it.

    Raises
    ------
    ValueError
        If it is no text, no YAML, too long, or nests too deep.
    """
    text, depth = path.read_text(encoding="utf-8"), 0
    if len(text) > LONGEST:
        message = "the file is too long"
        raise ValueError(message)
    try:
        for event in yaml.parse(text, Loader=LOADER):  # counted first: libyaml's loader has no bottom
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                message = "the file nests too deep"
                raise ValueError(message)
        return read_yaml(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
