"""Read what a piece of page lets its reader send, and what in it could run."""

import base64
import re

import lxml.html

from apps.components.frame import TEMPLATES
from apps.components.live import Live
from apps.components.messages import UNFORESEEN
from coordinator.exchange.registers import REGISTERS
from coordinator.exchange.rules_table import write_rules_table
from coordinator.pathway.local_rules import LocalRule

SITE = re.compile(r'data-(act|on-change)="')
DANGEROUS = re.compile(r"^(on|formaction$|srcdoc$)", re.IGNORECASE)
FOLLOWED = {
    "href",
    "src",
    "action",
    "data",
    "poster",
    "background",
    "{http://www.w3.org/1999/xlink}href",
    "xlink:href",
}
SCRIPT = re.compile(r"[\s\x00-\x1f]*(javascript|vbscript|data):", re.IGNORECASE)
PICTURE = re.compile(r"data:image/")  # in an img nothing runs, whatever is drawn
FIXED = re.compile(r"[a-z_]{2,}")
"""A word of ours, not the id of something."""
HIDDEN = " non mostrato"
"""What an act is called that a page knows and does not show."""
NUMBER = re.compile(r"hour|amount|quantity|number|length|figure|places")
DAY = re.compile(r"day|since|until|dal|born|review_on|giorno")


def person_table():
    """Write the register of persons, with one in it."""
    held = {"cognome": "Bianchi", "nome": "Lia", "codice": "bianchi"}
    headings = [column.heading for column in REGISTERS[0].columns]
    return f"{';'.join(headings)}\n{';'.join(held.get(one, '') for one in headings)}\n"


GOOD_FILES = [
    {"name": name, "base64": base64.b64encode(text if isinstance(text, bytes) else text.encode()).decode()}
    for name, text in (
        ("persone.csv", person_table()),
        ("regole.csv", write_rules_table([LocalRule("patrono", name="San Vito", day="15/06")])),
        ("a.csv", "a;b"),
        ("a.json", '{"resourceType": "Bundle"}'),
    )
]


def marked(name, source):
    """Write beside each form and button of a template where it stands."""
    numbers = iter(range(1, 1000))
    return SITE.sub(lambda found: f'data-site-{found[1]}="{name} {next(numbers)}" {found[0]}', source)


def sites_in(html):
    """List which marks a piece of page shows."""
    tree = lxml.html.fromstring(f"<div>{html}</div>")
    return {str(mark) for mark in tree.xpath("//@data-site-act|//@data-site-on-change")}


def sites():
    """List where forms and buttons stand, in all templates: how the trial marks them, and their own words."""
    return {
        f"{path.relative_to(folder)} {number}": re.match(r'[^"]*', source[found.end() :])[0]
        for folder in TEMPLATES
        for path in sorted(folder.rglob("*.html"))
        for source in [path.read_text(encoding="utf-8")]
        for number, found in enumerate(SITE.finditer(source), start=1)
    }


def pieces_of(components):
    return [one for one in components if isinstance(one, Live)]


def task_of(component):
    return getattr(component._handle, "__self__", None)


def forms_of(component):
    """List what the forms, fields and buttons of a piece send: their data, and their fields with what may be chosen."""
    tree = lxml.html.fromstring(f"<div>{component.html}</div>")
    for form in tree.xpath("//form[@data-act]"):
        data, fields = data_of(form), {}
        for field in form.xpath(".//input[@name]|.//select[@name]|.//textarea[@name]|.//button[@name]"):
            fields[field.get("name")] = values_of(field)
        yield data | {"draft_of": data["act"]}, fields
        if fields and form.get("data-drafts") != "no":
            draft = {"form": [data["act"]], "field": list(fields), "value": fields[next(iter(fields))]}
            yield {"act": "draft_keep"}, draft
            yield {"act": "draft_drop"}, {"form": [data["act"]]}
    for field in tree.xpath("//*[@data-on-change]"):
        data = data_of(field)
        yield data | {"act": data["onChange"]}, {"value": values_of(field), "open": [""]}
    for button in tree.xpath("//*[@data-act][not(self::form)]"):
        yield data_of(button), {}


