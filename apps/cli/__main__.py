"""Let ``python -m apps.cli`` stand for the command ``ponte``."""

from apps.cli import main

main(prog_name="ponte")
