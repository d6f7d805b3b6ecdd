"""Name every failure of the legal corpus that a caller can act on."""


class KnowledgeError(Exception):
    """A failure that a caller can act on; its message says what came, why it fails, how to mend it."""
