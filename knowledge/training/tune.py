"""Train an encoder further on pairs of question and provision, with sentence-transformers on a CPU."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.encoder.conversion import PROMPTS
from knowledge.training.pairs import Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sentence_transformers import SentenceTransformer

    from knowledge.training.pairs import Pair


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train; the defaults take some minutes on two cores."""

    steps: int = 60
    batch: int = 16  # pairs a step: each question is told from the passages of all the others
    learning_rate: float = 2e-5
    layers: int = 4  # how many of the last layers learn; embeddings and the others stay as they are
    longest: int = 160  # tokens read while training
    seed: int = 7


def choose(pairs: Sequence[Pair], recipe: Recipe) -> list[Pair]:
    """
    Choose the pairs of one run: questions first, then headings and citations in equal parts.

    Parameters
    ----------
    pairs
        Any; those held apart are left out.

    Returns
    -------
    list[Pair]
        At most ``steps * batch``, in an order that depends on the seed alone.
    """
    free = [pair for pair in pairs if not pair.held_apart]
    shuffled = random.Random(recipe.seed).sample(free, len(free))
    room = recipe.steps * recipe.batch
    asked = [pair for pair in shuffled if pair.origin in (Origin.CARD, Origin.LAY)][: room * 3 // 4]
    others = [pair for pair in shuffled if pair.origin in (Origin.HEADING, Origin.CITATION)]
    return [*asked, *others[: room - len(asked)]]


def tune(model: SentenceTransformer, pairs: Sequence[Pair], recipe: Recipe) -> SentenceTransformer:
    """
    Train a model in place: each question must be nearest to its own passage of the batch.

    Parameters
    ----------
    model
        As `knowledge.encoder.conversion.unpack` gives it.
    pairs
        As `choose` gives them; those held apart are refused.

    Returns
    -------
    SentenceTransformer
        The same model, trained; its longest text is as it was.

    Raises
    ------
    ValueError
        If a pair is held apart for the trial.

    References
    ----------
    .. [1] Henderson et al., "Efficient Natural Language Response Suggestion for Smart Reply", 2017,
       section 4.4: the other passages of a batch as negatives (MultipleNegativesRankingLoss).
    """
    from datasets import Dataset
    from sentence_transformers import SentenceTransformerTrainer
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

    if any(pair.held_apart for pair in pairs):
        message = "A pair that is held apart for the trial must not be trained on; use `choose`."
        raise ValueError(message)
    _freeze(model, recipe.layers)
    longest, model.max_seq_length = model.max_seq_length, recipe.longest
    data = Dataset.from_dict(
        {"question": [pair.question for pair in pairs], "passage": [pair.passage for pair in pairs]}
    )
    with tempfile.TemporaryDirectory() as folder:
        SentenceTransformerTrainer(
            model=model,
            args=_arguments(recipe, folder),
            train_dataset=data,
            loss=MultipleNegativesRankingLoss(model),
        ).train()
    model.max_seq_length = longest
    model.eval()
    return model


def _freeze(model: SentenceTransformer, layers: int) -> None:
    """Let only the last layers learn."""
    bert = model[0].auto_model
    for parameter in bert.parameters():
        parameter.requires_grad = False
    for layer in bert.encoder.layer[-layers:]:
        for parameter in layer.parameters():
            parameter.requires_grad = True


def _arguments(recipe: Recipe, folder: str) -> object:
    """Write the recipe as the trainer reads it: on the CPU, nothing reported, nothing kept."""
    from sentence_transformers import SentenceTransformerTrainingArguments
    from sentence_transformers.base.sampler import BatchSamplers

    return SentenceTransformerTrainingArguments(
        output_dir=folder,
        max_steps=recipe.steps,
        per_device_train_batch_size=recipe.batch,
        learning_rate=recipe.learning_rate,
        warmup_steps=recipe.steps // 10,
        seed=recipe.seed,
        prompts={"question": PROMPTS["query"], "passage": PROMPTS["document"]},
        batch_sampler=BatchSamplers.NO_DUPLICATES,
        use_cpu=True,
        report_to=[],
        save_strategy="no",
        logging_steps=max(1, recipe.steps // 6),
    )
