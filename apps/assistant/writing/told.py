"""Read what is told to have happened, where nobody says that it is to be written: "ieri sono passata da lei"."""

from __future__ import annotations

import re

from apps.assistant.reading.words import normal
from apps.assistant.writing.added import tells_added
from apps.assistant.writing.back import DAY_SAID
from apps.assistant.writing.order import Order
from apps.assistant.writing.ties import tells_end
from apps.assistant.writing.writes import plain

WHICH = (
    r"(?:e |ma )?(?:a |da |di |con |per |in )?"
    r"(?:chi|che cosa|cosa|quand[oi]|quant\w+|come|dove|qual\w*|perch[eé])\b"
)
SEEK = r"cerc\w+|trov\w+|elenc\w+|apri\w*|confront\w+|spieg\w+|riassum\w+"
SUPPOSE = r"se|quando|senza|metti che|mettiamo|poniamo|ipotizz\w+|supponi\w*|non so"
ASKS = re.compile(
    rf"(?:^|[,;:.]\s*|\b[ea]\s+)\W*(?:{WHICH}|dimmi|mostra\w*|sai\b|vorrei (?:sapere|vedere)|fammi)"
    rf"|^\W*(?:che|c['’]è|ci sono)\b|^\W*(?:e |ma )?(?:{SUPPOSE}|{SEEK})\b|^\W*e\s+\w+\W*$"
    r"|\bcosa (?:si )?(?:è|e['’]|sia|c['’]è|resta|manca|cambia)\b|^\D*\bin (?:tutto|totale)\b\D*$"
    r"|\b(?:vuole|vorrebbe|pensa di)\s+(?:smettere|rinunciare|lasciare|interrompere)\b",
    re.IGNORECASE,
)
"""How one asks, or supposes."""

WHICH_ONE = re.compile(r" (?:chi|cosa|quando|dove|quant[oaie]|qual[ei]?) ")
OF_PONTE = re.compile(r" (?:pagin\w+|mappa|ponte|schermo|password|chat|programma|sito|pulsante|errore) ")
I_DID = re.compile(
    r" (?:(?:l'|le |gli |li |vi |ci |ne )?(?:ho|abbiamo)(?: gia| appena| anche| pure)*"
    r" (?:parlat|sentit|vist|rivist|chiamat|telefonat|incontrat|visitat|accompagnat|portat|misurat|medicat|consegnat"
    r"|trovat|fatt|avvisat|avvertit|contattat|ricevut|spiegat|convint)[oaie]"
    r"|(?:sono|siamo)(?: gia| appena)? (?:passat|andat|stat|tornat)[oaie]"
    r"|(?:mi|ci) (?:ha|hanno)(?: appena)? (?:chiamat|telefonat|dett|scritt|riferit|avvisat|raccontat|cercat|confermat)"
    r"[oaie]"
    r"|(?:dic[eo]n?o?|riferis\w+|racconta\w*|segnala|ha (?:detto|riferito)) che) "
)
"""What who speaks did, or was told."""

HAPPENED = re.compile(
    r" (?:(?:e|sono|era|si e|si sono)(?: stat[oaie])?|ha|hanno|l'ha|l'hanno|gli ha|le ha|abbiamo|ho)"
    r"(?: gia| appena| anche| pure| non)* \w+(?:at|ut|it|ss|tt|st|rt|rs|nt|lt|pt|cc|es|us|as|is)[oaie] "
    r"|^ (?:[\w']+ ){0,8}?(?:fatt|dat|svolt|firmat|accettat|rifiutat|consegnat)[oaie] "
)
"""How something is told to have happened."""

COMPARES = re.compile(
    r" (?:previst\w+|pianificat\w+|programmat\w+|rispetto|contro|invece|paragone|confronto) "
)
"""How what was given is held against what was planned: a question, whatever else it tells."""

ANSWERED = re.compile(
    r" (?:ha|hanno|l'ha|l'hanno)(?: gia| appena| finalmente)?"
    r" (?:accettat|accolt|rifiutat|respint|pres[oa]|dett|rispost)\w* "
    r"| (?:dice|dicono|risponde|rispondono) (?:di )?(?:no|si) "
    r"| non (?:la|lo|l') ?(?:prend|accett|vogli|accolg)\w+ | (?:sono|e) (?:al complet\w+|pien[oi]) "
)
"""How the answer of a service is told."""

