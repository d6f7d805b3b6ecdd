"""Hand the assistant to LangChain agents as tools: ask, show, verify."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from langchain_core.tools import BaseTool

    from knowledge.library import Library


def legal_tools(library: Library, on: date, territory: str | None = None) -> list[BaseTool]:
    """
    Make the tools of an agent that speaks of norms.

    Parameters
    ----------
    library
        Where the texts are.
    on, territory
        When and where the answers must hold.

    Returns
    -------
    list[BaseTool]
        ``chiedi_alle_norme``, ``mostra_norma``, ``verifica_citazioni``: each reads, none writes.
    """
    from langchain_core.tools import StructuredTool

    from knowledge.answer.assistant import Assistant
    from knowledge.answer.verify import verify
    from knowledge.norms.identifiers import parse_urn

    assistant = Assistant.open(library)

    def ask(question: str) -> str:
        """Rispondi a una domanda con le parole delle norme, o spiega perché non si può."""
        return assistant.ask(question, on=on, territory=territory).as_markdown()

    def show(urn: str) -> str:
        """Mostra il testo di una disposizione, data la sua URN:NIR."""
        return "\n\n".join(passage.text for passage in library.find(parse_urn(urn), on))

    def check(text: str) -> str:
        """Controlla citazioni, virgolette, numeri e date di un testo."""
        return verify(text, library, on, territory=territory).as_markdown()

    named = {"chiedi_alle_norme": ask, "mostra_norma": show, "verifica_citazioni": check}
    return [StructuredTool.from_function(function, name=name) for name, function in named.items()]
