"""Fetching acts from a site, here a small one on this machine: what comes, what is refused, what is resumed."""

import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest

from knowledge.errors import FetchError, OfflineError
from knowledge.library import Library
from knowledge.library.fetch import fetch_acts

DAY = date(2026, 3, 1)
LAW = "urn:nir:stato:legge:2001-03-02;7"
AKN = """<?xml version="1.0"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="monovigente">
<meta><identification source="#a"><FRBRWork><FRBRthis value="/akn/it/act/legge/stato/2001-03-02/7/!main"/>
<FRBRalias value="urn:nir:stato:legge:2001-03-02;7" name="urn:nir"/></FRBRWork></identification></meta>
<body><article eId="art_1"><num>Art. 1</num><paragraph eId="art_1__para_1"><num>1.</num>
<content><p>Parole inventate.</p></content></paragraph></article></body></act></akomaNtoso>"""
PAGE = "<html><a href='/atto?dataPubblicazioneGazzetta=2001-03-09&codiceRedazionale=001G0007'>x</a></html>"


class Site(BaseHTTPRequestHandler):
    """Gives one law; sends those who ask for another astray."""

    def do_GET(self):
        asked = unquote(self.path)
        self.server.asked.append(asked)
        if "2001-03-02;7" in asked:
            self.say(200, PAGE)
        elif "caricaAKN" in asked:
            self.say(200, AKN if "001G0007" in asked else "<html>Errore</html>")
        elif "2001-03-02;8" in asked:
            self.say(302, "", "http://altrove.example/atto")
        elif "2001-03-02;9" in asked:
            self.say(302, "", "file:///etc/passwd")
        elif "2001-03-02;10" in asked:
            self.say(200, PAGE.replace("001G0007", "001G9999"))
        elif "2001-03-02;11" in asked:
            self.say(302, "", asked.replace(";11", ";7"))
        else:
            self.say(404, "")

    def say(self, code, body, location=None):
        self.send_response(code)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_words):
        """Say nothing."""


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetch(site, tmp_path):
    def fetch(*numbers):
        urns = [f"urn:nir:stato:legge:2001-03-02;{number}" for number in numbers]
        return fetch_acts(urns, tmp_path / "atti", DAY, f"http://127.0.0.1:{site.server_port}/")

    return fetch


def test_an_act_is_fetched_and_read(fetch):
    fetched = fetch(7)
    with Library.open() as library:
        report = library.add(fetched.paths)

    assert fetched.refused == []
    assert report.added == [LAW]


def test_an_act_that_is_there_is_not_asked_again(fetch, site):
    fetch(7)
    asked = len(site.asked)
    fetched = fetch(7)

    assert len(fetched.paths) == 1
    assert len(site.asked) == asked


def test_an_act_that_the_site_lacks_stops_none_of_the_others(fetch):
    fetched = fetch(404, 7)

    assert [path.name for path in fetched.paths] == ["urn_nir_stato_legge_2001-03-02_7_2026-03-01.xml"]
    assert [urn.rpartition(";")[2] for urn, _ in fetched.refused] == ["404"]
    assert "404" in fetched.refused[0][1]


@pytest.mark.parametrize(("number", "why"), [(8, "altro sito"), (9, "302"), (10, "non è l'atto")])
def test_a_site_that_leads_elsewhere_or_gives_a_page_is_refused(fetch, number, why):
    fetched = fetch(number)

    assert fetched.paths == []
    assert why in fetched.refused[0][1]


def test_a_redirection_within_the_site_is_followed(fetch):
    assert len(fetch(11).paths) == 1


@pytest.mark.parametrize("address", ["file:///etc", "ftp://127.0.0.1", "/etc/passwd", "https:"])
def test_an_address_that_is_no_site_is_refused(tmp_path, address):
    with pytest.raises(FetchError, match="non è l'indirizzo di un sito"):
        fetch_acts([LAW], tmp_path, DAY, address)


def test_no_answer_means_no_network(tmp_path):
    with pytest.raises(OfflineError, match="Ponte funziona senza rete"):
        fetch_acts([LAW], tmp_path, DAY, "http://127.0.0.1:9")
