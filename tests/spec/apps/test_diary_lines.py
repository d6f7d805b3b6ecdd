"""A line of the diary holds what is told and not the order, and a day told by its distance is dated."""

import pytest


@pytest.mark.parametrize(
    ("order", "line"),
    [
        ("segna che ieri ho chiamato il figlio", "ieri (21 novembre 2026) ho chiamato il figlio"),
        ("annota: l'altro ieri ha mangiato poco", "l'altro ieri (20 novembre 2026) ha mangiato poco"),
        ("scrivi una nota per Ada: sentito il medico, tutto bene", "sentito il medico, tutto bene"),
        ("scrivi nel diario che oggi era stanca", "oggi era stanca"),
        ("annota che il 3/11/2026 ha visto la nipote", "il 3/11/2026 ha visto la nipote"),
    ],
)
def test_a_line_says_which_day_it_was_and_no_word_of_the_order(begin, order, line):
    assert begin().ask(order).head.startswith(f"Scrivo nel diario di Ada: «{line}».")
