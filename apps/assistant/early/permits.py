"""Say who may see or write what: from the policy, and of no person more than anybody may know."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from apps.assistant.reading.words import bare, normal
from apps.assistant.reply import Line, Reply
from apps.components.policy_words import VERBS, roles_in_words
from coordinator.model.datafile import read_yaml
from coordinator.protection import policy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

DOES = {
    "read": r"ved(?:e|ere|ono|o|er\w+)|legg(?:e|ere|ono|o|er\w+)|consult\w+|guarda(?:re|no)?|acced\w+|apr(?:e|ire)",
    "write": r"modific\w+|scriv(?:e|ere|ono)|cambi(?:a|are)(?! idea)|corregg\w+|aggiorn\w+|aggiung\w+",
    "export": r"scaric\w+|esport\w+|stamp\w+",
    "decide": r"approv\w+",
}
"""Action → how it is said, of now and not of the past."""

MAY = r"(?:puo|possono|posso|possiamo|(?:ha|hanno) (?:il )?(?:permesso|diritto) di|riesc\w+ a)"
MAYING = re.compile(rf" {MAY} (?:\w+ )?(?:{'|'.join(DOES.values())}) ")
SEES = re.compile(
    r" (?:vede|vedono|legge|leggono|ha accesso|hanno accesso|ha il permesso|hanno il permesso) "
)
WHO = re.compile(
    r"^ (?:e |ma )?(?:chi|quali ruoli|quale ruolo|che ruoli|che ruolo|a chi) "
    r"| chi (?:le|la|lo|li|l') ?(?:vede|legge|scrive|cambia|modifica) "
)
WHAT = re.compile(r" (?:che cosa|cosa|quali dati|che dati) ")
I_MYSELF = re.compile(r" (?:posso|possiamo|vedo io|io vedo) ")
KIN = re.compile(
    r" (?:figli[ao]?|figlie|moglie|marito|compagn[ao]|suocer[ao]|fratell[oi]|sorell[ae]|nipot[ei]|nuora|genero|madre"
    r"|padre|mamma|papa|zi[ao]|cugin[ao]|parent[ei]|familiar[ei]|famiglia|amic[oa]|amici|vicin[oa]|vicini) "
)
"""Who is near to a person and has no role by that alone."""

NOT = re.compile(r" non (?:puo |possono |deve |devono )?(?:\w+ )?(?:ved|legg|guard|acced|modific|scriv|apr)")
"""How a question asks for what is kept from a role."""

ACCESS = re.compile(r" (?:ha|hanno) (?:accesso|il permesso|diritto) ")
OF_PERSONS = frozenset({"La persona", "Il percorso"})
"""Groups of the policy that speak of one person."""

OWN = re.compile(
    r"^ (?:e |ma |io |qui |scusa )*"
    r"(?:(?:che )?cosa|quali (?:dati|cose|informazioni|parti)|che dati|fin dove|fino a dove) (?:\w+ ){0,2}?"
    r"(?:posso|possiamo|riesco a|mi e permesso|vedo|vediamo|mi e dato)"
    r"(?: (?:vedere|leggere|scrivere|modificare|consultare|guardare|fare vedere))*"
    r"(?: (?:io|noi|e (?:cosa )?(?:scrivere|no|modificare)|con il mio ruolo|col mio ruolo|qui|in ponte|come \w+))* $"
    r"|^ (?:che )?cosa posso fare (?:io |qui |qui dentro |in ponte |con il mio ruolo |col mio ruolo )+$"
    r"| (?:il mio ruolo|col mio ruolo|con il mio ruolo|con il mio accesso|il mio profilo) "
    r"|^ (?:che|quali) (?:permessi|autorizzazioni|diritti di accesso) (?:ho|abbiamo)"
)
"""How somebody asks what she may see or write."""

WHY_NOT = re.compile(
    r" (?:perche|come mai) (?:io |la |il )?(?:non|nn) (?:mi (?:fa|fate|lascia) |posso |riesco a |si )*"
    r"(?:(?P<write>scriv\w+|modific\w+|cambi\w+)|ved\w+|legg\w+|apr\w+|appar\w+|compar\w+|trov\w+) "
)
"""How somebody asks why she does not see something."""

UNKEPT = re.compile(
    r" (?:diagnos\w+|patologi\w+|malatti\w+|farmac\w+|terapi[ae]|medicin[ae]|esam[ie]|analisi|referti|reddit[oi]|isee"
    r"|cartell[ae] clinic\w+) "
)
COURT = re.compile(
    r" (?:decret\w+|provvediment\w+|sentenz\w+|ordinanz\w+|fascicol\w+|att[io]|carte|udienz\w+) (?:\w+ ){0,2}?"
    r"(?:giudice|tribunale|tutelare|tutela|nomina) "
)
HERS = re.compile(
    r" (?:su[oae]|suoi|di (?:lei|lui)|della (?:signora|persona|paziente)|del (?:signore|paziente)) "
)
"""How a question asks for what a court wrote of somebody."""

NOT_KEPT = "diagnosi, farmaci, esami, redditi"
"""What is written nowhere here."""

LEGAL = re.compile(r" (?:per legge|secondo|norma|legge che|articolo|garante) ")

LINKS = (("Chi vede che cosa", "politica"),)


def say_permits(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say which roles may see or write something, or what a role may.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed.
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else.
    """
    words = normal(question)
    asks = MAYING.search(words) or (SEES.search(words) and (WHO.search(words) or _roles(words)))
    if not asks or LEGAL.search(words):
        return None
    action = next((one for one, said in DOES.items() if re.search(rf" (?:{said}) ", words)), "read")
    resource, roles = _resource(words), _roles(words)
    about = named.people[0].id if len(named.people) == 1 else ""
    links = (*LINKS, ("Chi ha guardato i dati", f"mia-scheda?id={about}")) if about else LINKS
    if WHO.search(words) and resource:
        return _reply(*_who(action, resource), links)
    if I_MYSELF.search(words) and resource:
        return _reply(*_of_role(scene.viewer.role, action, resource, mine=True), links)
    if KIN.search(words.replace("'", "' ")) and resource and set(roles) <= {"persona"}:
        return _reply(*_of_kin(action, resource), links)
    if roles and resource:
        return _reply(*_of_role(roles[0], action, resource), links)
    if roles and WHAT.search(words):
        told = _unseen(roles[0], action) if NOT.search(words) else _whole(roles[0])
        return _reply(*told, links)
    return None


