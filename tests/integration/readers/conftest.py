"""Acts of the fictional region, in every format that they have."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

REGION = Path(str(files("knowledge") / "regione_esempio"))


@pytest.fixture(scope="session")
def region():
    return REGION


AKN = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="monovigente"><meta>
<identification source=""><FRBRWork><FRBRalias name="urn:nir" value="urn:nir:stato:legge:2021-02-03;9"/>
</FRBRWork><FRBRExpression>
<FRBRthis value="/akn/it/act/legge/stato/2021-02-03/9/ita@2022-01-01/!main"/>
</FRBRExpression></identification>
</meta><body><article eId="art_1"><num>Art. 1.</num><heading>(Porta)</heading>
<paragraph eId="art_1__para_1"><num>1.</num><content><p>La porta è una &amp; sola.</p></content></paragraph>
<paragraph><num>1-bis.</num><list><intro><p>Si apre:</p></intro>
<point eId="a"><num>a)</num><content><p>a chi bussa;</p></content></point>
<point eId="b"><num>b)</num><content><p>((a chi passa)).</p></content></point></list></paragraph>
<paragraph><content><p>---------------</p><p>AGGIORNAMENTO (1)</p>
<p>Il D.L. 1 marzo 2021, n. 2 ha disposto altro.</p></content></paragraph>
</article></body></act></akomaNtoso>
"""
NIR = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE NIR SYSTEM "http://example.invalid/nirloose.dtd">
<NIR xmlns="http://www.normeinrete.it/nir/2.2/" tipo="originale"><Legge><meta><descrittori>
<urn valore="urn:nir:stato:legge:2021-02-03;9"/></descrittori></meta><articolato>
<articolo id="art1"><num>Art. 1.</num>
<rubrica>Porta</rubrica><comma id="art1-com1"><num>1.</num><corpo>La porta &egrave; una sola.</corpo></comma>
<comma id="art1-com2"><num>2.</num><corpo>Si apre a chi bussa.</corpo></comma></articolo></articolato>
</Legge></NIR>
"""
PAGE = """<html><head><title>LEGGE 3 febbraio 2021, n. 9</title></head><body><nav>Menu</nav>
<div class="bodyTesto"><h2 class="article-num-akn" id="art_1">Art. 1</h2>
<div class="article-heading-akn">(Porta)</div>
<div class="art-commi-div-akn"><div class="art-comma-div-akn"><span class="comma-num-akn">1. </span><span
class="art_text_in_comma">La porta &egrave; una sola.<br></span></div><div class="art-comma-div-akn"><span
class="comma-num-akn">2. </span><span class="art_text_in_comma">Si apre a chi bussa.</span></div>
</div></div></body></html>
"""
TEXT = """LEGGE 3 febbraio 2021, n. 9

Art. 1
(Porta)

1. La porta è una
sola.
2. Si apre a chi bussa.
"""
HTML = """<html><head><title>Legge</title></head><body><h1>LEGGE 3 febbraio 2021, n. 9</h1>
<p>Art. 1</p><p>(Porta)</p>
<p>1. La porta è una sola.</p><p>2. Si apre a chi bussa.</p></body></html>"""
SAMPLES = {
    "akn.xml": AKN,
    "nir.xml": NIR,
    "pagina.html": PAGE,
    "testo.txt": TEXT,
    "altra.html": HTML,
    "costituzione.csv": 'articolo,testo\n1,"La porta è una sola."\n2,"Si apre a chi bussa."\n',
    "costituzione.json": '[{"articolo": "1", "testo": "La porta è una sola."}]',
    "normattiva.json": json.dumps(
        {
            "data": {
                "atto": {
                    "titolo": "LEGGE 3 febbraio 2021, n. 9",
                    "articoloDataInizioVigenza": "20210301",
                    "articoloDataFineVigenza": "20211231",
                    "articoloHtml": PAGE,
                }
            }
        }
    ),
}
OWN = ["legge_regionale_2020_4.md", "deliberazione_2021_210.docx", "deliberazione_2021_210.pdf"]


@pytest.fixture(params=[*SAMPLES, *OWN])
def act_file(request, tmp_path):
    """A small act in each format that a reader knows."""
    if request.param not in SAMPLES:
        return REGION / request.param
    path = tmp_path / request.param
    path.write_text(SAMPLES[request.param], encoding="utf-8")
    return path


@pytest.fixture
def akn_file(tmp_path):
    path = tmp_path / "atto.xml"
    path.write_text(AKN, encoding="utf-8")
    return path
