"""Every script of a template runs by the word of its answer, and none stands in an attribute."""

import re
from pathlib import Path

import pytest

import apps

HOME = Path(apps.__file__).parent
TEMPLATES = sorted(HOME.rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_asks_the_browser_for_nothing_that_the_policy_refuses(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), "a handler in an attribute: listen from a script"
    assert "javascript:" not in text
    for script in re.findall(r"<script[^>]*>", text):
        assert 'nonce="{{ nonce }}"' in script or re.search(r'src="risorse/', script), script
    assert not re.search(r"(src|href)=\"(https?:)?//", text), "something of another machine"


@pytest.mark.parametrize("path", sorted(HOME.rglob("*.js")), ids=lambda path: path.name)
def test_a_script_makes_no_code_out_of_words(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\beval\(|new Function\(|document\.write\(|set(Timeout|Interval)\(\s*[\"'`]", text)
