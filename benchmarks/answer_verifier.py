"""
Inject faults into sound statements about real commi; count the faults that the verifier finds, and its false alarms.

    python benchmarks/answer_verifier.py CORPUS [--each N] [--seed S] [--home DIR] [--show]

The statements are made from commi chosen by the seed: take a seed that nobody has looked at. Each kind of fault is one
that people and language models make; each kind of sound statement is one that offices write.
"""

import argparse
import random
import re
from collections import Counter
from datetime import date
from pathlib import Path

from knowledge.answer.verify import Verifier
from knowledge.library import Library
from knowledge.norms import Kind, Status
from knowledge.norms.identifiers import format_legal, parse_urn
from knowledge.references import ActNames

DAY = date(2026, 11, 22)
SPANS = r"giorni|mesi|anni|euro|per cento|ore|milioni|settimane"
COUNTS = {
    "due": 2,
    "tre": 3,
    "quattro": 4,
    "cinque": 5,
    "sei": 6,
    "sette": 7,
    "otto": 8,
    "dieci": 10,
    "quindici": 15,
}
COUNTS |= {"venti": 20, "trenta": 30, "quaranta": 40, "sessanta": 60, "novanta": 90}
NUMBER = re.compile(rf"\b(\d{{1,3}}|{'|'.join(COUNTS)})(?= (?:{SPANS})\b)")
YEAR = re.compile(r"/(?:19|20)(?=\d\d$)")
VERBS = re.compile(
    r" (è|e'|sono|deve|devono|provvede|provvedono|assicura|assicurano|spetta|adotta|adottano) "
)
OTHER_WHO = {
    "comune": "prefetto", "comuni": "prefetture", "regione": "provincia", "regioni": "prefetture", "giudice": "sindaco",
    "prefetto": "sindaco", "sindaco": "prefetto", "ministro": "sindaco", "medico": "notaio", "provincia": "prefettura",
}  # fmt: skip
OTHER_UNIT = {"giorni": "mesi", "mesi": "anni", "anni": "mesi", "ore": "giorni", "euro": "dollari"}


def statements(library, each, chance):
    """Choose commi of one to three sentences, without citations, that can be restated."""
    fit = [
        p
        for p in library.passages(DAY)
        if p.official
        and p.kind is Kind.COMMA
        and 90 < len(p.text) < 480
        and p.status in (Status.IN_FORCE, Status.UNVERIFIED)
        and not re.search(r"articol|legge|decreto|comma|codice|regolamento|«|\"|'[A-Z]|\(\(|:|\[", p.text)
    ]
    return chance.sample(fit, min(each, len(fit)))


def sound(passage, chance):
    """Make the sound statements of one comma: kind → text."""
    text, cite = _text(passage), format_legal(parse_urn(passage.urn))
    words, claim = text.split(), _claim(text)
    start = chance.randrange(0, max(1, len(words) - 7))
    part = " ".join(words[start : start + 7]).strip(" ,;.")
    third = len(words) // 3
    made = {
        "whole": f"Secondo {cite} «{text}».",
        "part": f'Lo dice {cite}: "{part}".',
        "single marks": f"Come si legge in {cite}, ‘{part}’.",
        "elision": f"{cite} dice: «{' '.join(words[:third])} […] {' '.join(words[-third:])}».",
        "reported": f"{cite} prevede che {claim}.",
        "recital": f"Visto {cite};",
        "recital with act": f"VISTA la {_act(passage)} e, in particolare, {cite};",
        "block": f"{cite}\n\n> {text}\n",
        "act alone": f"La {_act(passage)} dice «{part}».",
        "brackets": f"{text} ({cite}).",
        "figures": f"{cite} prevede che {_in_figures(claim)}.",
    }
    if passage.heading:
        made["heading"] = f"Richiamato {cite}, rubricato «{passage.heading.strip('.() ')}»;"
    return made


