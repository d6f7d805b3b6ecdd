"""Describe what may be asked of a table as the arguments of a function, so that a language model can ask it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from apps.assistant.tables.measures import COUNTED
from apps.assistant.tables.table import spec_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic import ValidationError

    from apps.assistant.tables.table import Column, Spec, Word

HER, ALL = "lei", "tutti"
"""Of whom a table is read."""

BOUNDS = {"più di": "more", "almeno": "least", "meno di": "fewer", "al massimo": "most", "uguale a": ""}
"""How a bound is given → how a question's bound is read."""

UP, DOWN = "crescente", "decrescente"
"""In which order."""

CLOSED = ConfigDict(extra="forbid")

SAYS = {
    "di": "lei: di chi la domanda nomina, o di cui si parla; tutti: di nessuno in particolare",
    "quali": "condizioni che hanno un nome: solo le righe che sono così",
    "tranne": "le stesse condizioni, negate: solo le righe che non sono così",
    "frasi": "altre condizioni, come la domanda le dice: «aperti di sabato mattina», «per chi ha 80 anni»",
    "nomi": "solo le righe che nominano qualcuno o qualcosa, o che non lo nominano",
    "numeri": "limiti",
    "giorni": "solo le righe di un periodo",
    "senza": "colonne che non devono essere scritte",
    "con": "colonne che devono essere scritte",
    "miei": "solo quelli di cui si occupa chi chiede",
    "mostra": "colonne che la domanda chiede; nessuna: le solite",
    "ordina_per": "colonna che mette in ordine",
    "verso": "decrescente: prima il più alto, o il più recente",
    "primi": "quante righe, in quell’ordine: 1 per «il più …»",
    "somma": "colonne da sommare",
    "per": "colonna per cui contare o sommare: quanti per ciascuno",
    "quanti": "vero se chiede quante righe sono",
    "valore": "il nome, con le parole della domanda",
    "numero": "il numero della domanda; in una colonna di giorni una settimana è 7, un mese 30, un anno 365",
    "quando": "il periodo, con le parole della domanda: «questa settimana», «entro venerdì», «da marzo»",
}
"""What a language model reads of each argument."""


@cache
def arguments_of(key: str) -> type[BaseModel]:
    """
    Describe what may be asked of a table.

    Parameters
    ----------
    key
        Of the table.

    Returns
    -------
    type of BaseModel
        A field for each way of asking that the table's columns allow; names and descriptions are Italian.
    """
    spec = spec_of(key)
    columns = spec.columns.values()
    numbers = [one.key for one in columns if one.sort in COUNTED]
    days = [one.key for one in columns if one.sort == "day"]
    lacking = [one.key for one in columns if one.lacking]
    said = list(words_of(spec))
    fields = {
        "di": (Literal[HER, ALL], _field("di", ALL)) if spec.of_person and not spec.of_one else None,
        "quali": _many("quali", said),
        "tranne": _many("tranne", said),
        "frasi": (list[str], _field("frasi", [])) if _has_phrases(spec) else None,
        "nomi": _parts("nomi", [one.key for one in columns if one.linked], _name),
        "numeri": _parts("numeri", numbers, _bound),
        "giorni": _parts("giorni", days, _time),
        "senza": _many("senza", lacking),
        "con": _many("con", lacking),
        "miei": (bool, _field("miei", default=False)) if spec.owner else None,
        "mostra": _many("mostra", _shown(spec)),
        "ordina_per": _one("ordina_per", [*numbers, *days]),
        "verso": (Literal[UP, DOWN], _field("verso", UP)),
        "primi": (int | None, _field("primi", None, ge=1)),
        "somma": _many("somma", [one.key for one in columns if one.adds]),
        "per": _one("per", [one.key for one in columns if one.group]),
        "quanti": (bool, _field("quanti", default=False)),
    }
    held: dict[str, Any] = {name: one for name, one in fields.items() if one is not None}
    model: type[BaseModel] = create_model(f"table_{key}", __config__=CLOSED, **held)
    return model


