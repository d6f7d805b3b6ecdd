"""A document says of itself where its official text is: only an official site becomes a link."""

from datetime import date
from urllib.parse import urlsplit

import pytest

from apps.components.quotes import answer_html
from knowledge.answer import Assistant
from knowledge.errors import BadSitesError
from knowledge.library import Library
from knowledge.norms.official import is_official, official_hosts
from knowledge.search.searcher import Searcher

DAY = date(2026, 3, 2)
URN = "urn:nir:regione.esempio:legge:2022-04-01;{number}"
ACT = """---
urn: {urn}
titolo: Norme inventate su {thing}
url: {url}
---

### Art. 1. (Cura di {thing})

1. Il comune ripara {thing} entro quindici giorni dalla segnalazione. {words}
"""
OFFICIAL = "https://www.regione.puglia.it/atti/7"
FALSE = "https://atti-ufficiali.esempio.invalid/7"
ACTS = {
    "panchine": (7, OFFICIAL, ""),
    "altalene": (8, FALSE, ""),
    "fontanelle": (9, OFFICIAL, f"[Testo ufficiale]({FALSE})."),
}


def write(folder, thing):
    number, url, words = ACTS[thing]
    path = folder / f"{thing}.md"
    text = ACT.format(urn=URN.format(number=number), thing=thing, url=url, words=words)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask in how many days a thing is repaired."""
    folder = tmp_path_factory.mktemp("acts")
    with Library.open(folder) as library:
        assert not library.add([write(folder, thing) for thing in ACTS]).refused
        assistant = Assistant(Searcher(library))
        yield lambda thing: assistant.ask(
            f"entro quanti giorni il comune ripara {thing}?", on=DAY, territory="IT-esempio"
        )


def test_an_official_site_is_linked(ask):
    answer = ask("panchine")

    assert f'href="{OFFICIAL}"' in answer_html(answer)
    assert f"[Testo ufficiale]({OFFICIAL})" in answer._repr_markdown_()


def test_any_other_site_is_told_in_words_and_is_no_link(ask):
    answer = ask("altalene")
    page = answer_html(answer)

    assert answer.quotes[0].passage.act.address == ""
    assert f"Indirizzo dichiarato nel documento, non di un sito ufficiale: {FALSE}" in page
    assert f'href="{FALSE}' not in page
    assert FALSE not in answer._repr_markdown_()


def test_a_link_that_a_document_writes_as_ours_is_asleep(ask):
    shown = ask("fontanelle")._repr_markdown_()

    assert f"[Testo ufficiale]({FALSE})" not in shown
    assert f"[Testo ufficiale]({OFFICIAL})" in shown


def test_a_body_names_its_own_sites(tmp_path):
    (tmp_path / "siti_ufficiali.yaml").write_text("- Esempio.invalid\n", encoding="utf-8")
    with Library.open(tmp_path) as library:
        library.add(write(tmp_path, "altalene"))
        assert library.act(URN.format(number=8)).address == FALSE


@pytest.mark.parametrize("sites", ["esempio.it", "- https://esempio.it/", "- '*'", "- 3", "a: [", "- it"])
def test_a_file_of_sites_that_is_none_is_refused_with_its_name(tmp_path, sites):
    (tmp_path / "siti_ufficiali.yaml").write_text(sites, encoding="utf-8")

    with pytest.raises(BadSitesError, match=r"siti_ufficiali\.yaml"):
        official_hosts(tmp_path)


@pytest.mark.parametrize(
    "address",
    [
        "http://www.normattiva.it/x",
        "https://normattiva.it.esempio.invalid/",
        "https://xnormattiva.it/",
        "https://www.normattiva.it@esempio.invalid/",
        "https://www.normattiva.it:8443/x",
        "https://esempio.invalid\\@www.normattiva.it/",
        "https://esempio.invalid/www.normattiva.it",
        "https://esempio.invalid?www.normattiva.it",
        "https://esempio.invalid#www.normattiva.it",
        "https://www.nоrmattiva.it/",  # a Cyrillic o
        "https://www.normattiva.it\n.esempio.invalid/",
        "https://www.normattiva.it/x)[qui](https://esempio.invalid",
        'https://www.normattiva.it/" onclick="x',
        "https:www.normattiva.it",
        "//www.normattiva.it/x",
        "javascript://www.normattiva.it/%0aalert(1)",
        "https://www.normattiva.it./",
        "https:///www.normattiva.it/",
        " https://www.normattiva.it/",
        "https://it/",
        "",
    ],
)
def test_an_address_that_only_looks_official_is_not(address):
    assert not is_official(address, official_hosts())


@pytest.mark.parametrize(
    "address",
    [
        "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:legge:2000-11-08;328~art14!vig=2026-03-02",
        "https://eur-lex.europa.eu/legal-content/IT/TXT/?uri=CELEX:32016R0679",
        "https://WWW.GazzettaUfficiale.it/eli/id/2000/11/13/000G0369/sg",
        "https://normattiva.it",
        OFFICIAL,
    ],
)
def test_the_registers_are_official(address):
    assert is_official(address, official_hosts())


def test_every_act_of_the_digest_leads_to_an_official_site():
    with Library.open() as library:
        acts = library.acts()
    assert len(acts) > 30
    assert [act.urn for act in acts if not act.address] == []
    assert {urlsplit(act.address).scheme for act in acts} == {"https"}
