"""Measure the parts of a territory on the workers of a dask cluster; needs the extra ``cluster``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordinator.territory.continuity import tally
from coordinator.territory.density import shared_by_person
from coordinator.territory.partitions import Measured, read_part, together
from coordinator.territory.projection import added, shared_persons

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coordinator.territory.continuity import Tally
    from coordinator.territory.projection import Shared


def measure_on(client: Any, parts: Sequence[Path]) -> list[Any]:  # noqa: ANN401 - distributed ships no types
    """
    Measure each part on a worker, and leave what is found there.

    Two rounds: each worker adds up its persons' contacts and counts the pairs of services; the pairs alone, a few
    megabytes, are added up and sent to all; each worker then says what every person's services share.

    Parameters
    ----------
    client
        A ``distributed.Client``.
    parts
        As `coordinator.territory.partitions.find_parts` gives them; every worker must be able to read them.

    Returns
    -------
    list of Future
        One `Measured` a part, in the order of persons; they stay with the workers until they are fetched.
    """
    tallies = client.map(_tally, list(parts), pure=False)
    shares = client.map(_share, tallies, list(parts), pure=False)
    whole = client.submit(added, shares, pure=False)
    return list(client.map(_finish, tallies, list(parts), shared=whole, pure=False))


def fetch(client: Any, measured: Sequence[Any]) -> Measured:  # noqa: ANN401
    """
    Bring what was measured on the workers into this process, and put it together.

    Parameters
    ----------
    client
        The client that measured.
    measured
        As `measure_on` gives it.

    Returns
    -------
    Measured
        Of the whole territory.
    """
    return together(client.gather(list(measured)))


def _tally(part: Path) -> Tally:
    return tally(read_part(part))


def _share(found: Tally, part: Path) -> Shared:
    return shared_persons(found, read_part(part).services.size)


def _finish(found: Tally, part: Path, shared: Shared) -> Measured:
    return Measured(read_part(part).persons, found, shared_by_person(found, shared))