def words_of(spec: Spec) -> Mapping[str, tuple[Column, Word]]:
    """
    List the conditions of a table that have words of their own.

    Parameters
    ----------
    spec
        Of the table.

    Returns
    -------
    mapping
        How each is told → its column and itself; none in which something is still to be said.
    """
    found: dict[str, tuple[Column, Word]] = {}
    for column in spec.columns.values():
        for word in column.words:
            if word.said and "{" not in word.said:
                found.setdefault(word.said, (column, word))
    return found


def describe(spec: Spec) -> str:
    """
    Say what a table holds and what its columns are called.

    Parameters
    ----------
    spec
        Of the table.

    Returns
    -------
    str
        In Italian; nothing of what its rows say.
    """
    titles = ", ".join(f"{key}: {spec.columns[key].title}" for key in _shown(spec))
    usual = ", ".join(said for _, said in spec.usual if said)
    whose = " Sempre di una persona sola." if spec.of_one else ""
    besides = f" Se la domanda non dice altro: {usual}." if usual else ""
    return f"{spec.title}: ogni riga è un {spec.one}. Legge {spec.read}.{whose}{besides} Colonne: {titles}."


def fault(error: ValidationError) -> str:
    """
    Say what is wrong with arguments, so that who wrote them can mend them.

    Parameters
    ----------
    error
        Why they were refused.

    Returns
    -------
    str
        In Italian, each fault with what would do.
    """
    return "; ".join(dict.fromkeys(_fault(one) for one in error.errors()))


def _fault(one: Mapping[str, Any]) -> str:
    """Say one fault."""
    where = ".".join(str(part) for part in one["loc"]) or "argomenti"
    if one["type"] == "extra_forbidden":
        return f"{where}: questo campo non c’è"
    if one["type"] == "missing":
        return f"{where}: manca"
    if one["type"] == "literal_error":
        return f"{where}: «{one['input']}» non c’è; si può {one['ctx']['expected']}"
    return f"{where}: {one['msg']}"


def _shown(spec: Spec) -> list[str]:
    """List the columns that can be told; not those by which rows are only chosen."""
    told = {spec.leads, *spec.told, *(key for key, one in spec.columns.items() if one.asked or one.group)}
    return [key for key in spec.columns if key in told or spec.columns[key].sort in (*COUNTED, "day")]


def _has_phrases(spec: Spec) -> bool:
    """Say whether a table has conditions in which something is still to be said: the day, the age."""
    return any("{" in word.said for column in spec.columns.values() for word in column.words)


def _field(name: str, default: Any, **more: Any) -> Any:  # noqa: ANN401  what pydantic takes
    """Describe a field."""
    return Field(default, description=SAYS[name], **more)


def _many(name: str, values: Sequence[str]) -> Any:  # noqa: ANN401
    """Describe a list of some of what is known; None where nothing is."""
    one = Literal[*values]  # type: ignore[valid-type]
    return (list[one], _field(name, [])) if values else None


def _one(name: str, values: Sequence[str]) -> Any:  # noqa: ANN401
    """Describe one of what is known, or none; None where nothing is."""
    one = Literal[*values]  # type: ignore[valid-type]
    return (one | None, _field(name, None)) if values else None


def _parts(name: str, columns: Sequence[str], part: Callable[[Any], type[BaseModel]]) -> Any:  # noqa: ANN401
    """Describe a list of conditions on some columns; None where there is none."""
    which = Literal[*columns]  # type: ignore[valid-type]
    return (list[part(which)], _field(name, [])) if columns else None  # type: ignore[misc]


def _name(which: Any) -> type[BaseModel]:  # noqa: ANN401  a Literal made here
    """Describe a condition by a name."""
    said = (str, _field("valore", ...))
    return create_model("Nome", __config__=CLOSED, colonna=(which, ...), valore=said, tranne=(bool, False))


def _bound(which: Any) -> type[BaseModel]:  # noqa: ANN401
    """Describe a bound."""
    way = Literal[*BOUNDS]  # type: ignore[valid-type]
    much = (float, _field("numero", ...))
    return create_model("Numero", __config__=CLOSED, colonna=(which, ...), prova=(way, ...), valore=much)


def _time(which: Any) -> type[BaseModel]:  # noqa: ANN401
    """Describe a stretch of days."""
    said = (str, _field("quando", ...))
    return create_model("Periodo", __config__=CLOSED, colonna=(which, ...), quando=said)
