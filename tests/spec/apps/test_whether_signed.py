"""Whether a plan is signed or a consent is there is answered with yes or no, of whom and of what was asked."""

import pytest

WANDA = "per:000029"
NINO = "per:000173"


@pytest.mark.parametrize(
    ("about", "question", "said"),
    [
        ("per:ada", "ha firmato il piano?", "Sì: il piano di Ada è firmato."),
        (WANDA, "ha firmato il piano?", "No: per Wanda non è ancora scritto un piano da firmare."),
        ("per:ada", "la figlia ha firmato?", "No, non risulta: che abbia firmato Lucia Bruni non è scritto."),
        (
            "per:ada",
            "Lucia ha firmato il pai?",
            "No, non risulta: che abbia firmato Lucia Bruni non è scritto.",
        ),
        (
            "per:ada",
            "il pai e firmato da tutti?",
            "Il piano di Ada ha una firma; se ne servono altre, qui non è scritto.",
        ),
        (
            "per:ada",
            "manca qualche firma?",
            "Il piano di Ada ha una firma; se ne servono altre, qui non è scritto.",
        ),
        ("per:ada", "il tutore ha firmato?", "Non risulta: per Ada non è scritto nessuno come «tutore»."),
        ("per:ada", "manca il consenso?", "Il consenso alle cure è scritto."),
        (WANDA, "manca la firma?", "Per Wanda non è ancora scritto un piano da firmare."),
        ("per:ada", "l'abbiamo il consenso?", "Sì: il consenso alle cure è scritto."),
        (WANDA, "il consenso c'e?", "No: un consenso alle cure non è scritto."),
        (
            NINO,
            "c'è il consenso a condividere con il csm?",
            "Di condividere i dati con altri, per Nino non è scritto né un sì né un no.",
        ),
        (
            "per:ada",
            "ha firmato la privacy?",
            "Un consenso ai dati non è scritto: come base giuridica ne è scritta un’altra.",
        ),
    ],
)
def test_yes_or_no_comes_first(begin, about, question, said):
    assert begin(about).ask(question).head == said


def test_who_signs_for_her_is_no_yes_and_no_no(begin):
    assert begin().ask("chi firma per lei?").head == "Firma e rappresentanza di Ada:"
