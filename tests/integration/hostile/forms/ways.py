"""How somebody who means well comes to the forms and buttons that no page shows when it is opened."""

from typing import NamedTuple

from panel.io.state import set_curdoc

from .marks import forms_of, pieces_of, sites_in, told_by, usual_act

LARGE = "di una provincia"
"""Who sees a record so large that its figures are not computed while she waits."""
ALONE = "solo amministratore"
"""Who sets a body up and follows no person."""


class Way(NamedTuple):
    """A page, and what is sent there one after the other: each act with what says which button, or is typed."""

    route: str
    acts: tuple
    asked: dict
    who: str = ""


def way(route, *acts, who="", **asked):
    return Way(route, acts, asked, who)


def do(act, **said):
    return {"act": act, **said}


ADA = {"id": "per:ada"}
CASE = {"id": "{case}"}
ANEW = {"id": "{new case}"}
DRAFT = {"id": "{draft}"}
BLANK = {"id": "{blank}"}
OFFICE = {"id": "ist:distretto"}
PLACE = do("luogo", province="esempio", comuni="Valdoria, Rocca", asl="ASL di Valdoria", patron_day="26/8")
SERVICES = do("servizi", do="", kind="", name="", **{"s:adi": "1", "s:sad": "1"})
COLLEAGUE = do("member", name="Rosa Neri", role="assistente_sociale", user="")
PERSON = do("go", to="persona")
IDA = do("persona", family_name="Remigi", given_name="Ida", born_on="3/5/1944", area="", phone="")
HELPER = do("tie", stated="1", name="Gina Ferri", kind="figlio")

WAYS = (
    # setting a body up
    way("/avvio", PLACE, SERVICES, COLLEAGUE),
    way("/avvio", PERSON, who=ALONE),
    way("/avvio", do("go", to="legami")),
    way("/avvio", PLACE, SERVICES, PERSON, IDA, HELPER, PERSON, IDA),
    way("/avvio", PLACE, SERVICES, PERSON, IDA, HELPER, PERSON, IDA, do("sure"), HELPER),
    way("/avvio", PERSON, IDA, do("go", to="domanda")),
    way("/avvio", PERSON, IDA, do("go", to="domanda"), do("ask", question="Chi la aiuta?")),
    way("/avvio", do("go", to="fatto")),
    # the path of a person
    way("/percorso", do("offer"), **CASE),
    way("/percorso", do("unfold"), **ANEW),
    way("/percorso", persona="per:valdoria-2"),
    way("/valutazione", do("score"), **CASE),
    way("/scelta", do("choose", reason="è la più vicina"), **CASE),
    way("/piano", do("send", form="consegna"), **CASE),
    way("/invii", do("refer"), **CASE),
    way("/giornata", do("owner")),
    # her network
    way("/rilievi", do("open"), do("aside", until=""), **ADA),
    way("/rivedi", do("change"), **ADA),
    way("/ipotesi", do("remove"), **ADA),
    way("/ipotesi", do("add"), **ADA),
    way("/mappa", do("tab", tab="aggiungi"), do("add", name="Gina Ferri", kind="amicizia"), **ADA),
    way("/mappa", do("tab", tab="rivedi"), do("change"), **ADA),
    way("/mappa", do("tab", tab="confronta"), **ADA),
    way("/mappa", do("tab", tab="ese"), **ADA),
    way("/consensi", do("look"), **ADA),
    way("/doppioni", do("merge"), **ADA),
    way("/scheda", do("reserve"), **ADA),
    # agreements
    way("/protocolli", parte="articoli", **DRAFT),
    way("/protocolli", do("article", to="6"), do("remark"), parte="articoli", **DRAFT),
    way("/protocolli", parte="impegni", **DRAFT),
    way("/protocolli", parte="compiti", **DRAFT),
    way("/protocolli", do("single", single="front", title="Accordo di prova"), do("part", to="versioni"), **DRAFT),
    way("/protocolli", parte="documenti", **DRAFT),
    way("/protocolli", **BLANK),
    way("/strumento", do("choose")),
    # the body
    way("/intorno", do("leave", day="1/11/2026"), **OFFICE),
    way("/governo", do("move", source="pietrachiara", target="valdoria")),
    way("/governo", who=LARGE),
    way("/amministrazione", do("open", user="rosa.neri"), do("close")),
    way("/registri", do("open"), do("check")),
    way("/regole", do("term", about="locale.uvm")),
)  # fmt: skip


def walk(house, one, things, seen):
    """
    Go a way; returns the address and the acts that lead to each step at which a form is shown for the first time.

    What is shown goes to `seen`.
    """
    address = (one.who, one.route, {name: text.format(**things) for name, text in one.asked.items()})
    house.put_back()
    document, components = house.open(*address)
    pieces, went, found = pieces_of(components), (), []
    with set_curdoc(document):
        for wanted in (None, *one.acts):
            if wanted is not None:
                number, act = press(pieces, wanted)
                went, house.used = (*went, (number, act)), True
                pieces[number]._handle_msg(dict(act))
            shown = set().union(*(sites_in(piece.html) for piece in pieces))
            found += [(address, went)] if shown - seen else []
            seen |= shown
    return found


def press(pieces, wanted):
    """Fill in the first form, or press the first button, that is as wanted; returns its piece and what it sends."""
    for number, piece in enumerate(pieces):
        for data, fields in forms_of(piece):
            fits = all(fields.get(name) or data.get(name) == said for name, said in wanted.items())
            if fits:
                return number, usual_act(lambda usual: usual[0], data, fields) | wanted
    raise LookupError(wanted, *map(told_by, pieces))
