"""Make up what the script of an open page could send."""

import json
import re

import lxml.html

ACTS = (
    "save",
    "add",
    "end",
    "open",
    "go",
    "show",
    "choose",
    "change",
    "merge",
    "refer",
    "record",
    "moved",
    "begin",
    "ask",
)
FIELDS = (
    "id", "party", "person", "other", "to", "from", "service", "tie", "n", "case", "about", "text", "form",
    "field", "value",
)  # fmt: skip


def event_of(how, page, theirs, rng, others):
    """Make up what a page's script could send."""
    models = list(objects_in(json.loads(page)))
    live = [one for one in models if "data" in one["attributes"]] or models
    if how == "property":
        one = rng.choice(models)
        attributes = {
            **one["attributes"],
            "day": "",
            "selected": "",
            "moves": 0,
            "person_id": "",
            "current": "",
        }
        name = rng.choice([*attributes, "day", "selected", "moves"])
        new = 7 if isinstance(attributes[name], int) else rng.choice([*others, attributes[name], 7])
        return {"kind": "ModelChanged", "model": {"id": one["id"]}, "attr": name, "new": new}
    if how == "model of another":
        one = rng.choice([one for one in objects_in(json.loads(theirs)) if "data" in one["attributes"]])
        if rng.random() < 0.5:
            return {"kind": "ModelChanged", "model": {"id": one["id"]}, "attr": "name", "new": "preso"}
        return message_to(one["id"], {"act": "save", "id": rng.choice(others)})
    one = rng.choice(live)
    forms = [form for text in texts_in(json.loads(page)) for form in forms_in(text)]
    data, fields = rng.choice(forms) if forms and how == "form" else ({"act": rng.choice(ACTS)}, {})
    act = {
        name: rng.choice(others) if re.search(r":|^\d+$", value) else value for name, value in data.items()
    }
    for name, choices in fields.items():
        act[name] = rng.choice(others) if any(":" in one for one in choices) else rng.choice(choices)
    for name in FIELDS:
        if how == "made up" or (name not in act and rng.random() < 0.3):
            act[name] = rng.choice(others)
    return message_to(one["id"], act)


def texts_in(value):
    """Find the pieces of page in a document that hold a form or a button."""
    if isinstance(value, str) and "data-act" in value:
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_in(one)


def forms_in(piece):
    """List what the forms and buttons of a piece send: their data, and their fields with what may be chosen."""
    try:
        tree = lxml.html.fromstring(f"<div>{piece}</div>")
    except (lxml.etree.ParserError, ValueError):
        return
    for element in tree.xpath("//*[@data-act]"):
        fields = {}
        for field in element.xpath(".//input[@name]|.//select[@name]|.//textarea[@name]"):
            options = [one.get("value") or one.text_content() for one in field.xpath(".//option")]
            fields[field.get("name")] = options or [field.get("value") or "una nota", "3", "1/3/2026"]
        camel = {
            re.sub(r"-(\w)", lambda at: at[1].upper(), name[5:]): value
            for name, value in element.items()
            if name[:5] == "data-"
        }
        yield camel, fields


def message_to(model, act):
    """Write the event that a live piece of page sends."""
    data = {"type": "map", "entries": [[name, value] for name, value in act.items()]}
    values = {"type": "map", "entries": [["model", {"id": model}], ["data", data]]}
    told = {"type": "event", "name": "data_event", "values": values}
    return {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": told}


def objects_in(value):
    """Find the models of a document."""
    if isinstance(value, dict):
        if value.get("type") == "object" and "id" in value:
            yield {"id": value["id"], "attributes": value.get("attributes", {})}
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from objects_in(one)
