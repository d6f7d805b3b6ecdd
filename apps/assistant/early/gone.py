"""Know a question on who was around a person and is no more, however it is put."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.gone import say_ended, say_gone
from apps.assistant.reading.words import bare
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

WHO = (
    r"(?:chi|che|cosa|quali|qualcuno|qualcosa|nessuno|altri|quelli|coloro|elenco|lista|servizi\w*|aiut[oi]"
    r"|operator\w+|professionist\w+|legam[ei]|person[ae]|famil\w+|volontar\w+|infermier\w+|fisioterapist\w+|badant\w+"
    r"|educat\w+|medic[oi]|oss)"
)
HELPS = (
    r"(?:segu\w+|vien[ei]|vengono|va|vanno|aiut\w+|assist\w+|accud\w+|c'e|c'era|ci sono|lavora\w*|frequent\w+|riceve\w*"
    r"|ha|hanno|prende|passa\w*|occup\w+|cura)"
)
HELPED = (
    r"(?:segui\w+|c'era|c'erano|veniv\w+|andav\w+|aiutav\w+|assistev\w+|accudiv\w+|avev\w+|lavorav\w+|frequentav\w+"
    r"|(?:ha|hanno) (?:seguit|aiutat|assistit|accudit|curat)\w+|si occupav\w+|stav\w+)"
)
BEFORE = r"(?:prima|una volta|un tempo|in passato|nel passato|precedentemente|in precedenza|anni fa|allora)"

GONE = re.compile(
    rf" {WHO} (?:\w+ ){{0,4}}?non (?:(?:la|lo|li|le|gli|ci|ne|si|l') ?)*{HELPS} (?:\w+ ){{0,2}}?piu(?= )"
    rf"| {WHO} (?:\w+ ){{0,3}}?(?:ha|hanno|abbia|abbiano) (?:\w+ )?(?:smess\w+|cessat\w+|interrott\w+|lasciat\w+"
    r"|abbandonat\w+|mollat\w+)(?= )"
    rf"| {WHO} (?:\w+ )?(?:l'ha|l'hanno|la ha|la hanno) (?:\w+ )?(?:lasciat\w+|abbandonat\w+|mollat\w+)(?= )"
    rf"| {WHO} (?:\w+ ){{0,2}}?(?:se n'? ?e|se ne sono|e|sono) (?:\w+ )?"
    r"(?:andat[oaie](?: via)?(?! (?:a|ai|al|all'|alla|da|dal|dall'|dalla|in|per) )|finit[oaie](?! in )|terminat[oaie]"
    r"|cessat[oaie]|interrott[oaie])(?= )"
    rf"| {WHO} (?:\w+ ){{0,4}}?{HELPED} (?:\w+ ){{0,3}}?{BEFORE}(?= )"
    rf"| {BEFORE} (?:\w+ ){{0,3}}?{WHO} (?:(?:la|lo|li|le|gli|ci|l') ?)*{HELPED}(?= )"
    rf"| {WHO} (?:\w+ )?{BEFORE} (?:(?:la|lo|li|le|gli|ci|l') ?)*{HELPED}(?= )"
    r"| (?:aiut[oi]|legam[ei]|rapport[oi]|operator\w+|servizi\w*|collaborazion\w+|person[ae]) "
    r"(?:\w+ )?(?:cessat[oaie]|terminat[oaie]|conclus[oaie]|finit[oaie]|interrott[oaie]|chius[oaie]|precedent[ei]"
    r"|passat[oaie])(?= )"
    r"| (?:quando|da quando) (?:ha|hanno) smesso(?= )| (?:precedent[ei]|vecch[ei]|ex) (?:operator\w+|professionist\w+"
    r"|infermier\w+|badant\w+|servizi\w*|assistent\w+)(?= )"
)
"""How a question asks who was there and is no more."""

STILL = re.compile(
    r" (?:ha|riceve|viene|vengono|va|prende|frequenta|segue|aiuta|c'e) (?:sempre |ancora )(?!bisogn)"
)
"""How one asks whether somebody or something is there still."""

ELSE = re.compile(
    r" (?:se|senza|qualora|person[ae] (?:in|che)|percors\w*|cas[oi]|pratic\w+|pian[oi]|pai|uvm|budget|soldi|post[oi]"
    r"|termin[ei]|scadenz\w*|invi[oi]|richiest\w+|compit[oi]|quant[eiao]|legg[ei]|norm[ae]|accord\w+|segnalat\w*"
    r"|attes[ae]|list[ae]|coda|segn[oai]|segnare|scriv\w+|registr\w+|annot\w+"
    r"|obiettiv\w+|bisogn\w+|farmac\w+|vist\w+|parler\w+|ore|in mappa|alla mappa|mappa|consens\w+) "
)
"""Words of another question: of what is only supposed, of the path, of the plan, of many persons."""


def say_who_went(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say who was around a person and is no more.

    Parameters
    ----------
    scene
        The conversation; the one found comes to mind.
    question
        As it was typed: "prima chi c'era che ora non c'è più?", "qualcuno ha smesso di seguirla?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or is of nobody.
    """
    words = bare(named.rest if named.people else question)
    if not (named.people or scene.person_id) or not scene.viewer.may("read", "network"):
        return None
    still = STILL.search(words) is not None
    if not (still or GONE.search(words)) or ELSE.search(words):
        return None
    if still and scene.person_id and not named.people:
        return say_ended(scene.asked(question))
    asked = settled(scene, question, named, "around")
    if isinstance(asked, Reply):
        return asked
    return say_gone(asked.again(named.rest or question) if named.people else asked)