def say_permits_of_role(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say whether a role that is named first may see or write something: before persons are counted by the same words.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "il medico di famiglia può vedere le spese?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else.
    """
    words = normal(question)
    asks = MAYING.search(words) or ACCESS.search(words)
    roles = set(_roles(words[: asks.start() + 1])) if asks else set()
    return say_permits(scene, question, named) if roles - {"persona"} else None


def say_own_role(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say what the asker's own role may see and write, or why it does not see something.

    Parameters
    ----------
    scene
        The conversation: who asks.
    question
        As it was typed: "che cosa posso vedere?", "perché non vedo il budget?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else.
    """
    words, role = bare(question), scene.viewer.role
    if UNKEPT.search(words) and (MAYING.search(words) or SEES.search(words)) and not LEGAL.search(words):
        lines = [f"In Ponte non si scrivono: {NOT_KEPT}. Si chiedono a chi cura la persona"]
        return _reply("Nessuno, perché qui non c’è.", lines, LINKS)
    of_her = bool(named.people or (scene.person_id and HERS.search(words)))
    if COURT.search(words) and of_her and not scene.viewer.may("read", "tribunal"):
        return _reply(*_of_role(role, "read", "tribunal", mine=True), LINKS)
    why = WHY_NOT.search(words)
    if named.people or not (why or OWN.search(words)):
        return None
    resource = _resource(words[why.end() - 1 :] if why else " ")
    if why and not resource:
        return None
    if why:
        action = "write" if why["write"] else "read"
        return _reply(*_of_role(role, action, resource, mine=True), LINKS)
    if role not in policy().grants:
        return _reply("Con l’accesso di prova si vede e si scrive tutto.", [], LINKS)
    head, lines = _whole(role)
    return _reply(f"Il tuo r{head[4:]}", lines, LINKS)


def names_role(words: str) -> bool:
    """
    Say whether some words name a role, or somebody near to a person.

    Parameters
    ----------
    words
        As `apps.assistant.reading.words.normal` writes them.

    Returns
    -------
    bool
        True for "l'infermiera" and for "l'amico".
    """
    return bool(KIN.search(words.replace("'", "' ")) or _roles(words))


def _reply(head: str, lines: Sequence[str], links: tuple[tuple[str, str], ...]) -> Reply:
    """Put the answer together: it is the same for everybody, and names nobody."""
    told = tuple(Line(line, page="politica") for line in lines)
    return Reply("permits", head, told, query="Letto: la tabella di chi vede che cosa.", links=links)


def _who(action: str, resource: str) -> tuple[str, list[str]]:
    """List the roles that are given an action, by the persons on whom each holds."""
    table = policy()
    what, verb = table.resources[resource].label, VERBS[action]
    by_scope: dict[str, list[str]] = {}
    for role in table.grants:
        if _gives(role, action, resource):
            by_scope.setdefault(_whom(role), []).append(table.labels[role])
    lines = [f"Per {whom}: {'; '.join(roles)}" for whom, roles in by_scope.items()]
    return f"{'Chi' if lines else 'Nessuno'} {verb} «{what}», secondo la tabella dei permessi:", lines


def _of_role(role: str, action: str, resource: str, *, mine: bool = False) -> tuple[str, list[str]]:
    """Say whether a role is given an action, and who else is."""
    table = policy()
    what, verb = table.resources[resource].label, VERBS[action]
    label = table.labels.get(role, "il ruolo con cui sei dentro")
    whose = f"Il tuo ruolo ({label})" if mine else f"Il ruolo «{label}»"
    if role not in table.grants:
        return f"Con l’accesso di prova si vede tutto. Gli altri ruoli, per «{what}»:", _who(
            action, resource
        )[1]
    if _gives(role, action, resource):
        return f"Sì. {whose} {verb} «{what}».", [f"Di chi: {_whom(role)}", _purposes(role)]
    others = [table.labels[one] for one in table.grants if _gives(one, action, resource)]
    return f"No. {whose} non {verb} «{what}».", [f"Può farlo: {'; '.join(others)}"] if others else []


def _of_kin(action: str, resource: str) -> tuple[str, list[str]]:
    """Say that a relative or a friend sees nothing by that alone, and who may."""
    table = policy()
    what, verb = table.resources[resource].label, VERBS[action]
    head = f"No, non perché è un familiare o un amico: {verb} «{what}» solo chi ha un ruolo in Ponte."
    if not _gives("persona", action, resource):
        return head, _who(action, resource)[1]
    return head, [
        f"Se rappresenta per legge la persona, ha il ruolo «{table.labels['persona']}»: {_whom('persona')}",
        "La persona può fargliela vedere da sé: la sua pagina è «La mia scheda», e si stampa",
    ]


def _whole(role: str) -> tuple[str, list[str]]:
    """Say all that a role is given."""
    table = policy()
    lines = []
    for action, verb in VERBS.items():
        if what := [one.label for name, one in table.resources.items() if _gives(role, action, name)]:
            lines.append(f"{verb.capitalize()}: {'; '.join(what)}")
    return f"Il ruolo «{table.labels[role]}» riguarda {_whom(role)}:", lines


def _unseen(role: str, action: str) -> tuple[str, list[str]]:
    """Say what a role is not given of a person and her path."""
    table = policy()
    kept = [
        one.label
        for name, one in table.resources.items()
        if one.group in OF_PERSONS and not _gives(role, action, name)
    ]
    head = f"Il ruolo «{table.labels[role]}» non {VERBS[action]}, della persona e del suo percorso:"
    return (head, kept) if kept else (f"Il ruolo «{table.labels[role]}» {VERBS[action]} tutto.", [])


def _whom(role: str) -> str:
    """Say on whom a role is given."""
    return next(one.whom for one in roles_in_words() if one.id == role)


def _purposes(role: str) -> str:
    """Say for what a role is used."""
    table = policy()
    return f"Per: {', '.join(table.purposes[one] for one in table.purposes_of[role])}"


def _gives(role: str, action: str, resource: str) -> bool:
    """Say whether a role gives an action for one of its purposes at least."""
    table = policy()
    return any(table.allows(role, action, resource, purpose) for purpose in table.purposes_of[role])


def _resource(words: str) -> str:
    """Read what is to be seen."""
    rows = _cues()["resources"].items()
    return next((name for name, cues in rows if any(_is_in(cue, words) for cue in cues)), "")


def _roles(words: str) -> list[str]:
    """Read which roles are named."""
    return [role for role, cues in _cues()["roles"].items() if any(_is_in(cue, words) for cue in cues)]


def _is_in(cue: str, words: str) -> bool:
    """Say whether each part of a cue begins a word."""
    return all(f" {part}" in words or f"'{part}" in words for part in cue.split("+"))


@cache
def _cues() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Read the words, once."""
    return dict(read_yaml((Path(__file__).parent / "permits.yaml").read_text(encoding="utf-8")))
