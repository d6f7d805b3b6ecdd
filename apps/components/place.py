"""Say where the pages are served, and by which addresses a browser may call them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

ADDRESS = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pages are served: always on this machine, and perhaps behind a proxy with a name of its own."""

    port: int
    address: str = ADDRESS
    public: str = ""  # e.g. "https://ponte.esempio.it": what people type, where a proxy answers for us

    @property
    def host(self) -> str:
        """Address and port, as a browser writes them."""
        return f"{self.address}:{self.port}"

    @property
    def url(self) -> str:
        """What to type into the browser."""
        return f"{self.public.rstrip('/')}/" if self.public else f"http://{self.host}/"

    @property
    def is_https(self) -> bool:
        """Whether people come over https."""
        return self.public.startswith("https://")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names by which this place is called; a request for any other came by a trick."""
        ours = (self.host, f"localhost:{self.port}")
        return (*ours, urlsplit(self.public).netloc.lower()) if self.public else ours

    @property
    def origins(self) -> frozenset[str]:
        """The sites whose pages are ours."""
        names = (self.host, f"localhost:{self.port}")
        here = {f"{scheme}://{name}" for scheme in ("http", "https") for name in names}
        return frozenset(here | ({self.public.rstrip("/").lower()} if self.public else set()))
