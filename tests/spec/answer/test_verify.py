"""What the verifier lets pass, and what it does not."""

from datetime import date

import pytest

from knowledge.answer import verify

DAY = date(2026, 3, 2)
SOUND = [
    "Secondo l'art. 2, comma 2, L. 901/2021 «Il comune risponde entro venti giorni».",
    "L'art. 3, comma 1, della legge 901/2021 prevede che il canone annuo non supera 85 euro per orto.",
    "Il comune risponde entro 20 giorni (art. 2, comma 2, L. 901/2021).",
    "Visto l'art. 2 della legge 901/2021;",
    "Visto l'art. 3 della legge 901/2021, che disciplina il canone;",
    "VISTA la legge 1 febbraio 2021, n. 901, «Norme inventate sugli orti di vicinato»;",
    "La legge 901/2021 dice: «Il comune risponde entro venti giorni».",
    "L'art. 2, comma 2, L. 901/2021 dice ‘Il comune risponde […] la domanda si intende accolta’.",
    "Il comma 2 non si applica ai terreni vincolati (art. 2, comma 3, L. 901/2021).",
    "Dato atto che, ai sensi dell'art. 2 L. 901/2021, ha risposto la dott.ssa Rossi;",
]
FAULTY = {
    "Secondo l'art. 2, comma 2, L. 901/2021 «Il comune risponde entro trenta giorni».": "quote_changed",
    "Secondo l'art. 3, comma 1, L. 901/2021 «Il comune risponde entro venti giorni».": "quote_elsewhere",
    "L'art. 3, comma 1, della legge 901/2021 prevede che il canone annuo non supera 95 euro per orto.": "number",
    "L'art. 3, comma 1, della legge 901/2021 prevede che il canone annuo supera 85 euro per orto.": "negation",
    "L'art. 9, comma 1, della legge 901/2021 prevede un canone di 85 euro.": "provision_missing",
    "L'art. 2, comma 8, della legge 901/2021 prevede un canone di 85 euro.": "provision_missing",
    "L'art. 9 della legge 55/1903 prevede un canone.": "act_missing",
    "L'art. 1, comma 1, della legge 901/2021 dice che i treni notturni fermano in montagna d'inverno.": "unsupported",
    "La legge 901/2021 dice: «Il comune risponde entro trenta giorni».": "quote_changed",
    "L'art. 2, comma 2, L. 901/2021 dice ‘Il comune risponde entro trenta giorni’.": "quote_changed",
    "L'art. 2, comma 2, L. 901/2021 prevede che il comune risponde entro venti mesi.": "number",
    "L'art. 3, comma 1, L. 901/2021 prevede che il canone annuo è di almeno 85 euro per orto.": "number",
    "L'art. 2, comma 2, L. 901/2021 prevede che il prefetto risponde entro venti giorni.": "who",
    "L'art. 2, comma 2, L. 901/2021 fissa venti giorni. Decorso il termine la domanda non è accolta.": "negation",
    "La legge è chiara: il comune risponde subito.": "no_citation",
    "«Il comune risponde entro venti giorni», e basta.\n\nAltro tema: art. 3, L. 901/2021.": "quote_unsourced",
}


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_text_passes(library, text):
    report = verify(text, library, DAY)

    assert report.passed, report.as_markdown()


@pytest.mark.parametrize(("text", "fault"), FAULTY.items())
def test_a_fault_is_found_and_named(library, text, fault):
    report = verify(text, library, DAY)

    assert not report.passed
    assert fault in {str(finding.fault) for finding in report.findings}, report.as_markdown()


def test_a_norm_not_yet_in_force_on_the_day_is_a_fault(library):
    report = verify(SOUND[0], library, date(2020, 1, 1))

    assert "not_in_force" in {str(finding.fault) for finding in report.findings}


def test_a_norm_of_another_region_is_a_fault(library):
    text = "In Veneto l'art. 1, comma 1, della legge regionale Esempio 7/2022 assegna le serre riscaldate alle scuole."
    report = verify(text, library, DAY, territory="IT-Veneto")

    assert not report.passed


def test_what_the_assistant_composes_passes_the_verifier(ask, library):
    answer = ask("entro quando la famiglia presenta la domanda per l'orto di vicinato?")
    text = "\n\n".join(
        f"{quote.citation}: «{quote.text}»" for quote in answer.quotes if quote.passage.official
    )

    assert verify(text, library, DAY).passed


def test_the_constitution_may_speak_without_an_article():
    from knowledge.answer.verify import _of_constitution

    found = list(_of_constitution("La Costituzione dice «la salute si tutela»; la Costituzione è una.", []))

    assert [(one.start, one.refs[0].act) for one in found] == [(3, "urn:nir:stato:costituzione:1947-12-27")]
