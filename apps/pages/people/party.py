"""Add or mend a person, a service, a body, a group: look for duplicates first, keep who said it, take it back."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from apps.components.acts import number_of, whole_number
from apps.components.days import read_day, write_day
from apps.components.frame import argument
from apps.components.words import KINDS, long_day, place_name
from apps.pages.people.party_fields import GROUPS, LABELS, Field, fields_shown
from apps.pages.task import MissingError, Task, show_task
from coordinator.errors import BadPartyError, BadTaxCodeError
from coordinator.model import PREFIXES
from coordinator.network.duplicates import Candidate, find_duplicates
from coordinator.network.parties import add_party, change_party, undo_change
from coordinator.network.party_log import party_history
from coordinator.network.record import read_record
from coordinator.network.services import needs_met

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.network.party_log import Writing

NEW = {
    "persona": "Aggiungi una persona",
    "servizio": "Aggiungi un servizio",
    "ente": "Aggiungi un ente",
    "comunita": "Aggiungi un gruppo o un’associazione",
    "professionista": "Aggiungi un professionista",
    "nucleo": "Aggiungi un nucleo familiare",
}


ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
GIVEN_THEN_FAMILY = ("given_name", "family_name")
LATER = "Altro"
"""Group of the data that nobody asks of a person who is being added."""


def show_party(desk: Desk) -> None:
    """Fill the document with the data of a party to be mended, or with those of a new one."""
    party_id, kind = argument("id"), argument("nuova")
    if party_id:
        record = read_record(desk.store, party_id, desk.today(), desk.viewer())
        task = PartyCard(desk, record.party.kind, party_id)
        person = record if record.party.kind == "persona" else None
        lead = "Ogni cambiamento tiene com’era prima, chi l’ha scritto e chi l’ha detto."
        here = "persone" if person else "servizi"
        above = [] if person else [(f"intorno?id={quote(party_id)}", record.party.name)]
        show_task(
            desk,
            "scheda",
            f"I dati di {record.party.name}",
            lead,
            record=person,
            task=task,
            here=here,
            above=above,
        )
        return
    kind = kind if kind in NEW else "persona"
    task = PartyCard(desk, kind, "")
    lead = "Basta il poco che sai: il resto si aggiunge quando si viene a sapere."
    show_task(desk, "scheda", NEW[kind], lead, task=task, here="persone" if kind == "persona" else "servizi")


def proposed(searched: str) -> dict[str, str]:
    """
    Take up what was searched in vain, so that it need not be typed again.

    Examples
    --------
    >>> proposed("lodi 1938"), proposed("teresa lodi")
    ({'family_name': 'Lodi'}, {})
    """
    words = [word for word in searched.split() if not word.isdecimal()]
    return {"family_name": words[0].capitalize()} if len(words) == 1 and words[0].isalpha() else {}


class PartyCard(Task):
    """The data of a party, known or new."""

    template = "people/party.html"

    def __init__(self, desk: Desk, kind: str, party_id: str) -> None:
        super().__init__(desk, party_id, f"scheda {kind}")
        self.kind, self.party_id = kind, party_id
        self.likely: tuple[Any, ...] = ()  # who may be the same person as the one being entered
        self.added = ""  # id of the one just added
        self.proposed = proposed(argument("cerca")) if kind == "persona" and not party_id else {}
        self.seen = (
            self._known() if party_id else {}
        )  # what the form showed: only what differs from it is hers

    def acts(self) -> dict[str, Any]:
        """Return what the page may ask."""
        return {"save": self._save, "sure": self._sure, "back": self._back, "reserve": self._reserve}

    def values(self) -> dict[str, Any]:
        """Collect the fields with what is known or was typed, and what was written before."""
        known = self._known() if self.party_id else self.proposed
        typed = {field.name: self.typed.get(field.name) for field in fields_shown(self.kind)}
        shown = typed if self.typed.get("act") in {"save", "sure"} else known
        written = party_history(self.desk.store, self.party_id, self.viewer) if self.party_id else ()
        return {
            "kind": self.kind,
            "kind_words": KINDS[self.kind],
            "groups": [one for one in _groups(self.kind, shown) if self.party_id or one[0] != LATER],
            "party_id": self.party_id,
            "likely": self.likely,
            "added": self.added,
            "writings": [told(one) for one in reversed(written)],
            "may_write": self.viewer.may(
                "write", "person" if self.kind in {"persona", "nucleo"} else "directory"
            ),
            "may_reserve": bool(self.party_id) and self.viewer.may("write", "network_hidden"),
            "reserved": self._reserved(),
            "others": [(key, words) for key, words in NEW.items() if key != self.kind],
            "long_day": long_day,
        }

    def _known(self) -> dict[str, Any]:
        """Read what is known of the party."""
        party = read_record(self.desk.store, self.party_id, self.day, self.viewer).party
        known = {field.name: getattr(party, field.name, None) for field in fields_shown(self.kind)}
        if self.kind == "servizio":
            known["needs"] = needs_met(self.desk.store, self.party_id, self.viewer)
        return known

    def _reserved(self) -> bool:
        """Say whether the party is reserved."""
        if not self.party_id or not self.viewer.may("read", "network_hidden"):
            return False
        return bool(read_record(self.desk.store, self.party_id, self.day, self.viewer).party.hidden)

    def _reserve(self, _act: Act) -> None:
        """Show the party to few, or to all who may see it again."""
        now = self._reserved()
        change_party(self.desk.store, self.party_id, {"hidden": None if now else True}, self.viewer)
        self.said("Non è più riservata." if now else "Da adesso la vede solo chi ne ha il permesso.")

    def _save(self, act: Act) -> None:
        """Write what was typed; of a new person, look first for who may be the same."""
        fields = read_fields(self.kind, act)
        if self.kind == "persona" and not self.party_id:
            names = ("given_name", "family_name", "born_on", "tax_code", "phone")
            candidate = Candidate(*(fields.get(name) for name in names))  # type: ignore[arg-type]
            self.likely = find_duplicates(self.desk.store, candidate, self.viewer)
            if self.likely:
                return
        self._write(fields, act)

    def _sure(self, act: Act) -> None:
        """Write a person who is none of those who are like her."""
        self._write(read_fields(self.kind, act), act)

    def _write(self, fields: Mapping[str, Any], act: Act) -> None:
        """Add the party, or change what is otherwise."""
        said = {name: str(act.get(name) or "").strip() or None for name in ("stated_by", "document")}
        try:
            if not self.party_id:
                known = {name: value for name, value in fields.items() if value not in (None, [])}
                self.added = add_party(self.desk.store, self.kind, known, self.viewer, **said)
                self.likely = ()
                if self.viewer.may("read", "person"):  # else she goes on with the next
                    self.party_id = self.added
                name = str(
                    known.get("name") or " ".join(known[one] for one in GIVEN_THEN_FAMILY if one in known)
                )
                self.said(f"Scritto nell’archivio: {name}.")
                return
            hers = self._hers(fields)
            number = change_party(self.desk.store, self.party_id, hers, self.viewer, **said) if hers else None
        except (BadPartyError, BadTaxCodeError) as error:
            raise MissingError(say_fault(error)) from error
        self.seen = self._known()
        if number is None:
            self.said("Era già tutto così: non c’era niente da cambiare.")
            return
        party = self.party_id
        self.said("Salvato.", lambda: _ignore(undo_change(self.desk.store, party, number, self.viewer)))

    def _hers(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Take what she changed on the form; refuse what somebody else has changed meanwhile, and say who."""
        hers = {name: value for name, value in fields.items() if not _alike(value, self.seen.get(name))}
        now = self._known()
        taken = [
            name
            for name in hers
            if not _alike(now.get(name), self.seen.get(name)) and not _alike(now.get(name), hers[name])
        ]
        if not taken:
            return hers
        self.seen = now  # she has been told: saving once more is her choice
        last = party_history(self.desk.store, self.party_id, self.viewer)[-1]
        what = ", ".join(f"{LABELS.get(name, name)} («{_shown(now.get(name)) or 'vuoto'}»)" for name in taken)
        message = (
            f"Mentre scrivevi, {last.author} ha cambiato: {what}. Non ho salvato niente. "
            "Se il dato giusto è il tuo, salva di nuovo; se no, ricarica la pagina."
        )
        raise MissingError(message)

    def _back(self, act: Act) -> None:
        """Take a change back."""
        undo_change(self.desk.store, self.party_id, number_of(act, "number"), self.viewer)
        self.said("Com’era prima. Il cambiamento e il ritorno restano scritti.")


