"""Every norm that the template, the measures and the choice of an instrument name is held, to the comma."""

from datetime import date

import pytest

from apps.pages.agreements.drafting_norms import look_up
from coordinator.agreements.instruments import choice_table
from coordinator.agreements.measures import measures
from coordinator.agreements.signing import BASIS
from coordinator.agreements.template import template
from knowledge.library import Library

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """The digest that ships."""
    opened = Library.open(home=tmp_path_factory.mktemp("norms"))
    yield opened
    opened.close()


def named():
    urns = [*template().norms, BASIS]
    urns += [urn for article in template().articles for urn in article.norms]
    urns += [urn for row in choice_table().rows for urn in row.norms]
    urns += [limit.norm for limit in choice_table().limits.values()]
    return [*urns, *(one.cap.norm for one in measures().values() if one.cap)]


def test_each_is_in_the_digest_and_in_force(library):
    found = look_up(library, named(), DAY)

    assert [one.citation for one in found if not one.text] == []
    assert [one.citation for one in found if one.gone] == []
    assert [urn for urn in named() if "-com" not in urn] == []


def test_a_norm_that_is_not_held_says_so_and_shows_no_words(library):
    [one] = look_up(library, ["urn:nir:stato:decreto.legislativo:2023-03-31;36~art129-com1"], DAY)

    assert (one.text, one.official, one.citation) == ("", False, "art. 129, comma 1, D.Lgs. 36/2023")


@pytest.mark.corpus
def test_with_the_official_text_the_comma_itself_is_shown(tmp_path, corpus_dir):
    library = Library.open(home=tmp_path)
    library.add(corpus_dir / "norms" / "dlgs_2017_117_cts_oneline_per_article.txt")

    [one] = look_up(library, ["urn:nir:stato:decreto.legislativo:2017-07-03;117~art55-com3"], DAY)

    assert one.official
    source = (corpus_dir / "norms" / "dlgs_2017_117_cts_oneline_per_article.txt").read_text(encoding="utf-8")
    assert one.text in source
    library.close()
