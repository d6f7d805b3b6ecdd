"""Ship the vectors of the digest, so that a fresh install searches its cards by meaning at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from knowledge.encoder import Encoder
    from knowledge.readers.cards import Card

FILE = Path(__file__).with_name("digest.npz")


def shipped_cards() -> list[Card]:
    """Read the cards of the digest."""
    from knowledge.readers.cards import read_cards

    return [card for file in read_cards() for card in file.cards]


def load_digest(encoder_id: str, file: Path = FILE) -> tuple[list[str], NDArray[np.float16]]:
    """Load the shipped keys and vectors; none when they are missing or of another encoder."""
    if file.exists():
        with np.load(file, allow_pickle=False) as data:
            if str(data["encoder"]) == encoder_id:
                return data["keys"].tolist(), data["vectors"]
    return [], np.zeros((0, 0), np.float16)


def build_digest(encoder: Encoder, cards: Iterable[Card], file: Path = FILE) -> int:
    """
    Compute the vectors of the cards and write them; those already there are kept.

    Returns
    -------
    int
        How many vectors the file holds.
    """
    from knowledge.search.rows import card_pieces, piece_key

    texts = {piece_key(text): text for card in cards for text in card_pieces(card)}
    kept = dict(zip(*load_digest(encoder.id, file), strict=True))
    missing = [key for key in texts if key not in kept]
    if missing:
        fresh = encoder.encode_passages([texts[key] for key in missing])
        kept |= {key: vector.astype(np.float16) for key, vector in zip(missing, fresh, strict=True)}
    keys = sorted(texts)
    np.savez_compressed(
        file, encoder=np.array(encoder.id), keys=np.array(keys), vectors=np.stack([kept[k] for k in keys])
    )
    return len(keys)


def main() -> None:
    """Build the file that ships: ``python -m knowledge.search.digest``."""
    from knowledge.encoder.packed import PackedEncoder

    print(f"{build_digest(PackedEncoder(), shipped_cards())} vectors in {FILE.name}")


if __name__ == "__main__":
    main()