def faults(passage, others, chance):
    """Make the faulty statements of one comma: kind of fault → text."""
    text, ref = _text(passage), parse_urn(passage.urn)
    cite, claim, words = format_legal(ref), _claim(text), text.split()
    far = [o for o in others if o.act.urn != passage.act.urn]
    other = chance.choice(far)
    place = chance.randrange(1, len(words) - 2)
    strange = _strange_word(other, text, chance)
    made = {
        "word changed": f"Secondo {cite} «{_with(words, place, strange)}».",
        "word added": f"Secondo {cite} «{' '.join([*words[:place], strange, *words[place:]])}».",
        "words left out": f"Secondo {cite} «{' '.join(words[: len(words) // 3] + words[len(words) // 2 :])}».",
        "single marks": f"Secondo {cite} ‘{_with(words, place, strange)}’.",
        "act alone": f"La {_act(passage)} dice: «{_with(words, place, strange)}».",
        "other act": f"Secondo {format_legal(parse_urn(other.urn))} «{text}».",
        "comma": f"Secondo {cite.replace(f'comma {ref.comma}', 'comma 97')} «{text}».",
        "article": f"{cite.replace(f'art. {ref.article}', 'art. 1749')} prevede che {claim}.",
        "year": f"Secondo {YEAR.sub('/18', cite)} «{text}».",
        "matter": f"{cite} prevede che {_claim(_text(other))}.",
        "no source": f"Si applica {cite}.\n\nAltro tema.\n\n«{_text(other)}».",
    }
    if found := NUMBER.search(claim):
        made["number"] = f"{cite} prevede che {_number(claim, found)}."
        made["number in quote"] = f"Secondo {cite} «{_number(text, NUMBER.search(text) or found)}»."
    if (found := NUMBER.search(claim)) and (
        unit := claim[found.end() :].split()[0].strip(",;.")
    ) in OTHER_UNIT:
        made["unit"] = (
            f"{cite} prevede che {claim[: found.end()]} {OTHER_UNIT[unit]}{claim[found.end() + 1 + len(unit) :]}."
        )
    if negated := _negate(claim):
        made["negation"] = f"{cite} prevede che {negated}."
    for who in OTHER_WHO:
        if (
            re.search(rf"\b{who}\b", claim)
            and OTHER_WHO[who] not in claim
            and OTHER_WHO[who][:6] not in claim
        ):
            made["who"] = f"{cite} prevede che {_swapped(claim, who)}."
    for may, must in (("può ", "deve "), ("possono ", "devono "), ("puo' ", "deve ")):
        if may in claim and f"non {may}" not in claim and claim.count(may) == 1:
            made["duty"] = f"{cite} prevede che {claim.replace(may, must)}."
    unchanged = f"Secondo {cite} «{text}»."
    return {kind: said for kind, said in made.items() if said and said != unchanged}


def _swapped(claim, who):
    """Put another body in the place of one."""
    return re.sub(rf"\b{who}\b", OTHER_WHO[who], claim)


def _text(passage):
    """Take the words of a comma, without its last stop."""
    return " ".join(passage.text.split()).rstrip(". ;")


def _claim(text):
    """Make of a sentence the end of one."""
    return text[0].lower() + text[1:]


def _act(passage):
    """Name the act of a comma."""
    return format_legal(parse_urn(passage.urn).of_act).replace("Cost.", "Costituzione")


def _with(words, place, strange):
    """Put another word in a place."""
    return " ".join([*words[:place], strange, *words[place + 1 :]])


def _strange_word(other, text, chance):
    """Take a long word of another comma that this one does not hold."""
    long = [w.strip(",;.()") for w in _text(other).split() if len(w) > 7 and w.isalpha() and w not in text]
    return chance.choice(long or ["gelateria"])


def _number(text, found):
    """Change a number, written as it was."""
    if found[1].isdigit():
        return text[: found.start()] + str(int(found[1]) + 7) + text[found.end() :]
    names = list(COUNTS)
    other = names[(names.index(found[1]) + 3) % len(names)]
    return text[: found.start()] + other + text[found.end() :] if f"{other} " not in text else ""


def _in_figures(claim):
    """Write numbers in figures."""
    return NUMBER.sub(lambda m: m[1] if m[1].isdigit() else str(COUNTS[m[1]]), claim)


def _negate(claim):
    """Add or take away a "non"."""
    if claim.count(" non ") == 1:
        return claim.replace(" non ", " ", 1)
    match = VERBS.search(claim)
    return claim[: match.start()] + " non" + claim[match.start() :] if match and " non " not in claim else ""


def main():
    """Count faults found and sound statements that were blamed."""
    options = _options()
    chance = random.Random(options.seed)
    library = Library.open(home=options.home)
    if options.corpus:
        library.add(options.corpus)
    chosen = statements(library, options.each, chance)
    verifier = Verifier(library, DAY, ActNames.shipped().knowing(library.acts()))
    made, caught, said, blamed = Counter(), Counter(), Counter(), Counter()
    for passage in chosen:
        for kind, text in sound(passage, chance).items():
            report = verifier.check(text)
            said[kind] += 1
            blamed[kind] += not report.passed
            if not report.passed and options.show:
                print("BLAMED", kind, text[:300], report.as_markdown().replace("\n", " ")[:300])
        for kind, text in faults(passage, chosen, chance).items():
            made[kind] += 1
            passed = verifier.check(text).passed
            caught[kind] += not passed
            if passed and options.show:
                print("MISSED", kind, text[:400])
    print("faults found:", {kind: f"{caught[kind]}/{count}" for kind, count in made.items()})
    print("false alarms:", {kind: f"{blamed[kind]}/{count}" for kind, count in said.items()})
    faults_share = sum(caught.values()) / sum(made.values())
    alarms_share = sum(blamed.values()) / sum(said.values())
    print(
        f"seed {options.seed}: {faults_share:.3f} of {sum(made.values())} faults found (required .98, aim .99)"
    )
    print(
        f"seed {options.seed}: {alarms_share:.3f} of {sum(said.values())} sound statements blamed (limit .02, aim .01)"
    )


def _options():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", help="a folder of acts to add first")
    parser.add_argument("--each", type=int, default=80, help="commi to make statements of")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--home", type=Path, help="a store; in memory when not given")
    parser.add_argument("--show", action="store_true", help="print every miss and every false alarm")
    return parser.parse_args()


if __name__ == "__main__":
    main()
