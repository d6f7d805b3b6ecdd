"""What the words of a citation name, case by case."""

from knowledge.norms.identifiers import parse_urn
from knowledge.references import Ambiguous, find_references, parse_question_reference


def test_the_words_name_these_norms_and_no_others(citation, urn_of):
    text = citation["text"]
    read = parse_question_reference if citation.get("question") else find_references
    place = parse_urn(citation["at"]) if "at" in citation else None

    found = read(text, context=place)

    named = {text[one.start : one.end]: [ref.urn for ref in one.refs] for one in found}
    assert named == {words: list(map(urn_of, norms)) for words, norms in citation["names"].items()}
    ambiguous = [text[one.start : one.end] for one in found if isinstance(one, Ambiguous)]
    assert ambiguous == citation.get("ambiguous", [])
