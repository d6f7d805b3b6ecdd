"""Tell whether whoever asks speaks of a relative or neighbour of hers, and whether she asks what is written of her."""

from __future__ import annotations

import re

from apps.assistant.reading.words import bare

RELATIVE = (
    r"(?:mamm[ai]|madre|padre|pap[aà]|babbo|genitor[ei]|marito|moglie|compagn[oa]|convivente|fidanzat[oa]|nonn[oaie]"
    r"|sorell[ae]|fratell[oi]|figli[oa]?|figlie|figliol[oa]|bambin[oaie]|bimb[oaie]|zi[oa]|zii|suocer[oaie]|nuor[ae]"
    r"|gener[oi]|cognat[oaie]|cugin[oaie]|nipot[ei]|parent[ei]|familiar[ei]|famigliar[ei])"
)
NEAR = r"(?:vicin[oaie](?: di casa)?|amic[oa]|amici|amiche|conoscent[ei]|inquilin[oaie]|condomin[oi])"
MINE = r"(?:mi[oae]|miei|mi'|nostr[oaie])"
BETWEEN = r"(?:(?:vecchi[oa]|anzian[oa]|povera?|caro|cara|bis)? ?)"

OF_MINE = re.compile(
    rf" {MINE} {BETWEEN}(?:{RELATIVE}|{NEAR}) "
    rf"|^ (?:buongiorno |salve |ciao |scusate )*(?:mamma|papa|babbo) (?:ha|e|sta|non|deve|vive|vuole|era) "
    rf"| {RELATIVE} {MINE} | (?:un|una|dei|delle) {MINE} (?:{RELATIVE}|{NEAR}) "
    rf"| (?:ho|abbiamo|c'ho|teniamo|tengo) (?:un|una|il|la|lo|due|i|le|l')? ?{BETWEEN}{RELATIVE} "
)
"""How somebody speaks of a relative or a neighbour of her own."""

ONLY = re.compile(
    rf"^ (?:e |ma |anche |invece |se (?:e|fosse) |per |a |di |con )+(?P<who>{MINE} {BETWEEN}(?:{RELATIVE}|{NEAR})) $"
)
"""A question that only names another relative."""

THEIRS = re.compile(
    rf"\bsu(?=[oae] {BETWEEN}(?:{RELATIVE}|{NEAR})\b)|\bsuo(?=i (?:{RELATIVE}|{NEAR})\b)", re.IGNORECASE
)
"""The same, written of a third person."""

PLAIN = re.compile(rf" (?:{RELATIVE}) ")
"""The same of one who asks for her family alone: "come sta mamma?"."""

OF_HERS = re.compile(
    r" chi (?:\w+ )?(?:l'|la |lo |le |gli |li )?(?:segue|seguiva|ha (?:deciso|in carico|in mano|firmat\w+|segnalat\w+"
    r"|pres\w+|vist\w+|guardat\w+|chiamat\w+)|coordina|si occupa|(?:va|viene) (?:a casa )?da|aiuta|assiste)(?= )"
    r"| a (?:che|quale) punto(?= )| come (?:sta|stanno|va|procede|e andat[oa])(?= )"
    r"|[ '](?:pratica|fascicolo|scheda|percorso|piano|pai|budget|uvm|valutazione|progetto|domanda|richiesta|caso|visita"
    r"|appuntament[oi]|or[ae]|rete|mappa|termin[ei]|scadenz[ae]|verbale|diario|bisogni|obiettivi|case manager"
    r"|assistente sociale|infermier[ea]|medico|badante|operator[ei]|referente)"
    r" (?:\w+ )?(?:di|del|dei|della|delle|per|su|sul|con|da) "
    rf"(?:{MINE} )?(?:{BETWEEN})?{RELATIVE} "
    r"| quando (?:\w+ )?(?:viene|vengono|torna|tornano|arriva|arrivano|passa|passano|scade|e stat[oa]|hanno|ha|va)(?= )"
    r"| (?:quante|che) ore (?:\w+ ){0,3}?(?:ha|fa|fanno|riceve|le|gli|spettano|danno|previst\w+)(?= )"
    r"| (?:che|quali|quale) (?:termin[ei]|scadenz[ae])(?= )| (?:hanno|ha|avete|e stat[oa]) (?:gia )?(?:fatt\w+|decis\w+"
    r"|pres[oa] in carico|valutat\w+|inserit\w+|convocat\w+|approvat\w+)(?= )"
    r"| (?:quante volte|ogni quanto|quanti giorni (?:a|alla|in)|quanto manca)(?= )"
    r"| (?:e|sta|era) (?:gia |ancora )?in lista(?= )"
    r"| (?:prossim[oa]|ultim[oa]) (?:visita|appuntament\w+|incontro|volta)(?= )"
)
"""How one asks for what is written of somebody: who follows her, where her path stands, when somebody comes."""

