"""Hold the words that number things in Italian law, and fold a text so that offsets stay its own."""

import re

from knowledge.norms import days

MONTHS = {name: number for number, name in enumerate(days.MONTHS, start=1)}
MONTH = "|".join(MONTHS)

_ORDINAL_STEMS = (
    *("prim", "second", "terz", "quart", "quint", "sest", "settim", "ottav", "non", "decim"),
    *("undicesim", "dodicesim", "tredicesim", "quattordicesim", "quindicesim"),
    *("sedicesim", "diciassettesim", "diciottesim", "diciannovesim", "ventesim"),
)
ORDINALS = {stem + end: str(value) for value, stem in enumerate(_ORDINAL_STEMS, start=1) for end in "oa"}
ORDINALS |= {"undecimo": "11", "duodecimo": "12", "decimoprimo": "11", "decimosecondo": "12"}
ORDINAL = rf"(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))})\b"

_UP_TO_TWENTY = (
    *("uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci"),
    *("undici", "dodici", "tredici", "quattordici", "quindici"),
    *("sedici", "diciassette", "diciotto", "diciannove"),
)
_TENS = ("venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta")


def _cardinals() -> dict[str, str]:
    """Write the numbers from 1 to 99 in words; a ten loses its vowel before *uno* and *otto*."""
    words = {word: str(value) for value, word in enumerate(_UP_TO_TWENTY, start=1)}
    for ten, stem in enumerate(_TENS, start=2):
        words[stem] = str(ten * 10)
        for unit, word in enumerate(_UP_TO_TWENTY[:9], start=1):
            words[(stem[:-1] if word[0] in "uo" else stem) + word] = str(ten * 10 + unit)
    return words


CARDINALS = _cardinals()
CARDINAL = rf"(?:{'|'.join(sorted(CARDINALS, key=len, reverse=True))})\b"

# Adjectives that point back: "la predetta legge", "il medesimo articolo".
ECHOES = r"(?:medesim|stess|predett|suddett|sopraddett|(?:gia' |già |sopra ?)?citat|summenzionat|richiamat)"

ALPHABET = "abcdefghilmnopqrstuvz"  # letters of a comma skip j, k, w, x, y
ADVERBS = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")

# Every replacement is one character for one, so an offset into the folded text is an offset into the text.
_FOLD = (
    dict.fromkeys("’‘ʼ`´", "'")
    | dict.fromkeys("–—‑‐", "-")
    | dict.fromkeys("\u00a0\u2009\u202f\n\r\t\f\v", " ")
    | dict.fromkeys("“”„", '"')
    | {"İ": "i", "º": "°"}
)


def fold(text: str) -> str:
    """Lower a text and make its blanks, apostrophes and hyphens plain; its length does not change."""
    for written, plain in _FOLD.items():  # quicker than translate: most are not in the text at all
        text = text.replace(written, plain)
    return text.lower().replace("((", "  ").replace("))", "  ")


def spaced(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which a blank stands for 1 to 80 blanks: what is parted by more is two texts."""
    return re.compile(pattern.replace(" ", " {1,80}").replace(" {1,80}?", " {0,80}"))


def labels_between(first: str, last: str) -> list[str]:
    """
    List the labels of a range, ends included: ``"1", "3"`` gives 1, 2, 3; ``"1-bis", "1-quater"`` three too.

    A range that cannot be counted, or of more than 200 labels, gives its two ends.
    """
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= 200:
        return [str(value) for value in range(int(first), int(last) + 1)]
    if first in ALPHABET and last in ALPHABET and ALPHABET.index(first) < ALPHABET.index(last):
        return list(ALPHABET[ALPHABET.index(first) : ALPHABET.index(last) + 1])
    stem, _, adverb = first.partition("-")
    if (stem, adverb in ADVERBS) == (last.partition("-")[0], last.partition("-")[2] in ADVERBS) and adverb:
        span = ADVERBS[ADVERBS.index(adverb) : ADVERBS.index(last.partition("-")[2]) + 1]
        return [f"{stem}-{adverb}" for adverb in span] or [first, last]
    return [first, last]
