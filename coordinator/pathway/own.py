"""Keep what a body brings of its own: scales of assessment and templates, each version with who brought it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

from sqlalchemy import func, select

from coordinator.model import OwnFile
from coordinator.pathway.scales import ScaleError, read_scales

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordinator.pathway.scales import Scale
    from coordinator.protection import Viewer
    from coordinator.store import Store

Kind = Literal["scala", "modello", "regole"]


def keep_file(store: Store, kind: Kind, name: str, content: bytes, viewer: Viewer) -> None:
    """
    Keep a new version of a file that the body brings.

    Parameters
    ----------
    store
        The record.
    kind
        A scale, a template, or the body's own rules.
    name
        The scale's id, or the sheet that the template is for.
    content
        The file.
    viewer
        Who brings it; needs to write registers.
    """
    viewer.require("write", "register")
    with store.writing() as session:
        session.add(
            OwnFile(
                kind=kind,
                name=name,
                content=content,
                sha256=hashlib.sha256(content).hexdigest(),
                recorded_at=store.clock(),
                author=viewer.user,
            )
        )


def files_of(store: Store, kind: Kind, viewer: Viewer) -> Mapping[str, bytes]:
    """
    Read the last version of each file of a kind.

    Parameters
    ----------
    store
        The record.
    kind
        Scales or templates.
    viewer
        Who asks; needs to read cases.

    Returns
    -------
    Mapping[str, bytes]
        By name; empty when the body brought none.
    """
    viewer.require("read", "case")
    last = select(func.max(OwnFile.key)).where(OwnFile.kind == kind).group_by(OwnFile.name)
    with viewer.reading() as session:
        rows = session.scalars(select(OwnFile).where(OwnFile.key.in_(last)).order_by(OwnFile.name))
        return {row.name: row.content for row in rows}


def add_scales(store: Store, text: str, viewer: Viewer) -> tuple[str, ...]:
    """
    Add the scales of a file that the body may use.

    Parameters
    ----------
    store
        The record.
    text
        YAML in the form of ``scales.yaml``; a licence must be named, the examples must come out.
    viewer
        Who brings them; needs to write registers.

    Returns
    -------
    tuple[str, ...]
        Ids of the scales, which now may be answered in a case.

    Raises
    ------
    ScaleError
        The file is no table of scales, names no licence, an example does not come out, or the id is that of a
        scale shipped with the program. Nothing is kept.
    """
    found = read_scales(text)
    if taken := found.keys() & read_scales().keys():
        msg = f"The scales {', '.join(sorted(taken))} come with the program. Give yours another id."
        raise ScaleError(msg)
    for name in found:
        keep_file(store, "scala", name, text.encode(), viewer)
    return tuple(found)


def scales_of(store: Store, viewer: Viewer) -> Mapping[str, Scale]:
    """
    List the scales that may be answered: those shipped, then the body's own.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read cases.

    Returns
    -------
    Mapping[str, Scale]
        By id.
    """
    scales = read_scales()
    for name, content in files_of(store, "scala", viewer).items():
        scales[name] = read_scales(content.decode())[name]
    return scales
