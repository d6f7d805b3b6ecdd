"""Name every failure of the legal corpus that a caller can act on."""


class KnowledgeError(Exception):
    """A failure that a caller can act on; its message says what came, why it fails, how to mend it."""


class UnreadableFileError(KnowledgeError):
    """
    A file is no act that can be read, or is hostile.

    Attributes
    ----------
    path
        The file.
    place
        Where in it: a line, a page, a member of an archive; empty when it is the whole file.
    """

    def __init__(self, path: str, reason: str, mend: str, place: str = "") -> None:
        where = f"{path}, {place}" if place else path
        super().__init__(f"{where}: {reason} {mend}")
        self.path = path
        self.place = place


class UnknownNormError(KnowledgeError):
    """A reference names what the library does not hold."""

    def __init__(self, reference: str, reason: str) -> None:
        super().__init__(
            f"{reference}: {reason} "
            "Aggiungi l'atto con «ponte norms add FILE», o vedi con «ponte norms list» quali ci sono."
        )
        self.reference = reference


class UnknownTerritoryError(KnowledgeError):
    """A territory is asked for that no region has as its name."""

    def __init__(self, territory: str, known: list[str]) -> None:
        super().__init__(
            f"{territory!r} non è un territorio che conosco. Scrivi il nome di una regione o provincia autonoma, "
            f"per esempio «IT-Toscana»: {', '.join(known)}."
        )
        self.territory = territory


class DamagedLibraryError(KnowledgeError):
    """A text of the library is no longer the one that was read: its hash differs."""

    def __init__(self, urn: str, path: str) -> None:
        super().__init__(
            f"Il testo di {urn} non è più quello letto da {path}: l'impronta SHA-256 è diversa. "
            "Aggiungi di nuovo il file con «ponte norms add», o ripristina una copia dell'archivio."
        )
        self.urn = urn


class OfflineError(KnowledgeError):
    """A text must be fetched, and there is no network or the source does not answer."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"Non riesco a scaricare {address}: {reason}. "
            "Ponte funziona senza rete: scarica il testo su un'altra macchina, "
            "poi aggiungilo con «ponte norms add FILE»."
        )
        self.address = address


class FetchError(KnowledgeError):
    """A site does not give what was asked, or leads where we do not go."""

    def __init__(self, address: str, reason: str, mend: str = "") -> None:
        mend = mend or "Scarica il testo dal sito con un browser, poi aggiungilo con «ponte norms add FILE»."
        super().__init__(f"{address}: {reason} {mend}")
        self.address = address


class BadSitesError(KnowledgeError):
    """A body's own file of official sites is no list of hosts."""

    def __init__(self, name: str, host: str) -> None:
        super().__init__(
            f"{name}: {f'«{host}» non è il nome di un sito' if host else 'non è un elenco che si possa leggere'}. "
            "Scrivi un sito per riga, con un trattino davanti: «- regione.puglia.it»."
        )
        self.name = name
        self.host = host