def values_of(field):
    """List what somebody who means well could put into a field, the likeliest first."""
    if field.get("type") == "file":
        return GOOD_FILES
    if options := field.xpath(".//option"):
        options = [(one.get("selected") is None, one.get("value", one.text_content())) for one in options]
        return [value for _, value in sorted(options, key=lambda one: (one[0], not one[1]))]
    name, typed = field.get("name") or "", field.get("value") or (field.text or "").strip()
    usual = ["1/3/2026", "3", "Rosa Neri"]
    usual.sort(key=lambda one: not {"3": NUMBER, "1/3/2026": DAY}.get(one, re.compile("")).search(name))
    return [typed, *usual] if typed else [*usual, ""]


def data_of(element):
    """Read the words that an element carries, as a browser names them."""
    return {
        re.sub(r"-(\w)", lambda one: one[1].upper(), name[5:]): value
        for name, value in element.items()
        if name.startswith("data-") and not name.startswith("data-site-")
    }


def name_of(data, fields):
    """Call a form by what it asks for: what differs in its values alone is the same form."""
    act = f"{data['act']}{' scelta' * ('onChange' in data)}"
    kind = " ".join(data[one] for one in ("form", "kind") if FIXED.fullmatch(data.get(one, "")))
    asked = ", ".join(sorted(set(fields) | (set(data) - {"act", "onChange", "draft_of"})))
    return f"{act}{' ' * bool(kind)}{kind}({asked})"


def act_of(name):
    """Return the act of a form by what `name_of` calls it."""
    return re.match(r"[^ (]*", name)[0]


def variant_of(data):
    """Say which of the buttons of one name this is, where a word of ours tells: to which part it leads."""
    return tuple(sorted(value for name, value in data.items() if name != "act" and FIXED.fullmatch(value)))


def usual_act(choose, data, fields):
    """Fill a form in as somebody who means well would."""
    return data | {name: choose(usual) for name, usual in fields.items()}


def forms_on(components):
    """List the forms of a page by name, and the acts that its pieces know and do not show."""
    found = {}
    for number, component in enumerate(pieces_of(components)):
        fields_of_all, acts = {}, set()
        for data, fields in forms_of(component):
            fields_of_all |= fields | {name: [value] for name, value in data.items() if name != "act"}
            acts.add(data["act"])
            found.setdefault(name_of(data, fields), []).append((number, data, fields))
        task = task_of(component)
        for act in sorted({*(task.acts() if hasattr(task, "acts") else ()), "undo"} - acts):
            found.setdefault(f"{act}{HIDDEN}", []).append((number, {"act": act}, fields_of_all))
    return found


def outcome_of(component, kept):
    """Say what came of an act; a failure that nobody foresaw is a crash, a refusal that wrote is half a writing."""
    if UNFORESEEN in component.notice or UNFORESEEN in component.html:
        return "CRASH"
    if refused(component):
        return "SCRITTO A METÀ" if kept else "rifiutati"
    return "scritti" if kept else "mostrati"


def refused(component):
    """Say whether a piece has just told that something cannot be done."""
    return any(map(bool, told_by(component)))


def told_by(component):
    """Return what a piece has just told."""
    task = task_of(component)
    return component.notice, getattr(task, "notice", ""), getattr(task, "refusal", None)


def harm_in(html):
    """List what could run in a piece of page: elements by name, attributes with their value."""
    tree = lxml.html.fromstring(f"<div>{html}</div>")
    return [one.tag for one in tree.xpath("//script|//iframe|//object|//embed|//base")] + [
        (element.tag, name, value)
        for element in tree.iter() if isinstance(element.tag, str)
        for name, value in element.items()
        if DANGEROUS.match(name)
        or (name in FOLLOWED and SCRIPT.match(value) and not (element.tag == "img" and PICTURE.match(value)))
    ]  # fmt: skip
