"""Make questions with persons' data at known places; knows nothing of what looks for them."""

import random
import string
from datetime import date
from pathlib import Path

import yaml

HERE = Path(__file__).parent
PEOPLE = yaml.safe_load((HERE / "people.yaml").read_text(encoding="utf-8"))
TEMPLATES = yaml.safe_load((HERE / "templates.yaml").read_text(encoding="utf-8"))


def make(number: int = 500, seed: int = 8):
    """Make texts, each with [(start, end, kind, words)], and the words of names that a record would hold."""
    draw = random.Random(seed)
    held = {name for kind in PEOPLE.values() for name in kind if draw.random() < 0.4}
    known = {word for name in held for word in name.split()}
    return [_one(draw) for _ in range(number)], known


def _one(draw):
    kind = draw.random()
    template = draw.choice(TEMPLATES["about" if kind < 0.4 else "codes" if kind < 0.7 else "nothing"])
    case = draw.choice([str, str, str, str, str.lower, str.upper])
    text, spans = "", []
    for before, name, _, _ in string.Formatter().parse(template):
        text += case(before)
        if name:
            words, label = _value(draw, name)
            words = words if label == "EMAIL" else case(words)
            spans.append((len(text), len(text) + len(words), label))
            text += words
    return text, spans


def _value(draw, name):
    if name in "nm":
        return _name(draw), "PERSONA"
    return {"c": (_code, "CODICE"), "t": (_phone, "TELEFONO"), "e": (_mail, "EMAIL"), "i": (_iban, "IBAN"),
            "a": (_address, "INDIRIZZO"), "d": (_born, "NASCITA")}[name][0](draw), {
        "c": "CODICE", "t": "TELEFONO", "e": "EMAIL", "i": "IBAN", "a": "INDIRIZZO", "d": "NASCITA"}[name]  # fmt: skip


def _name(draw):
    given, family = draw.choice(PEOPLE["given"]), draw.choice(PEOPLE["family"])
    shape = draw.random()
    if shape < 0.65:
        return f"{given} {family}"
    if shape < 0.75:
        return f"{family} {given}"
    return given if shape < 0.88 else family


def _code(draw):
    letters, digits = "BCDFGLMNPRSTVZ", string.digits

    def some(of, many):
        return "".join(draw.choice(of) for _ in range(many))

    birth = some(digits, 2) + draw.choice("ABCDEHLMPRST") + f"{draw.randint(1, 71):02}"
    place = draw.choice("ABCDEFGHIL") + some(digits, 3) + some(letters, 1)
    parts = (some(letters, 3), some(letters, 3), birth, place)
    return draw.choice(["", "", "", " "]).join(parts)


def _phone(draw):
    mobile = f"3{draw.randint(20, 99)}"
    rest = f"{draw.randint(0, 9_999_999):07}"
    shapes = [
        f"{mobile}{rest}",
        f"{mobile} {rest}",
        f"{mobile}/{rest}",
        f"+39 {mobile} {rest[:3]} {rest[3:]}",
        f"{mobile}-{rest}",
        f"{mobile}.{rest[:3]}.{rest[3:]}",
        f"0832 {rest[:6]}",
        f"06 {rest[:4]}{rest[:4]}",
        f"0832/{rest[:6]}",
        f"+39 0832 {rest[:6]}",
    ]
    return draw.choice(shapes)


def _mail(draw):
    who = draw.choice(PEOPLE["family"]).lower().replace(" ", "").replace("'", "")
    host = draw.choice(["libero.it", "pec.it", "gmail.com", "asl.esempio.it"])
    return f"{draw.choice('abcgmp')}.{who}{draw.randint(1, 99)}@{host}"


def _iban(draw):
    digits = "".join(draw.choice(string.digits) for _ in range(22))
    flat = f"IT{draw.randint(10, 99)}{draw.choice(string.ascii_uppercase)}{digits}"
    return flat if draw.random() < 0.6 else " ".join(flat[at : at + 4] for at in range(0, len(flat), 4))


def _address(draw):
    street, gap = draw.choice(TEMPLATES["streets"]), draw.choice([" ", ", ", " n. "])
    return f"{street}{gap}{draw.randint(1, 240)}{draw.choice(['', '', '/A', 'b'])}"


def _born(draw):
    day = date.fromordinal(draw.randint(date(1925, 1, 1).toordinal(), date(2015, 1, 1).toordinal()))
    return draw.choice(
        [
            f"{day.day}/{day.month}/{day.year}",
            f"{day:%d-%m-%Y}",
            f"{day:%d.%m.%y}",
            f"{day.day} marzo {day.year}",
        ]
    )
