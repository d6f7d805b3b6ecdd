"""A pseudonym is never taken for what it stands for."""

from coordinator.protection.identifiers import direct_identifiers
from coordinator.protection.pseudonyms import Pseudonyms


def test_no_pseudonym_looks_like_a_code_or_a_telephone():
    pseudonyms = Pseudonyms(b"k" * 32)
    given = [pseudonyms.of(f"per:{number}") for number in range(20_000)]

    assert len(set(given)) == 20_000
    assert direct_identifiers(given, ["Ada Serravalle"]) == 0
