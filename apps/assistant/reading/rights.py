"""Tell a question on what anybody may, must or is due, and within when: the norms answer it."""

from __future__ import annotations

import re

from apps.assistant.reading.words import bare

MODAL = r"(?:puo|possono|potrebbe|potrebbero|deve|devono|dovrebbe|dovrebbero)"
BEFORE = r"(?:(?:lo|la|li|le|ne|gli|non|ci|si|e|anche) )*"
ANYBODY = (
    r"(?:minor\w*|disabil\w+|incapac\w+|interdett\w+|stranier\w+|anzian\w+|caregiver|familiar\w+|parent[ei]"
    r"|persona (?:incapace|disabile|con disabilita|minorenne|non autosufficiente))"
)
DOES = (
    r"(?:chied|rifiut|oppor|firm|sottoscri|ved|partecip|segnal|decid|pag|present|nomin|esserci|ricorr|aver|otten"
    r"|ricev|usufru|entrar|benefici|usar|rappresent|rinunci|assist|deleg|avviar|attivar|acced|consult|ritir|revoc"
    r"|contest|interven)\w*"
)

PATTERNS = (
    rf"^ (?:e |ma |scusa |ma allora )*(?:(?:a|da|con) )?chi {BEFORE}"
    rf"(?:{MODAL}|spetta|spettano|decide|paga|pagano|nomina|rappresenta|autorizza|(?:ha|hanno) diritto|ha titolo"
    r"|(?:e|viene|vengono) (?:considerat|obbligat|tenut)\w+|e (?:competente|titolare|responsabile)|si considera)",
    r" (?:si puo|si deve|si possono|e possibile|e permess[oa]|e vietat[oa]|per forza|per legge|e obbligo)",
    r" (?:e|sono|siamo|sei) (?:obbligat|obbligatori|tenut)\w*",
    r" (?:si paga(?: qualcosa)? (?:per|il|la)|e (?:gratuit[oa]|gratis|a pagamento|dovut[oa]))",
    rf" {MODAL} (?:\w+ )?{DOES}",
    r" (?:ha|hanno|avrebbe|abbiamo|ho) (?:il |un )?diritto",
    r" (?:mi |le |gli |ci |ne )?spett(?:a|ano|erebbe)",
    r" (?:(?:fare|far|presentare|proporre) (?:un )?(?:ricorso|reclamo|opposizione)|(?:ricorso|reclamo) (?:contro|per))",
    rf"^ (?:e |ma )?(?:il |lo |la |un |uno |una |l'|i |le |gli |per (?:il |un |una )){ANYBODY} (?:\w+ )?"
    rf"(?:chi|come|quando|{MODAL}|ha|hanno)",
    r" (?:dire|dico|dice|dicono) di no",
    r" (?:serv\w+|ci vuole) (?:il|un) consenso",
    r" (?:perd\w+|mant[ei]\w+|conserv\w+) (?:anche )?(?:i |il |la |l' ?|le |gli )?(?:\w+ )?"
    r"(?:sostegn|diritt|benefic|assegn|pension|indennit|accompagn|permess|esenzion)\w*",
)
RIGHTS = re.compile("|".join(f"{one}(?= )" for one in PATTERNS))
"""How a question asks who may or must, what is due, whether one may refuse."""

WHEN = re.compile(
    r" (?:entro (?:quando|quanto|quanti|quante|che|il|i|le)|(?:in )?quanti giorni|quanto tempo|ogni quanto"
    r"|con quanto anticipo|(?:quali|che) (?:termin|scadenz|temp)\w+|che tempi)(?= )"
)
"""How one asks within when."""

ANYONE = (
    r"(?:un|uno|una|un'|certe|certi) ?(?:signor\w+|utente|paziente|assistit\w+|person\w+|anzian\w+|ragazz\w+|alunn\w+"
    r"|donna|uomo|caregiver|familiar\w+|parente|figli[oa]|fratell\w+|sorell\w+|cittadin\w+|minor\w+|stranier\w+"
    r"|collega|operator\w+|badante|amic[oa]|vicin[oa])"
)
WE = r"(?:posso|possiamo|potrei|potremmo|devo|dobbiamo|dovrei|dovremmo|siamo (?:tenut|obbligat)\w+)"
AS_RULE = re.compile(
    rf" {ANYONE} (?:.* )?(?:{WE}|{MODAL}|gliel[oaie]|(?:mi|ci) chied\w+|(?:mi |ci )?ha chiesto|vuole)(?= )"
    r"| (?:e|sarebbe) (?:normale|giusto|regolare|legale|legittim\w+|corretto|lecito)(?= )"
    rf"| {WE} (?:.* )?(?:a |ad |di |al )?{ANYONE}(?= )"
    rf"| gliel[oaie] (?:\w+ )?(?:posso|possiamo|devo|dobbiamo|do|diamo|dico|diciamo|mando|mandiamo)(?= )"
    rf"| {WE} (?:\w+ )?(?:dare|dir\w+|comunic\w+|mandar\w+|consegn\w+|negar\w+|rispond\w+|pretend\w+|avvis\w+"
    r"|avvert\w+|informar\w+|rifiutar\w+|affid\w+|convenzion\w+|rimbors\w+|far pagar\w*)(?= )"
)
"""How somebody at work asks what may be done, of nobody whom she names."""

WORK = re.compile(
    r" (?:uvm|uvmd|pai|pua|piano|progetto|valutazion\w+|presa in carico|segnalazion\w+|dimission\w+|domanda|istanza"
    r"|invio|convocazion\w+|convoca\w*|verific\w+|riesam\w+|rived\w+|aggiorn\w+|firma\w*|sottoscri\w+|procediment\w+"
    r"|rispost\w+|rispond\w+)(?= )"
)
"""What the norms, and a body's own rules, set a term for."""


def asks_of_rights(question: str) -> bool:
    """
    Say whether a question asks what anybody may, must or is due.

    Parameters
    ----------
    question
        In Italian.

    Returns
    -------
    bool
        True for "chi può chiedere la valutazione?", "si può dire di no?", "chi paga?".
    """
    return RIGHTS.search(bare(question)) is not None


def asks_as_rule(question: str) -> bool:
    """
    Say whether somebody asks what she may or must do in a case like the one she tells, of nobody by name.

    Parameters
    ----------
    question
        In Italian.

    Returns
    -------
    bool
        True for "un fratello mi ha chiesto la relazione, gliela posso dare?".
    """
    return AS_RULE.search(bare(question)) is not None


def asks_within_when(question: str) -> bool:
    """
    Say whether a question asks for the term of something that norms or a body's rules set one for.

    Parameters
    ----------
    question
        In Italian.

    Returns
    -------
    bool
        True for "entro quanti giorni va fatto il PAI?".
    """
    words = bare(question)
    return WHEN.search(words) is not None and WORK.search(words.replace("'", " ")) is not None
