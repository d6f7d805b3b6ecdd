"""What the README tells a newcomer to type exists."""

import re
from pathlib import Path

import click
import pytest

from apps.cli import main

ROOT = Path(__file__).resolve().parents[3]
README = (ROOT / "README.md").read_text()
COMMANDS = sorted(set(re.findall(r"^ponte ([a-z]+(?: [a-z]+)?)", README, flags=re.MULTILINE)))
TARGETS = sorted(set(re.findall(r"(?:^|`)make ([a-z-]+)", README, flags=re.MULTILINE)))


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_of_the_readme_exists(words):
    context, command = click.Context(main), main
    for word in words.split():
        if not isinstance(command, click.Group):
            break
        command = command.get_command(context, word)
        assert command is not None, f"README names «ponte {words}», and there is no such command"


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_of_the_readme_exists(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)


def test_the_first_screen_says_that_cards_are_not_official_texts():
    first_screen = " ".join(README.split("\n")[:25])

    assert "editorial cards" in first_screen
    assert "ponte norms add" in first_screen


@pytest.mark.parametrize("picture", re.findall(r"\]\((pictures/[^)]+)\)", README))
def test_a_picture_of_the_readme_exists(picture):
    assert (ROOT / picture).is_file()
