"""Check the codes by which Italian offices know a person: codice fiscale, STP, ENI."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.errors import BadTaxCodeError

if TYPE_CHECKING:
    from datetime import date

SPECIAL = re.compile(r"(STP|ENI)(\d{13})")
"""A foreign person without a codice fiscale: three letters, thirteen digits (region, body, number)."""

PROVISIONAL = re.compile(r"\d{11}")
"""A provisional codice fiscale is eleven digits, the last a check digit."""


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A code that was found to be well formed."""

    code: str  # upper case, no blanks
    kind: str  # CF, STP or ENI
    born_on: date | None = None  # what a codice fiscale says of its holder
    sex: str | None = None


def read_tax_code(text: str) -> TaxCode:
    """
    Check a code, whichever of the three kinds it is.

    Parameters
    ----------
    text
        As it was typed: lower case and blanks are allowed.

    Returns
    -------
    TaxCode
        The code in its one spelling, and what it says.

    Raises
    ------
    BadTaxCodeError
        If it is none of them, or its check character does not fit.
    """
    code = re.sub(r"[\s.-]", "", text).upper()
    if special := SPECIAL.fullmatch(code):
        return TaxCode(code, special[1])
    if PROVISIONAL.fullmatch(code):
        return _provisional(code)
    return _codice_fiscale(code)


def _codice_fiscale(code: str) -> TaxCode:
    """Check a codice fiscale of sixteen characters."""
    from codicefiscale import codicefiscale

    try:
        said = codicefiscale.decode(code)
    except ValueError:
        raise BadTaxCodeError(len(code)) from None
    return TaxCode(code, "CF", said["birthdate"].date(), said["gender"])


def _provisional(code: str) -> TaxCode:
    """Check the last digit of a provisional code by Luhn's rule, as for a VAT number."""
    digits = [int(digit) for digit in code]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[1::2]]
    if (sum(digits[::2]) + sum(doubled)) % 10:
        raise BadTaxCodeError(len(code))
    return TaxCode(code, "CF")
