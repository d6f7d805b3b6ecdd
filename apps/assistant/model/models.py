"""Open the language model that words answers, where somebody has chosen one; a remote one behind a shield."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from langchain_core.language_models import BaseChatModel


class ModelMissingError(Exception):
    """A model was chosen and cannot be opened; the message says in Italian what to install or set."""


def chosen_model(names_in: Callable[[str], Collection[str]] | None = None) -> BaseChatModel | None:
    """
    Open the model that ``PONTE_MODEL`` names.

    Parameters
    ----------
    names_in
        As in `open_model`.

    Returns
    -------
    BaseChatModel or None
        None when none is named: answers are then the words of the norms alone.

    Raises
    ------
    ModelMissingError
        If it cannot be opened.
    """
    name = os.environ.get("PONTE_MODEL")
    return open_model(name, names_in) if name else None


def open_model(name: str, names_in: Callable[[str], Collection[str]] | None = None) -> BaseChatModel:
    """
    Open a chat model by LangChain's name for it.

    Parameters
    ----------
    name
        Provider and model, e.g. ``"ollama:qwen3"``: local or remote, as its package does it.
    names_in
        Gives the words of a text that are names in the record; without it, names are known by lists alone.

    Returns
    -------
    BaseChatModel
        Asked at temperature 0, and waited for as long as ``PONTE_MODEL_SECONDS`` says; a `ShieldedModel` unless it
        runs on this machine. Nobody traces what is asked of it.

    Raises
    ------
    ModelMissingError
        If the provider is unknown, its package is not installed, or it lacks its settings.
    """
    import langsmith
    from langchain.chat_models import init_chat_model

    from apps.assistant.model.patience import Clock, PatientModel, limits_of, seconds_chosen
    from apps.assistant.model.shield import Shield, ShieldedModel, is_local

    langsmith.configure(
        enabled=False
    )  # LangChain would send what is asked, names and all, to whom a variable names
    try:
        seconds = seconds_chosen()
        limits = limits_of(init_chat_model(name, temperature=0), seconds)
        model: BaseChatModel = init_chat_model(name, temperature=0, **limits)
    except Exception as error:  # each provider's package raises its own
        message = (
            f"Il modello «{name}» non si apre: {error} "
            "Scrivi FORNITORE:MODELLO e installa il pacchetto del fornitore, per esempio langchain-ollama."
        )
        raise ModelMissingError(message) from error
    patient = PatientModel(inner=model, clock=Clock(seconds))
    if is_local(model):
        return patient
    return ShieldedModel(inner=patient, shield=Shield(names_in or (lambda _text: ())))
