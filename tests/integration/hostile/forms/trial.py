"""Attack the forms of one page: each wherever it is shown, and those that come to be shown."""

import traceback
from collections import deque
from itertools import cycle, islice
from typing import NamedTuple

from panel.io.state import set_curdoc

from .marks import (
    HIDDEN,
    act_of,
    forms_on,
    harm_in,
    outcome_of,
    pieces_of,
    sites_in,
    told_by,
    usual_act,
    variant_of,
)

STAY = 25
"""Acts on one page, before it is opened anew on the record as it was."""
PLACES = 4
"""At how many addresses one form is tried."""
LEAST = 40
"""How often at least each shape of a form is sent, beside the whole number for the form itself."""
DEPTH = 6
"""How many forms may have to be sent before one is shown."""


class Place(NamedTuple):
    """Where a form is shown: an address, what is sent there first, and which of the page's pieces it stands in."""

    address: tuple
    way: tuple
    number: int
    data: dict
    fields: dict


class Trial:
    """The forms of one page under attack."""

    def __init__(self, house, made, noted, tally, times, only=()):
        self.house, self.made, self.noted, self.tally, self.times = house, made, noted, tally, times
        self.only = only  # the acts to which it is bound; none: all
        self.places, self.met, self.sites, self.faults = {}, set(), set(), []

    def look_around(self, ways):
        """Meet the forms to which some ways lead, and those that these lead to when they are sent as is meant."""
        ways = deque(ways)
        while ways:
            address, way = ways.popleft()
            _, components = self.arrive(address, way)
            for number, data, fields in self.meet(address, way, components):
                if self.times > 1 and not self.only and len(way) < DEPTH:
                    acts = [usual_act(lambda usual: usual[0], data, fields)]
                    acts += [usual_act(self.made.choose, data, fields)] * bool(fields)
                    ways += [(address, (*way, (number, act))) for act in acts]

    def arrive(self, address, way):
        """Open a page on the record as it was, and send what leads on; returns its document and live parts."""
        self.house.put_back()
        document, components = self.house.open(*address)
        pieces = pieces_of(components)
        with set_curdoc(document):
            for number, act in way:
                self.house.used = True
                pieces[min(number, len(pieces) - 1)]._handle_msg(dict(act))
        return document, components

    def meet(self, address, way, components):
        """Take up the forms that a page shows, each at a few places; returns what was never met before."""
        self.sites.update(*(sites_in(one.html) for one in pieces_of(components)))
        new = []
        for name, alike in forms_on(components).items():
            places = self.places.setdefault(name, [])
            if len(places) < min(PLACES, self.times) and address not in [one.address for one in places]:
                places.append(Place(address, tuple(way), *alike[0]))
            for number, data, fields in alike:
                kind = (name, () if fields else variant_of(data))
                if not name.endswith(HIDDEN) and kind not in self.met:
                    self.met.add(kind)
                    new.append((number, data, fields))
        return new

    def run(self):
        """Attack every form that is met, and those that are met on the way."""
        tried = 0
        while tried < len(self.places):
            for name in list(islice(self.places, tried, None)):
                try:
                    if not self.only or act_of(name) in self.only:
                        self.attack(name)
                except Exception:  # noqa: BLE001 - the other forms are still to be tried
                    self.fault("CRASH", name, traceback.format_exc())
                self.tally.keep()
                tried += 1

    def attack(self, name):
        """Send one form hostile words, at each of its addresses in turn."""
        places = cycle(self.places[name])
        while (left := self.left(name)) > 0:
            if self.stay(name, next(places), min(STAY, left)):
                self.house.check()

    def left(self, name):
        """Say how often a form is still to be sent: in all its shapes as often as the trial asks, in each a little."""
        form = name.partition("(")[0]
        sent = sum(self.tally.done(one) for one in self.tally.counts if one.partition("(")[0] == form)
        return max(self.times - sent, min(LEAST, self.times) - self.tally.done(name))

    def stay(self, name, place, times):
        """Send one form hostile words on one opened page; says whether anything was written."""
        document, components = self.arrive(place.address, place.way)
        shown = forms_on(components).get(name, [(place.number, place.data, place.fields)])
        pieces, said, written = pieces_of(components), list(place.way), False
        for _ in range(times):
            number, data, fields = self.made.choose(shown)
            if not pieces:  # what led here took the page away
                self.tally.note(name, "pagina tolta")
                continue
            component = pieces[min(number, len(pieces) - 1)]
            act, before = hostile_act(self.made, data, fields), component.html
            self.house.used = True
            with set_curdoc(document), self.noted.during() as kept:
                component._handle_msg(dict(act))
            written |= bool(kept)
            said.append((number, act))
            outcome = outcome_of(component, kept)
            if component.html != before:
                outcome = "ESEGUIBILE" if harm_in(component.html) else outcome
                if self.times > 1:
                    self.meet(place.address, said, components)
            self.tally.note(name, outcome)
            if outcome.isupper():
                self.fault(outcome, place.address, said, kept, told_by(component))
        return written

    def fault(self, *told):
        """Keep what went wrong, and go on."""
        self.faults.append(told)
        self.tally.fault(told)


def hostile_act(made, data, fields):
    """Fill a form in: now and then rightly, mostly with something hostile in it."""
    act = {name: made.value() if name != "act" and made.chance(0.15) else text for name, text in data.items()}
    hostile = made.choose([0.1, 0.5, 0.9])
    for name, usual in fields.items():
        act[name] = made.value() if made.chance(hostile) else made.choose(usual)
    if fields and made.chance(0.1):
        act.pop(made.choose(list(fields)), None)
    return act
