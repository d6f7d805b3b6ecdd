"""The titles of acts are written as print does."""

import pytest

from apps.components.titles import act_title


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("((Riordino della disciplina, e obblighi di pubblicita', trasparenza.)) (13G00076)",
         "Riordino della disciplina, e obblighi di pubblicità, trasparenza"),
        ("Codice di prova ((, recante disposizioni per l'adeguamento)).",
         "Codice di prova, recante disposizioni per l’adeguamento"),
        ("Norme sulla liberta' e dignita' dei lavoratori, nonche' sul collocamento",
         "Norme sulla libertà e dignità dei lavoratori, nonché sul collocamento"),
        ("Un po' di prova: cio' che e' piu' utile", "Un po’ di prova: ciò che è più utile"),
        ("SANITA' E VIRTU'", "SANITÀ E VIRTÙ"),
        ("Legge finanziaria 2001", "Legge finanziaria 2001"),
    ],
)  # fmt: skip
def test_a_title_loses_the_marks_of_its_text_and_gets_its_accents(typed, printed):
    assert act_title(typed) == printed
