"""Turn a drawing into a picture that any document can hold."""

from __future__ import annotations

ACROSS = 2200  # pixels: about 200 dots an inch on A4 on its side


def picture_of(svg: str, width: int = ACROSS) -> bytes:
    """
    Turn a drawing into a picture.

    Parameters
    ----------
    svg
        As `coordinator.agreements.flow.draw_flow` or `coordinator.network.drawing.draw` gives it.
    width
        Pixels across the picture.

    Returns
    -------
    bytes
        PNG, with letters of its own: no font of the machine is asked for.
    """
    from pathlib import Path

    import reportlab
    import resvg_py

    fonts = Path(reportlab.__file__).parent / "fonts"
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            background="#ffffff",
            width=width,
            skip_system_fonts=True,
            font_files=[str(fonts / name) for name in ("Vera.ttf", "VeraBd.ttf", "VeraIt.ttf")],
            font_family="Bitstream Vera Sans",
            sans_serif_family="Bitstream Vera Sans",
        )
    )
