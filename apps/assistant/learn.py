"""Learn from the examples again, after some were added: ``python -m apps.assistant.learn``."""

import sys

from apps.assistant.likeness import keep

if __name__ == "__main__":
    sys.stdout.write(f"{keep()} esempi.\n")
