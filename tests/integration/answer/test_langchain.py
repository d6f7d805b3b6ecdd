"""LangChain sees the search as a retriever, the encoder as embeddings, the assistant as tools."""

from datetime import date

import pytest

from knowledge.answer.langchain import legal_tools
from knowledge.encoder.packed import PackedEncoder
from knowledge.search.langchain import EncoderEmbeddings, NormRetriever

DAY = date(2026, 3, 2)


def test_a_retriever_gives_commi_with_their_citation_data(library):
    found = NormRetriever(library=library, on=DAY, top=3).invoke(
        "a che cosa serve il punto unico di accesso?"
    )

    assert len(found) == 3
    assert found[0].metadata["urn"].startswith("urn:nir:stato:")
    assert found[0].metadata["official"] is False
    assert found[0].page_content


def test_embeddings_are_those_of_the_encoder():
    encoder = PackedEncoder()
    vector = EncoderEmbeddings(encoder).embed_query("progetto individuale")

    assert vector == pytest.approx(encoder.encode_query("progetto individuale").tolist())


def test_an_agent_gets_three_tools_that_read(library):
    tools = {tool.name: tool for tool in legal_tools(library, DAY)}

    assert set(tools) == {"chiedi_alle_norme", "mostra_norma", "verifica_citazioni"}
    assert "Nessun rilievo" not in tools["verifica_citazioni"].invoke({"text": "Lo dice la legge."})
    assert "Nel corpus non c'è nulla" in tools["chiedi_alle_norme"].invoke(
        {"question": "chi ha dipinto la Gioconda?"}
    )


def test_the_digest_has_its_vectors(library):
    from knowledge.search.searcher import searcher_of

    engine = searcher_of(library).engine(DAY)

    assert engine.dense is not None
    assert engine.dense.complete