IN_GENERAL = re.compile(
    r" (?:posso|possiamo|puo|possono|potrebbe|potrei|devo|dobbiamo|deve|bisogna|come si|come faccio|come facciamo"
    r"|cosa (?:posso|devo|si fa|serve|ci vuole)|c'e (?:un|una|qualc\w+|posto|la possibilita|modo)|ci sono|esist\w+"
    r"|spett\w+|diritt\w+|legge|obblig\w+|cost\w+|a chi|dove (?:si|devo|posso|vado|va)"
    r"|chi (?:chiamo|puo|decide|deve|paga|ci|mi)"
    r"|dove (?:lo|la|li|le) \w+|(?:che|cosa) (?:si fa|faccio|facciamo|succede)|come fa|da dove"
    r"|ha bisogno|avrebbe bisogno|serve|servirebbe|vorrei|vorremmo|cerco|cerchiamo|chieder\w+|fare domanda)(?= )"
)
"""How one asks for what there is for anybody."""

SURELY_HERS = re.compile(
    r" (?:chi (?:\w+ )?(?:segue|ha deciso|ha in carico)|a (?:che|quale) punto"
    r"|quando (?:viene|vengono|torna|tornano))(?= )"
)
"""How one asks for what is written, whatever else is said."""


def speaks_of_kin(question: str) -> bool:
    """
    Say whether whoever asks speaks of a relative or neighbour of her own.

    Parameters
    ----------
    question
        In Italian.

    Returns
    -------
    bool
        True for "mio padre", "un mio parente", "ho la mamma a letto".
    """
    return OF_MINE.search(bare(question)) is not None


def of_another_kin(question: str, before: str) -> str:
    """
    Ask of another relative what was asked of one before.

    Parameters
    ----------
    question
        A short one: "e mio fratello?".
    before
        The question before: "quanti permessi ho per mio nonno?".

    Returns
    -------
    str
        "quanti permessi ho per mio fratello?"; empty where it asks more, or the one before was of no relative.
    """
    found = ONLY.match(bare(question))
    if found is None or not speaks_of_kin(before):
        return ""
    return OF_MINE.sub(f" {found['who']} ", bare(before), count=1).strip() + "?"


def of_ones_own(question: str) -> str:
    """
    Write a question of somebody's relative as one who asks of her own does.

    Parameters
    ----------
    question
        Such as "a sua madre spetta?", as it is read of one who asks of herself.

    Returns
    -------
    str
        "a mia madre spetta?".
    """
    return THEIRS.sub(lambda found: "mi" if len(found[0]) < len("suo") else "mie", question)


def names_kin(question: str) -> str:
    """
    Return the word by which a question speaks of a relative.

    Parameters
    ----------
    question
        In Italian.

    Returns
    -------
    str
        "mamma"; empty where it speaks of none.
    """
    found = PLAIN.search(bare(question))
    return found[0].strip() if found else ""


def asks_what_is_written(question: str) -> bool:
    """
    Say whether a question asks for what is written of one person, and not for what there is for anybody.

    Parameters
    ----------
    question
        In Italian.

    Returns
    -------
    bool
        True for "chi segue mia madre?"; False for "a chi mi rivolgo per mia madre?".
    """
    words = bare(question)
    if SURELY_HERS.search(words):
        return True
    return OF_HERS.search(words) is not None and IN_GENERAL.search(words) is None


def asks_for_anybody(question: str) -> bool:
    """
    Say whether a question asks for what there is for anybody.

    Parameters
    ----------
    question
        In Italian.

    Returns
    -------
    bool
        True for "che cosa posso fare per mia madre?".
    """
    return IN_GENERAL.search(bare(question)) is not None
