"""
Inject faults into sound statements about real commi, and count those that the verifier finds.

    python benchmarks/answer_verifier.py CORPUS [--each N]
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
NUMBER = re.compile(r"\b(\d{1,3})\b(?= (?:giorni|mesi|anni|euro|per cento|milioni))")
WORDS = {
    "trenta": "quaranta",
    "sessanta": "novanta",
    "novanta": "sessanta",
    "dieci": "quindici",
    "tre": "cinque",
    "due": "quattro",
}


def statements(library, each):
    """Choose commi of one to three sentences, without citations, that can be restated."""
    random.seed(7)
    fit = [
        p
        for p in library.passages(DAY)
        if p.official
        and p.kind is Kind.COMMA
        and 80 < len(p.text) < 420
        and p.status in (Status.IN_FORCE, Status.UNVERIFIED)
        and not re.search(r"articol|legge|decreto|comma|«|\"|\(\(", p.text)
    ]
    return random.sample(fit, min(each, len(fit)))


def faults(passage, others):
    """Make the faulty statements of one comma: name of the fault → text."""
    text, ref = passage.text.strip().rstrip("."), parse_urn(passage.urn)
    cite = format_legal(ref)
    made = {"word": f"Secondo {cite} «{_swap_word(text)}»."}
    other = random.choice(
        [o for o in others if o.act.urn == passage.act.urn and o.urn != passage.urn] or others
    )
    made["article"] = f"Secondo {format_legal(parse_urn(other.urn))} «{text}»."
    made["comma"] = f"Secondo {cite.replace(f'comma {ref.comma}', 'comma 97')} «{text}»."
    claim = text[0].lower() + text[1:]
    if NUMBER.search(text):
        made["number"] = f"{cite} prevede che {NUMBER.sub(lambda m: str(int(m[1]) + 7), claim, count=1)}."
    for word, wrong in WORDS.items():
        if re.search(rf"\b{word} (?:giorni|mesi|anni)", text):
            made["number"] = (
                f"{cite} prevede che {re.sub(rf'{word} (?=giorni|mesi|anni)', f'{wrong} ', claim, count=1)}."
            )
    negated = _negate(claim)
    if negated:
        made["negation"] = f"{cite} prevede che {negated}."
    return made


def _swap_word(text):
    """Change one telling word of a text."""
    words = text.split()
    longest = max(range(len(words)), key=lambda i: len(words[i]))
    words[longest] = "gelateria"
    return " ".join(words)


def _negate(claim):
    """Add or take away a "non"."""
    if " non " in claim:
        return claim.replace(" non ", " ", 1)
    match = re.search(r" (è|e'|può|puo'|sono|deve|devono|possono|provvede|assicura|spetta) ", claim)
    return claim[: match.start()] + " non" + claim[match.start() :] if match else None


def main():
    """Count faults found and sound statements that were blamed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--each", type=int, default=80)
    options = parser.parse_args()
    library = Library.open()
    library.add(options.corpus)
    chosen = statements(library, options.each)
    verifier = Verifier(library, DAY, ActNames.shipped().knowing(library.acts()))
    made, caught, blamed = Counter(), Counter(), 0
    for passage in chosen:
        text = passage.text.strip().rstrip(".")
        cite = format_legal(parse_urn(passage.urn))
        claim = text[0].lower() + text[1:]
        for sound in (f"Secondo {cite} «{text}».", f"{cite} prevede che {claim}."):
            report = verifier.check(sound)
            if not report.passed:
                blamed += 1
                print("BLAMED", report.as_markdown().replace("\n", " ")[:240])
        for name, faulty in faults(passage, chosen).items():
            made[name] += 1
            passed = verifier.check(faulty).passed
            caught[name] += not passed
            if passed:
                print("MISSED", name, faulty[:200])
    total = sum(made.values())
    print({name: f"{caught[name]}/{count}" for name, count in made.items()})
    print(
        f"faults found {sum(caught.values()) / total:.3f} of {total}; false alarms {blamed / (2 * len(chosen)):.3f}"
    )


if __name__ == "__main__":
    main()
