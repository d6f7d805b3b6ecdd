"""Every address leads to a page that exists, though pages are imported only when they are asked for."""

import pytest

from apps.pages import ROUTES, load_page


@pytest.mark.parametrize("place", ROUTES.values(), ids=ROUTES)
def test_every_address_leads_to_a_page(place):
    assert callable(load_page(place))
