"""Give each table to a language model as a LangChain tool: what it answers is what our own telling makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.assistant.reading.words import normal
from apps.assistant.tables.arguments import ALL, arguments_of, describe, fault
from apps.assistant.tables.asking import Found
from apps.assistant.tables.called import ArgumentError, Called, NotThereError
from apps.assistant.tables.keeping import TABLES, own_name, rows_of
from apps.assistant.tables.query import Query, found_rows
from apps.assistant.tables.say import tell_found, with_usual
from apps.assistant.tables.table import spec_of

if TYPE_CHECKING:
    from langchain_core.tools import StructuredTool

    from apps.assistant.reading.people import Named
    from apps.assistant.tables.table import Spec
    from apps.assistant.whom.scene import Scene

NAME = "table_"
"""How the name of a table's tool begins; the rest is its key."""


def table_tools(scene: Scene, question: str, named: Named, before: str = "") -> dict[str, StructuredTool]:
    """
    Give every table as a tool that answers one question.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day. A tool reads what she may read, and writes nothing.
    question
        What was asked: a tool takes names, numbers and times from it and from `before` alone.
    named
        Whom the question names, nobody or one; of her is then what is read of persons.
    before
        What was asked before it.

    Returns
    -------
    dict of str to StructuredTool
        By name. The content of a call is the answer as the conversation shows it, its artifact a `Found`; a wrong
        argument is a message that says how to mend it, and what is not in the record has no artifact.
    """
    return {f"{NAME}{key}": _tool(scene, spec_of(key), question, named, before) for key in TABLES}


def _tool(scene: Scene, spec: Spec, question: str, named: Named, before: str) -> StructuredTool:
    """Make the tool of one table; faults are told to whoever calls it."""
    from langchain_core.tools import StructuredTool, ToolException

    schema = arguments_of(spec.key)

    def answer(**given: Any) -> tuple[str, Found | None]:  # noqa: ANN401  what the schema allows
        try:
            found = _found(scene, spec, schema(**given), question, named, before)
        except ArgumentError as error:
            raise ToolException(str(error)) from error
        except NotThereError as error:
            return f"Non risponde: {error}.", None
        return tell_found(scene, found).as_markdown(), found

    return StructuredTool.from_function(
        answer,
        name=f"{NAME}{spec.key}",
        description=describe(spec),
        args_schema=schema,
        response_format="content_and_artifact",
        handle_tool_error=True,
        handle_validation_error=fault,
    )


def _found(scene: Scene, spec: Spec, args: Any, question: str, named: Named, before: str) -> Found:  # noqa: ANN401
    """Read what arguments ask of a table."""
    person_id = _whose(scene, spec, args, named)
    rows = rows_of(scene, spec.key, person_id)
    if not rows:
        message = "la tabella non ha righe, o chi chiede non può leggerla"
        raise NotThereError(message)
    blank = Query(spec.key, person_id=person_id, of_all=bool(spec.of_many) and not person_id)
    made = Called("", spec, rows, scene.day, blank, own_name(scene, spec)).made_of(args, question, before)
    if spec.of_one and not found_rows(rows, with_usual(spec, made)):
        message = "nessuna riga è così"  # other answers may know of it
        raise NotThereError(message)
    return Found(spec, rows, made)


def _whose(scene: Scene, spec: Spec, args: Any, named: Named) -> str:  # noqa: ANN401
    """Say of whom a table is read: of whom the question names, unless it is a condition that names her."""
    conditions = normal(" ".join(one.valore for one in getattr(args, "nomi", ()))).split()
    people = [one for one in named.people if set(normal(one.name).split()).isdisjoint(conditions)]
    if people and not spec.of_person:
        message = "la domanda nomina una persona, e questa tabella non è di persone"
        raise NotThereError(message)
    if people:
        return people[0].id
    if not spec.of_one and getattr(args, "di", ALL) == ALL:
        return ""
    if not scene.person_id:
        message = "non si sa di chi: la domanda non nomina nessuno"
        raise NotThereError(message)
    return scene.person_id
