"""Read the exact references of a question, which people write with less care than law does."""

from collections.abc import Iterable

from knowledge.norms.identifiers import NormRef
from knowledge.references.acts import Reader
from knowledge.references.find import names_of, resolve
from knowledge.references.found import Found
from knowledge.references.names import ActNames, NamedAct
from knowledge.references.words import fold


def parse_question_reference(
    question: str, *, known: ActNames | Iterable[NamedAct] | None = None, context: NormRef | None = None
) -> list[Found]:
    """
    Read the references of a question: "art. 14 della 328", "cosa dice il cts all'art 55?".

    As `find_references`, and besides: acronyms in small letters; "328/2000" without the kind of act, where
    one known act has that number and year; a name that passed from act to act is that of today's act; a
    provision whose act stands elsewhere in the question is of that act, if it is the only one.

    Returns
    -------
    list of Found
        In the order of the question; empty when it names no norm. `Ambiguous` tells what to ask back.

    Examples
    --------
    >>> [found.refs[0].urn for found in parse_question_reference("cosa dice il cts all'art 55?")]
    ['urn:nir:stato:decreto.legislativo:2017-07-03;117~art55']
    """
    return resolve(Reader(question, fold(question), names_of(known), in_question=True), context)