NUMBER = re.compile(r"(?<!\d)\+?\d[\d ./-]{5,}\d(?!\d)")
PHONE = re.compile(r" (?:telefono|telefonico|numero|cellulare|cell|fisso|recapito) ")
MOVED = re.compile(
    r" (?:trasferit[oa] (?:in|a) (?:via|viale|piazza|corso|vicolo|largo)|(?:ora|adesso) (?:abita|sta|vive) (?:in|a) "
    r"|nuovo indirizzo|cambiato (?:casa|indirizzo|abitazione)|traslocat[oa])"
)
IN_DIARY = re.compile(
    r"^\W*(?:nel |sul |per il )?(?:suo )?(?:diario|nota|appunto|annotazione)\s*[:,–-]\s*", re.I
)
NEW = re.compile(
    r"^\W*(?:una? |l['’])?(?:nuov[oa]|altr[oa]) (?:persona|assistit[oa]|paziente|utente|scheda|bisogno|compito"
    r"|obiettivo|intervento|rischio|segnalazione|percorso|caso|nota|vicin[oa]|amic[oa]|badante|numero|telefono|indirizzo)\b",
    re.IGNORECASE,
)
NOTED = re.compile(
    r"^\W*(?:il |un |la |per )?(?:parere|verbale|obiettivo|intervento|rischio|attenzione|pericolo|bisogno|esito|barthel"
    r"|adl|iadl|liquidat\w+|pagat\w+|impegnat\w+)\b.*(?::\s*\w|\d)|\bpriorit[aà] (?:alta|media|bassa)\b",
    re.IGNORECASE,
)
"""How a form is named, and then what is to be written: "parere dell'infermiera: …", "verbale numero 12 …"."""

MANY = re.compile(
    r"^ (?:\w+ ){0,2}?(?:casi|percorsi|persone|situazioni|segnalazioni|pazienti|utenti|assistiti|elenco|lista"
    r"|tutt[ie]) "
)
"""Those whom a list is asked of: "casi con priorità alta"."""

ASKED_OF = re.compile(
    r"^\W*(?:una? )?(?:nuov[oa] )?(?:richiesta|invio) (?:a|ai|al|alla|alle|all['’]|agli)\s?\w", re.IGNORECASE
)
"""How a request to a service is named: "richiesta ai pasti a domicilio per …"."""

OF_LAW = re.compile(r" (?:legge|norm[ae]|decreto|articolo|regolamento|dm|comma) ")
JOINS = re.compile(r" (?:entra|entrera|entrano|e entrat[oa]) (?:a far parte |in |nell'|nella )")
WEEKLY_NOW = re.compile(r" \d+(?:[.,]\d+)? or[ae] (?:a|la|alla|per|in|ogni) settimana ")
APPOINTMENT = re.compile(r"^ (?:un |l')?appuntamento (?:con|al|alla|dal|dalla|per|in|a|da|dall'|all') ?\w+")
DONE = r"(?:fatt|svolt|conclus)o"
TASK_TAKEN = re.compile(
    r" (?:(?:lo|la) (?:prendo|faccio) io|(?:prendo|faccio|accetto) io (?:il|quel|questo) compito"
    r"|(?:me ne|ci) (?:occupo|penso) io"
    rf"|(?:il|quel|questo) compito (?:lo (?:prendo|faccio) io|e (?:stato )?{DONE}|non (?:serve|posso|lo posso)"
    rf"|(?:di|per) .* e (?:stato )?{DONE})) "
    r"|^ (?:ho )?(?:fatto|svolto|finito|concluso|completato) (?:il|quel) compito "
)
"""How one takes a task, or says that it is done."""

POLITELY = r"(?:(?:per favore,?|puoi|potresti|devi|bisogna|allora|poi|e) )*"
TELL = (
    r"(?:di['’]|dì|dire|dica|chied(?:i|ere|a)|fai fare|fa['’] fare|far fare|avvis(?:a|are)|avverti|sollecita"
    r"|ricordare)"
)
DOER = (
    r"(?:collega|medic\w+|infermier\w+|assistente social\w+|case manager|oss|educat\w+|geriatra|fisioterapista"
    r"|figli[oa]|dottor\w*)"
)
NAMES = r"(?:\s+[A-ZÀ-Ý][\w’']+){0,2}"
TO_TELL = re.compile(
    rf"^\W*(?i:{POLITELY}{TELL})\s+(?P<whom>(?i:ad?)\s+\w+{NAMES}|(?i:(?:al|alla|all['’])\s*{DOER}){NAMES})"
    r"\s+(?P<what>(?:di|che)\s+.+|(?:il|la|lo|l['’]|un|una)\s*\w.+)$"
)
"""How somebody is to be told what to do: "di' a Paola di chiamare il medico"."""