def read_fields(kind: str, act: Act) -> dict[str, Any]:
    """
    Read the fields of a form.

    Parameters
    ----------
    kind
        Kind of party.
    act
        What the form sent.

    Returns
    -------
    dict
        Field → value; None for one left empty.

    Raises
    ------
    MissingError
        If something must be given and is not, or a number is none.
    DayError
        If a day is none.
    """
    found: dict[str, Any] = {}
    for field in fields_shown(kind):
        if field.holds == "words":
            found[field.name] = [key for key, _ in field.terms if act.get(f"{field.name}:{key}")]
            continue
        text = str(act.get(field.name) or "").strip()
        if not text and field.required:
            message = f"Manca: {field.label.lower()}."
            raise MissingError(message)
        text = text.lower() if field.name == "area" else text  # as services and persons name areas
        text = text.upper() if field.name == "province" else text
        found[field.name] = _read(field, text) if text else None
    return found


def _read(field: Field, text: str) -> Any:  # noqa: ANN401 - each field holds its own type
    """Read one field."""
    if field.holds == "day":
        return read_day(text)
    if field.holds == "integer":
        number = whole_number(text)
        if number is None:
            message = (
                f"{field.label}: «{text}» non è un numero intero. Scrivi per esempio 12, oppure lascia vuoto."
            )
            raise MissingError(message)
        return number
    return text


