"""Hold the words of acts: kinds and abbreviations, days and numbers, pointers such as "predetta legge"."""

import re

from knowledge.references.regions import REGION
from knowledge.references.words import ECHOES, MONTH, spaced

# Kinds of act, the longest words first: (pattern, authority, kind).
HEADS = (
    (r"legg[ei] costituzional[ei]|l\. ?cost\.|l\. ?c\.(?= ?n\.| ?\d)", "stato", "legge.costituzionale"),
    (
        rf"legg[ei] (?:della )?region(?:ale|ali|e)(?: {REGION})?|l\. ?r\.(?: {REGION})?|lr(?= n\.| \d)",
        "regione",
        "legge",
    ),
    (rf"legg[ei] provincial[ei](?: {REGION})?|l\. ?p\.(?: {REGION})?", "provincia", "legge"),
    (
        r"decret[oi] legislativ[oi] luogotenenzial[ei]|d\. ?lgs\. ?lgt\.",
        "luogotenente",
        "decreto.legislativo",
    ),
    (r"decret[oi] luogotenenzial[ei]|d\. ?lgt\.", "luogotenente", "decreto"),
    (
        r"decret[oi] legislativ[oi] del capo provvisorio dello stato|d\. ?lgs\. ?c\. ?p\. ?s\.",
        "capo.provvisorio.stato",
        "decreto.legislativo",
    ),
    (r"decret[oi] del capo provvisorio dello stato|d\. ?c\. ?p\. ?s\.", "capo.provvisorio.stato", "decreto"),
    (
        r"decret[oi] legislativ[oi]|(?:d\. ?|d|decreto )lgs\.?(?![a-z])|d\. ?l(?:eg)?\. ?vo",
        "stato",
        "decreto.legislativo",
    ),
    (r"regi[oi] decret[oi][ -]?legislativ[oi]|r\.d\. ?lgs\.", "stato", "regio.decreto.legislativo"),
    (r"regi[oi] decret[oi][ -]legge|r\. ?d\. ?l\.", "stato", "regio.decreto.legge"),
    (r"regi[oi] decret[oi]|r\. ?d\.|rd(?= n\.| \d)", "stato", "regio.decreto"),
    (r"decret[oi][ -]legge|d\. ?l\.|dl(?= n\.| \d)", "stato", "decreto.legge"),
    (
        r"decret[oi] del presidente della repubblica|d\. ?p\. ?r\.?(?![a-z])|dpr(?![a-z])",
        "presidente.repubblica",
        "decreto",
    ),
    (
        r"decret[oi] del presidente del consiglio(?: dei ministri)?"
        r"|d\. ?p\. ?c\. ?m\.?(?![a-z])|dpcm(?![a-z])",
        "presidente.consiglio",
        "decreto",
    ),
    (r"(?:delibera|deliberazione) (?:del )?cipe(?:ss)?", "cipe", "deliberazione"),
    (
        rf"(?:deliber(?:azion[ei]|[ae]) (?:della |di )?giunta(?: regionale)?|d\. ?g\. ?r\.?|dgr)"
        rf"(?: {REGION})?(?![a-z])",
        "regione;giunta",
        "deliberazione",
    ),
    (r"decret[oi] (?:inter)?ministerial[ei]|d\. ?m\.|dm(?= n\.| \d)", "ministero", "decreto"),
    (r"decret[oi] de(?:l|i|lla) (?:vice)?(?P<ministry>ministr[oia])", "ministero", "decreto"),
    (
        r"legg[ei](?:[ -](?:quadro|delega|statale|finanziaria|di stabilita'|di bilancio|ordinaria))?"
        r"|l\.|l(?= \d{1,4}/\d)",
        "stato",
        "legge",
    ),
)
HEAD = spaced("|".join(f"(?P<h{index}>{pattern})" for index, (pattern, _, _) in enumerate(HEADS)))

DATE = rf"(?P<{{0}}>\d{{{{1,2}}}}°? (?:{MONTH}) \d{{{{4}}}}|\d{{{{1,2}}}}[./]\d{{{{1,2}}}}[./]\d{{{{4}}}})"
_N = r"(?:n\.|nr\.|num\.|numero|n°|n(?= \d))"
_OF = r"(?:del(?:l')? ?|in data )?"
DESIGNATOR = spaced(
    rf",? ?(?:"
    rf"{_OF}{DATE.format('day1')}(?:,? ?{_N} ?(?P<number1>\d{{1,5}})(?!\d))?"  # 8 novembre 2000, n. 328
    rf"|(?:{_N} ?)?(?P<number2>\d{{1,5}})(?:[/-](?:19|20)?\d\d)?"  # n. 10/2015 del 28 gennaio 2015
    rf" ?(?:,|\()? ?(?:del |dell'){DATE.format('day2')}"
    rf"|(?:{_N} ?)?(?P<number3>\d{{1,5}}) ?[/-] ?(?P<year3>(?:19|20)\d\d|\d\d)(?![\d/])"  # 328/2000, 328/00
    rf"|(?:{_N} ?)?(?P<number4>\d{{1,5}}),? del(?:l'anno)? (?P<year4>(?:19|20)\d\d)(?!\d)"  # n. 328 del 2000
    rf"|(?:{_N} ?)?(?P<number5>\d{{2,4}})"  # 328
    r"(?![\d/%°]|[.,]\d| ?(?:euro|lire|per cento|milioni|giorni|commi|articoli))"
    r")"
)
ALSO = spaced(r",? (?:e|ed|nonche'|nonché|o) (?:dell[ae] |del |dell')?|, (?:dell[ae] |del |dell')?")
NO_MINISTRY = re.compile(
    r"[.;:()«»\"]|\b(?:entro|da (?:eman|adott|part)|sono|previ[ao]|sentit[oaie]|ai sensi|legg[ei]|articol"
    r"|stabil|defin)"
)


_WORDS = (
    r"(?P<word>decreto legislativo|decreto[ -]legge|decreto del presidente della repubblica"
    r"|decreto del presidente del consiglio dei ministri|regio decreto|legge regionale|testo unico"
    r"|legge|decreto|codice|regolamento|direttiva|provvedimento|deliberazione|accordo|intesa|d\.lgs\.)"
    r"(?![a-z])"
)
_PRESENT = spaced(rf"presente {_WORDS}")
ECHOING = spaced(ECHOES + r"[oaie] (?=[a-z])")
_ECHO = re.compile(ECHOING.pattern + spaced(_WORDS).pattern)
_ECHO_AFTER = spaced(_WORDS + r" (?:medesim|stess|predett|suddett|citat)[oa](?![a-z])")
POINTERS = (("present", _PRESENT), ("echo", _ECHO), ("echo", _ECHO_AFTER), ("vague", spaced(_WORDS)))
NICKNAME = spaced(
    r"(?P<number>\d{1,4})(?:(?:/| del )(?P<year>(?:19|20)\d\d|(?<=/)\d\d))?"
    r"(?![\d/%°ª]|[.,]\d| ?(?:euro|lire|per cento|mil|giorni|anni|mesi|posti|ore))"
)
