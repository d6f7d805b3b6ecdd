"""Say in Italian why something of a path was refused, and at which field of its form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from apps.components.days import DayError
from apps.components.messages import in_italian
from apps.components.words import author_words, short_day
from apps.pages.cases.words import story
from coordinator.pathway.budgets import BudgetError
from coordinator.pathway.case import CaseOrderError
from coordinator.pathway.cases import StaleCaseError
from coordinator.pathway.events import BadEventError
from coordinator.pathway.forms import EmptyFieldsError
from coordinator.pathway.gates import InstrumentError
from coordinator.pathway.machine import RefusedPassageError
from coordinator.pathway.referrals import ReferralError
from coordinator.pathway.scales import ScaleError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordinator.pathway.forms import Field, Form

SHOWN = 3
"""Of what others wrote meanwhile, how many are told."""
LACKS = {
    "scelta": "Scegli una voce.",
    "giorno": "Scrivi il giorno.",
    "numero": "Scrivi un numero.",
    "si_no": "Segna la casella.",
}
NO_DAY = "Scrivilo come 3/3/2025, oppure 3 marzo 2025."
WRONG = {
    "numero": "Scrivi un numero, per esempio 3,5: non può essere negativo.",
    "giorno": NO_DAY,
    "scelta": "Scegli una voce dell’elenco.",
}
BUDGET = (
    ("ends on", "until", "La fine viene prima dell’inizio."),
    ("no unit cost", "unit_cost", "Per il denaro servono gli euro per unità; altrimenti segna l’aiuto in natura."),
    ("negative", "quantity", "Non può essere negativo."),
)  # fmt: skip
"""Words of a `BudgetError` → the field that it is about, and what to say there."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was refused: in a sentence, and field by field."""

    words: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Say whether anything was refused."""
        return bool(self.words)


def refuse(error: Exception, form: Form | None = None) -> Refusal:
    """
    Say why something was refused, and how to go on.

    Parameters
    ----------
    error
        What the service said.
    form
        The form that was sent, if one was.

    Returns
    -------
    Refusal
        It names what is missing; never what was typed.
    """
    fields = {one.name: one for one in form.fields} if form else {}
    match error:
        case EmptyFieldsError():
            faults = {
                one.name: LACKS.get(one.type, "Scrivi qui.")
                for one in fields.values()
                if one.label in error.labels
            }
            return Refusal(f"Manca ancora: {'; '.join(error.labels)}.", faults)
        case BadEventError():
            faults = {name: _wrong(fields[name]) for name in error.fields if name in fields}
            labels = [fields[name].label for name in faults] or ["un campo"]
            return Refusal(f"Da correggere: {'; '.join(labels)}.", faults)
        case BudgetError():
            found = {name: words for clue, name, words in BUDGET if clue in str(error) and name in fields}
            if found:
                return Refusal("La risorsa non si può registrare così.", found)
        case DayError():
            return Refusal("Questo giorno non si legge.", {"until": NO_DAY})
    return Refusal(_sentence(error))


def meanwhile(error: StaleCaseError) -> str:
    """
    Say who wrote what in a case since somebody opened it.

    Parameters
    ----------
    error
        The refusal of what she then wrote.

    Returns
    -------
    str
        At most the last three things, with their authors; nobody's data.
    """
    view = error.view
    told = [
        f"{author_words(one.author)}, «{story(one, view, str)['text']}», {short_day(one.day)}"
        for one in error.since[-SHOWN:]
        if view is not None
    ]
    what = f": {'; '.join(told)}" if told else ""
    return (
        f"Intanto qualcun altro ha scritto in questo percorso{what}. Quello che hai scritto è ancora qui e non è "
        "stato salvato: guarda com’è adesso, poi ripeti."
    )


def _wrong(one: Field) -> str:
    """Say what a field asks for."""
    return WRONG.get(one.type, "Scegli un nome dell’elenco." if one.offered else "Non si può scrivere così.")


def _sentence(error: Exception) -> str:
    """Say a refusal that is about no single field."""
    match error:
        case RefusedPassageError() if error.missing:
            return f"Non si può ancora: manca {'; '.join(error.missing)}."
        case RefusedPassageError():
            return "Questo passaggio non si può fare da qui, o non con questo ruolo."
        case ScaleError() if "come with the program" in str(error):
            return "Questa scala c’è già nel programma: dai alla tua un altro codice."
        case ScaleError():
            return (
                "La scala non si può usare così: controlla fonte, licenza, punti, fasce ed esempi del file."
            )
        case StaleCaseError():
            return meanwhile(error)
        case InstrumentError() if error.instead:
            return f"Per quest’area, qui e in quel giorno, si apre un altro strumento: {', '.join(error.instead)}."
        case InstrumentError():
            return "Questo strumento non è in vigore qui in quel giorno: scegline un altro."
        case ReferralError() if "still open" in str(error):
            return "C’è già una richiesta aperta per questo bisogno: prima concludila o ritirala."
        case ReferralError() if "coded reason" in str(error):
            return "Scegli il motivo dall’elenco."
        case ReferralError() if "before the last" in str(error):
            return "Il giorno viene prima dell’ultimo passo di questa richiesta. Controlla il giorno."
        case ReferralError():
            return "Questo passo spetta all’altra parte, oppure è già stato fatto: guarda com’è la richiesta ora."
        case CaseOrderError() if "before the last one" in str(error):
            return "Il giorno viene prima dell’ultimo passo registrato. Controlla il giorno."
        case CaseOrderError() if "has ended" in str(error):
            return "Il percorso è concluso: per scriverci, annulla la conclusione o apri un altro percorso."
        case CaseOrderError():
            return "Qui e adesso non si può registrare: controlla la fase e i nomi scelti."
    return in_italian(error)
