"""Tell the reader in Italian what went wrong and how to go on; never a trace."""

from __future__ import annotations

import logging
import traceback
from typing import TypeGuard

from apps.components.acts import UnknownActError, UnreadableActError
from apps.components.words import role_label
from coordinator.errors import (
    BadAccountError,
    BadAgreementError,
    BadEmergencyError,
    BadPartyError,
    BadRoleError,
    BadTieError,
    CollisionError,
    ConsentError,
    CoordinatorError,
    EntryRefusedError,
    LockedError,
    NotAllowedError,
    NotEnteredError,
    NotYoursError,
    OrganisationRefusedError,
    RestsOnLawError,
    StoreError,
    UnknownCaseError,
    UnknownPartyError,
    UnknownRoleError,
    UnknownTieError,
    UnknownWordError,
    WeakPasswordError,
    WrongPurposeError,
)
from coordinator.protection import policy
from knowledge.errors import KnowledgeError

log = logging.getLogger("ponte")

MESSAGES: dict[type[Exception], str] = {
    NotAllowedError: "Il tuo ruolo non permette di vedere o fare questo per questa persona. "
    "Chiedi al case manager di aggiungerti all’équipe.",
    NotYoursError: "Questa persona non è fra quelle che segui. Chiedi al case manager di aggiungerti all’équipe; se è "
    "un’emergenza, puoi aprire la sua scheda per poche ore scrivendo il motivo.",
    WrongPurposeError: "Lo scopo che hai scelto non permette di vedere o fare questo. Se ti serve per un altro scopo, "
    "cambialo in alto a destra, sotto il tuo nome.",
    UnknownPartyError: "Non trovo questa persona o questo servizio nell’archivio. "
    "Forse l’indirizzo è vecchio: cercala di nuovo dalla pagina Persone.",
    BadEmergencyError: "Questo accesso in emergenza non si può scrivere così: controlla il motivo, e chi lo riesamina.",
    UnknownTieError: "Questo legame non c’è più nell’archivio. Ricarica la pagina.",
    UnknownCaseError: "Questo percorso non c’è nell’archivio: forse l’indirizzo è vecchio. Cerca la persona, e apri il "
    "percorso dalla sua pagina.",
    BadTieError: "Questo legame non può essere scritto così: controlla i due capi, i giorni e le ore.",
    BadPartyError: "Un dato di questa scheda non va bene: controlla nome, codice fiscale, date e zona.",
    BadRoleError: "Questo incarico non può essere scritto così: controlla chi lo ha, dove e da quando a quando.",
    BadAgreementError: "Questo accordo ha bisogno di un titolo, di due enti e di giorni in ordine.",
    UnknownWordError: "Manca una scelta, o una voce non è fra quelle previste: scegli dall’elenco.",
    UnreadableActError: "In un campo c’è qualcosa che non posso leggere: un testo troppo lungo, o segni che non "
    "sono lettere. Correggilo e riprova.",
    UnknownActError: "Questa voce non c’è, o non c’è più. Ricarica la pagina e scegli dall’elenco.",
    EntryRefusedError: "Il nome o la password non vanno bene. Scrivili di nuovo; se non li ricordi, "
    "chi amministra Ponte può darti una password nuova.",
    NotEnteredError: "Il tuo accesso è finito: ricarica la pagina ed entra di nuovo. Quello che avevi scritto "
    "resta qui finché non chiudi la finestra.",
    UnknownRoleError: "Non ti riconosco. Chiedi a chi amministra Ponte di crearti l’accesso.",
    RestsOnLawError: "Si basa sulla legge: nessun consenso è chiesto, e un no non ferma niente. Si può chiedere "
    "di vedere i dati e di correggerli.",
    ConsentError: "Un sì o un no ha bisogno di chi lo dice, di un giorno già passato o di oggi, "
    "e di una voce dell’elenco.",
    CollisionError: "Qualcun altro stava scrivendo nello stesso momento, e la tua modifica non è stata salvata. Non "
    "c’è niente a metà: ripetila.",
    StoreError: "L’archivio non si apre. Chi amministra Ponte può controllare con il comando «ponte doctor».",
}
OF_NO_PERSON = frozenset(
    {"territory", "agreement", "register", "account", "body", "backup", "audit", "directory"}
)
"""Resources of the policy in which nobody is named: no team could open them to who is refused."""
TIES_UNTOLD = "Il tuo ruolo non vede i legami"
"""Stands where they would, so that nobody reads that there are none."""
FULL = ("disk is full", "disk i/o error", "no space left", "file too large")
"""What a store says when it cannot write for want of room."""
DISK_FULL = "53100"
"""PostgreSQL's word for it, whatever its language."""
AWAY = {"OperationalError", "InterfaceError", "TimeoutError", "DisconnectionError"}
STORE_FULL = (
    "Non c’è più posto sul disco, e quello che hai scritto non è stato salvato. Resta in questa pagina: avvisa chi "
    "amministra Ponte, poi ripeti."
)
STORE_AWAY = (
    "L’archivio non risponde in questo momento. Quello che era salvato è al sicuro: aspetta un minuto e riprova. Se "
    "continua, avvisa chi amministra Ponte."
)
UNFORESEEN = (
    "Qualcosa non ha funzionato e non è colpa tua. Riprova; se succede ancora, avvisa chi amministra Ponte."
)