def say_fault(error: BadPartyError | BadTaxCodeError) -> str:
    """Say in Italian which datum does not fit, and how to mend it."""
    if isinstance(error, BadTaxCodeError):
        return "Codice fiscale: non torna. Sono 16 caratteri (oppure STP o ENI e 13 cifre): ricopialo dalla tessera."
    label = LABELS.get(error.field, error.field)
    faults = {
        "tax_code": "non concorda con la data di nascita o con il sesso: ricontrolla tutti e due.",
        "min_age": "è più alta dell’età massima, o fuori misura.",
        "places_free": "sono più dei posti totali, o fuori misura.",
        "born_on": "viene dopo la data di morte.",
        "opening_hours": "non si capiscono. Scrivi per esempio lun-ven 08:00-13:00; mar 14:30-17:00.",
        "postal_code": "sono cinque cifre.",
        "province": "è la sigla di due lettere, per esempio LE.",
        "comune_code": "sono sei cifre, come le dà l’ISTAT.",
    }
    return f"{label}: {faults.get(error.field, 'questo dato non va bene, controllalo.')}"


def told(writing: Writing) -> dict[str, Any]:
    """Say what was written of a party at once."""
    return {
        "number": writing.number,
        "act": {"added": "Aggiunta alla rete", "changed": "Cambiato"}.get(writing.act, writing.act),
        "can_undo": writing.act == "changed",
        "day": long_day(writing.recorded_at.date()),
        "author": writing.author,
        "stated_by": writing.stated_by or "",
        "document": writing.document or "",
        "fields": [
            (LABELS.get(name, name), _shown(before), _shown(after))
            for name, (before, after) in writing.fields.items()
        ],
    }


def _shown(value: Any) -> str:  # noqa: ANN401 - each field holds its own type
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return long_day(date.fromisoformat(value))
    return "" if value is None else str(value)


def _groups(kind: str, known: Mapping[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Lay the fields of a form out by group, each with what it holds."""
    shown = {field.name: field for field in fields_shown(kind)}
    return [
        (title, [_filled(shown[name], known.get(name)) for name in names if name in shown])
        for title, names in GROUPS[kind]
    ]


def _filled(field: Field, value: Any) -> dict[str, Any]:  # noqa: ANN401 - each field holds its own type
    """Give a field what it holds."""
    text = write_day(value) if isinstance(value, date) else "" if value is None else value
    if field.name == "area" and isinstance(text, str):
        text = place_name(text) if text.islower() else text
    return {"field": field, "value": text}


def _alike(one: Any, other: Any) -> bool:  # noqa: ANN401 - each field holds its own type
    """Say whether two values are the same datum: an empty one is None, a list has no order."""
    if isinstance(one, list | tuple) or isinstance(other, list | tuple):
        return sorted(one or ()) == sorted(other or ())
    return (None if one == "" else one) == (None if other == "" else other)


def _ignore(_number: object) -> None:
    """Forget a number that nobody needs."""


def prefix_kind(party_id: str) -> str:
    """Return the kind of party that an id is of; empty for none."""
    prefix = party_id.partition(":")[0]
    return next((kind for kind, known in PREFIXES.items() if known == prefix), "")
