"""The codes by which offices know a person are checked to the last character."""

from datetime import date

import pytest

from coordinator.errors import BadTaxCodeError
from coordinator.model.identifiers import read_tax_code


@pytest.mark.parametrize(
    ("typed", "code", "kind"),
    [
        ("SRRDAA42B51E506L", "SRRDAA42B51E506L", "CF"),
        ("srr daa 42b51 e506l", "SRRDAA42B51E506L", "CF"),
        ("STP1234567890123", "STP1234567890123", "STP"),
        ("eni 0123456789012", "ENI0123456789012", "ENI"),
        ("00743110157", "00743110157", "CF"),
    ],
)
def test_a_well_formed_code_is_read_in_its_one_spelling(typed, code, kind):
    read = read_tax_code(typed)

    assert (read.code, read.kind) == (code, kind)


def test_a_codice_fiscale_says_birth_and_sex():
    read = read_tax_code("SRRDAA42B51E506L")

    assert (read.born_on, read.sex) == (date(1942, 2, 11), "F")


@pytest.mark.parametrize(
    "typed", ["SRRDAA42B51E506X", "STP123", "00743110158", "SRRDAA42B71E506L", "", "ENI12345678901234"]
)
def test_a_code_that_is_none_of_them_is_refused(typed):
    with pytest.raises(BadTaxCodeError):
        read_tax_code(typed)
