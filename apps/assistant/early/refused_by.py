"""Know who says no in a question: a service, the family, a helper; their no is not hers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.refused_by import say_refused_by, say_whether_she_refused
from apps.assistant.reading.rights import asks_of_rights
from apps.assistant.reading.words import bare
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

SERVICES = (
    r"(?:asl|azienda sanitaria|comune|servizi[o]?|sportello|centr[oi]|cooperativ[ae]|rsa|struttur[ae]|casa di riposo"
    r"|adi|sad|csm|pua|uvm|cot|inps|caf|scuola|ente|enti|ambito|distretto|ufficio|commissione|ospedale|reparto|parrocchia"
    r"|volontari[oa]?|medic[oi]|dottor(?:e|essa)|pediatra|mmg|geriatra|specialista|infermier[aei]|operator[ei]|operatric[ei]"
    r"|oss|assistent[ei](?: social[ei])?|badant[ei]|fisioterapist[aei]|educator[ei]|educatric[ei])"
)
FAMILY = (
    r"(?:famigli[ae]|familiar[ei]|parent[ei]|figli[aoe]?|marito|moglie|nipot[ei]|sorell[ae]|fratell[oi]|caregiver"
    r"|cognat[aoie]|nuora|genero|vicin[aoie]|tutore|tutrice|amministrator[ei](?: di sostegno)?|amministratrice)"
)
SAYS_NO = (
    r"(?:rifiut(?:a|ano|ato|ata|ati|asse|assero|era|eranno|erebbe)|(?:dett[oa]|dice|dicono|dicesse) (?:di )?no"
    r"|neg(?:a|ano|ato|asse)|respin(?:ge|gono|to|ta)|non (?:accetta|accettano|vuole|vogliono|prende|prendono))"
)
ANOTHER = re.compile(
    rf"(?<! da)(?<! di)(?<! con)(?<! al)(?<! che)[ '](?P<who>(?:(?:il|la|lo|i|gli|le|un|una|l|su[oa]|quest[oa]) |l')?"
    rf"(?:{SERVICES}|{FAMILY}))(?: (?!che |se |e |perche |l[oaie] )[\w']+){{0,3}}?"
    rf"(?: (?:si|non|ci|mi|gli|le|poi|ancora|adesso|ora))?"
    rf"(?: (?:ha|hanno|avesse|avessero|e|sono|puo|possono))?(?: gia)? {SAYS_NO}(?= )"
)
"""Somebody else stands before the verb and says no: with "la badante la rifiuta" it may be she, so it is not taken."""

SHE = re.compile(
    r"^ (?:e|ma|lei|lui|per caso|allora|quindi|sai se|risulta che|che|cosa| )*(?:ha|avrebbe|aveva) (?:mai |gia )?"
    r"(?:rifiutat[oaie]|detto (?:di )?no|rinunciat[oa])(?= )"
)
"""How a question asks whether she said no, once: nobody else stands before the verb."""

ELSE = re.compile(
    r" (?:chi|quali|quale|quant[ie]|perche|come mai|invi[oi]|richiest[ae]|norm[ae]|per legge|articolo|firma\w*"
    r"|consens\w+|motivo) "
)
"""Words of questions that the requests, the signatures and the norms answer."""


def say_who_refused(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say what is written of a no that is another's, or whether a no of hers is.

    Parameters
    ----------
    scene
        The conversation; the one found comes to mind.
    question
        As it was typed: "la famiglia rifiuta la badante", "il Comune ha detto di no", "Ada ha rifiutato il bagno?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, for nobody, or to who may not read paths.
    """
    words = bare(question.replace("?", " "))
    if not (named.people or scene.person_id) or ELSE.search(words) or asks_of_rights(question):
        return None
    if not (scene.viewer.may("read", "case") and scene.viewer.may("read", "consent")):
        return None
    other = ANOTHER.search(words)
    if other is None and not SHE.search(bare(named.rest) if named.people else words):
        return None
    asked = settled(scene, question, named, "referrals" if other else "refuse")
    if isinstance(asked, Reply):
        return asked
    return say_refused_by(asked, other["who"].strip()) if other else say_whether_she_refused(asked)