AS_TASK = re.compile(
    r"[\s,;:–-]+(?:segna|registra|scrivi|metti|aggiungi)\w*(?: \w+){0,2} (?:compito|promemoria)\W*$", re.I
)
MUST = re.compile(
    rf"^\W*(?P<whom>[A-ZÀ-Ý][\w’']+{NAMES}|(?:l['’]|[Ii]l |[Ll]a ){DOER}{NAMES})\s+(?:deve|dovrebbe|dovrà)"
    r"\s+(?P<what>\w+(?:are|ere|ire|arl[aoie]|erl[aoie])\b.*\b(?:entro|domani|dopodomani)\b.*)$"
)
"""How a task is told: "Paola deve chiamare il medico entro venerdì"."""


def read_told(question: str) -> Order | None:
    """
    Read what is told, and may be written.

    Parameters
    ----------
    question
        As it was typed: "ieri è stata fatta la passeggiata, 2 ore".

    Returns
    -------
    Order or None
        None for a question, a hypothesis, and what tells nothing that happened.
    """
    if "?" in question and not IN_DIARY.match(question):
        return None
    if found := TO_TELL.match(question) or MUST.match(AS_TASK.sub("", question)):
        what = found["what"] if found["what"].casefold().startswith(("di ", "che ")) else f": {found['what']}"
        what = what if found.re is TO_TELL else f"di {found['what']}"
        return Order("write", f"{found['whom']} {what}".strip(" .!"), "ricorda", to_diary=False, unasked=True)
    if found := IN_DIARY.match(question):
        return Order("write", question[found.end() :].strip(), "scrivi", to_diary=True, told=True)
    if ASKS.search(question):
        return None
    matter, words = question.strip(" .!"), plain(question)
    if APPOINTMENT.search(words):
        return Order("write", f"un {re.sub('^[Uu]n ', '', matter)}", "aggiungi", to_diary=False, unasked=True)
    if NEW.match(question):
        return Order("write", matter, "aggiungi", to_diary=False, unasked=True)
    if ASKED_OF.match(question):
        return Order("send", matter, "richiedi", to_diary=False, unasked=True)
    if NOTED.search(question) and not MANY.match(words):
        return Order("write", matter, "scrivi", to_diary=False, unasked=True)
    if (
        OF_PONTE.search(words)
        or (COMPARES.search(words) and not I_DID.search(words))
        or OF_LAW.search(words)
        or (WHICH_ONE.search(words) and not I_DID.search(words))
    ):
        return None
    return (
        Order("write", matter, "", to_diary=False, told=True, unasked=True)
        if _tells(question, words)
        else None
    )


def is_of_speaker(question: str) -> bool:
    """
    Say whether something is told that who speaks did or heard: it is surely no question.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    bool
        As for "ho parlato con la figlia".
    """
    return I_DID.search(plain(question)) is not None


def is_of_card(question: str) -> bool:
    """
    Say whether a new telephone number or address is told.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    bool
        As for "ora il suo numero è 333 1234567".
    """
    words = plain(question)
    return bool(MOVED.search(words) or (PHONE.search(words) and NUMBER.search(question)))


def answers_task(question: str) -> bool:
    """
    Say whether a task is taken, or said to be done.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    bool
        As for "lo faccio io", "il compito è fatto".
    """
    return TASK_TAKEN.search(plain(question)) is not None


def names_day(question: str) -> bool:
    """
    Say whether something is told with its day.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    bool
        As for "ieri è caduta".
    """
    return DAY_SAID.search(question) is not None


def _tells(question: str, words: str) -> bool:
    """Say whether a sentence tells something that happened, or is otherwise from now on."""
    return bool(
        I_DID.search(words)
        or tells_end(question)
        or tells_added(question)
        or HAPPENED.search(normal(question.replace(".", " ").replace(",", " ")))
        or ANSWERED.search(words)
        or TASK_TAKEN.search(words)
        or is_of_card(question)
        or JOINS.search(words)
        or WEEKLY_NOW.search(words)
    )