PASSWORDS = {
    "short": "La password è corta: servono almeno 12 caratteri. Quattro parole a caso si ricordano meglio.",
    "long": "La password è troppo lunga: al massimo 200 caratteri.",
    "name": "La password contiene il tuo nome per entrare: scegline una che non lo contenga.",
    "plain": "La password ripete sempre gli stessi caratteri: scegline una con parole diverse.",
}
ACCOUNTS = {
    "user": "Il nome per entrare non va bene: da 2 a 40 lettere senza accenti, numeri, punti o trattini, senza spazi; "
    "e non dev’essere già preso. Per esempio «rosa.neri».",
    "account": "Nessun accesso ha questo nome: guarda l’elenco in Amministrazione, o «ponte user list».",
    "name": "Scrivi nome e cognome di chi entra.",
    "roles": "Serve almeno un ruolo, e qualcuno deve sempre poter creare gli accessi: prima dai quel ruolo a un’altra "
    "persona.",
    "role": "Questo ruolo non c’è più: ricarica la pagina.",
    "until": "L’ultimo giorno viene prima del primo: controlla le due date.",
    "password": "La password nuova è uguale a quella di prima: scegline un’altra.",
}
ORGANISATION = {
    "away": "L’ingresso della tua organizzazione non risponde. Riprova fra poco; se hai anche una password di Ponte, "
    "entra con quella.",
    "denied": "L’ingresso non è stato completato: l’hai annullato, o la tua organizzazione non lo permette. Riprova.",
    "late": "È passato troppo tempo, o questo ingresso è già stato usato. Premi di nuovo il bottone per entrare.",
    "token": "La risposta della tua organizzazione non è sicura e Ponte non l’ha accettata. Avvisa chi amministra.",
    "level": "Per Ponte serve un ingresso più sicuro: entra con la CIE, con SPID di livello 2, o come ti indica la tua "
    "organizzazione.",
    "roles": "La tua organizzazione ti ha riconosciuto, ma nessuno dei tuoi gruppi ha un ruolo in Ponte. "
    "Chiedi a chi amministra gli accessi di dartelo.",
    "name": "Un altro accesso di Ponte ha già il tuo nome. Chi amministra Ponte può mettere a posto in un minuto.",
    "closed": "Il tuo accesso a Ponte è chiuso. Se pensi che sia un errore, chiedi a chi amministra Ponte.",
}
"""Why who comes from the entry of her organisation is not let in."""

HEADINGS: dict[type[Exception], str] = {
    NotAllowedError: "Non è permesso",
    UnknownPartyError: "Non trovata",
    UnknownTieError: "Non trovato",
    UnknownCaseError: "Non trovato",
    UnknownRoleError: "Chi sei?",
    CoordinatorError: "Non si può fare",
    KnowledgeError: "Non si può fare",
}


def heading_of(error: Exception) -> str:
    """Return the heading of the page that tells a failure."""
    if store_is_away(error):
        return "L’archivio non risponde"
    return next((HEADINGS[kind] for kind in type(error).__mro__ if kind in HEADINGS), "Non riuscito")


def in_italian(error: Exception) -> str:
    """
    Say a failure in Italian, with what to do next.

    Parameters
    ----------
    error
        Any failure. One that is not ours goes to the server's log, without its words: they may name
        a person.

    Returns
    -------
    str
        One or two sentences; never a name, an id or a trace.
    """
    if isinstance(error, LockedError):
        minutes = -(-error.seconds // 60)
        wait = "un minuto" if minutes == 1 else f"{minutes} minuti"
        return f"Troppe password sbagliate per questo nome. Riprova fra {wait}; intanto non serve insistere."
    if isinstance(error, WeakPasswordError):
        return PASSWORDS[error.why]
    if isinstance(error, OrganisationRefusedError):
        return ORGANISATION[error.why]
    if isinstance(error, BadAccountError):
        return ACCOUNTS[error.field]
    if type(error) is NotAllowedError and error.resource in OF_NO_PERSON:
        return _of_no_person(error)
    for kind in type(error).__mro__:
        if kind in MESSAGES:
            return MESSAGES[kind]
    if away := _of_the_store(error):
        return away
    if isinstance(error, CoordinatorError | KnowledgeError):
        return "La richiesta non si può fare così. Controlla i dati e riprova."
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("unforeseen %s\n%s", type(error).__name__, frames)
    return UNFORESEEN


def store_is_away(error: BaseException | None) -> TypeGuard[Exception]:
    """Say whether a failure is the database's that does not answer, or has no room: nothing more can be asked of it."""
    return isinstance(error, Exception) and bool(_of_the_store(error))


def _of_no_person(error: NotAllowedError) -> str:
    """Say who does what was refused where it is about nobody, and from whom to have that role."""
    does = [
        role_label(role) for role in policy().labels if policy().allows(role, error.action, error.resource)
    ]
    who = f" Può farlo chi ha un altro ruolo: {', '.join(does)}." if does else ""
    return (
        f"Il tuo ruolo non permette di vedere o fare questo.{who} Se serve anche a te, chiedi a chi amministra Ponte "
        "di darti quel ruolo."
    )


def _of_the_store(error: Exception) -> str:
    """Say that the disk is full or the database does not answer; nothing for any other failure."""
    if not type(error).__module__.startswith("sqlalchemy.exc"):
        return ""
    told = getattr(error, "orig", None)
    words = str(told or "").casefold()
    if any(sign in words for sign in FULL) or getattr(told, "sqlstate", None) == DISK_FULL:
        return STORE_FULL
    return STORE_AWAY if type(error).__name__ in AWAY else ""
