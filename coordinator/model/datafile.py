"""Read the data files that lie beside the code: rules, terms, instruments, words."""

from __future__ import annotations

from typing import Any

import yaml


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
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
