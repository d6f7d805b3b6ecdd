"""Run Ponte from the command line: one thin command for each thing that a user can ask."""

from __future__ import annotations

import gettext
import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCALE = Path(__file__).resolve().parent.parent / "locale"

# name: (module and attribute, one line of help); a module is imported only when its command runs
COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("apps.cli.service:demo", "Il distretto di prova, servito su 127.0.0.1."),
    "serve": ("apps.cli.service:serve", "Apre un archivio vuoto o esistente."),
    "doctor": ("apps.cli.service:doctor", "Che cosa è installato, raggiungibile, vecchio; e il rimedio."),
    "ask": ("apps.cli.ask:ask", "Una domanda sulle norme o su un caso."),
    "norms": ("apps.cli.norms:norms", "Le norme: aggiungere, elencare, mostrare, cercare, verificare."),
    "district": ("apps.cli.district:district", "Genera e carica un distretto sintetico."),
    "load": ("apps.cli.tables:load", "Carica registri CSV o XLSX."),
    "export": ("apps.cli.exports:export", "Esporta per altri programmi: registri, reti, calendari."),
    "comuni": ("apps.cli.comuni:comuni", "Le zone dell’archivio e i codici ISTAT dei comuni."),
    "network": ("apps.cli.network:network", "La rete di una persona."),
    "case": (
        "apps.cli.case:case",
        "Il percorso di una persona: a che punto è, che cosa le spetta, documenti.",
    ),
    "findings": ("apps.cli.findings:findings", "I rilievi sulla rete, con regola e dati."),
    "measures": ("apps.cli.measures:measures", "Le misure di rete e di continuità."),
    "indicators": ("apps.cli.indicators:indicators", "Gli indicatori del territorio."),
    "partition": (
        "apps.cli.partition:partition",
        "Divide per territorio le schede di un archivio PostgreSQL.",
    ),
    "user": ("apps.cli.accounts:user", "Gli accessi: chi entra, e una password nuova per chi l’ha persa."),
    "policy": ("apps.cli.policy:policy", "Chi vede e fa che cosa, di chi, per quale scopo."),
    "backup": ("apps.cli.backup:backup", "Copia tutto l’archivio in un file."),
    "restore": ("apps.cli.backup:restore", "Riporta un archivio da una copia, in una cartella vuota."),
    "retention": (
        "apps.cli.retention:retention",
        "Che cosa si conserva e che cosa è da cancellare, e perché.",
    ),
    "audit": ("apps.cli.audit:audit", "Il registro degli accessi."),
    "research": ("apps.cli.research:research", "Dati pseudonimi per la ricerca, o il rifiuto con il perché."),
}


class LazyGroup(click.Group):
    """A group that imports the module of a command only when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module that holds a command, and return the command."""
        if cmd_name not in COMMANDS:
            return None
        module_name, attribute = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module_name), attribute)
        _name_in_italian(command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what the machine refuses is said in Italian with its mend, never as a trace."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # who read the output, such as «head», has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise click.ClickException(_say_of_files(error)) from error
        except Exception as error:
            if said := _say_of_ours(error) or _say_of_databases(error):
                raise click.ClickException(said) from error
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        with formatter.section("Comandi"):
            formatter.write_dl([(name, help_line) for name, (_, help_line) in COMMANDS.items()])


ARGUMENTS = {"question": "DOMANDA", "person": "PERSONA", "text": "FILE", "paths": "FILE…", "files": "FILE…"}
"""What the help calls an argument: the code's name → the user's."""


def _name_in_italian(command: click.Command) -> None:
    """Call options and arguments by Italian names in the help of a command and of those under it."""
    command.options_metavar = "[OPZIONI]"
    for argument in command.params:
        if isinstance(argument, click.Argument) and argument.metavar is None:
            name = ARGUMENTS.get(argument.name or "", (argument.name or "").upper())
            argument.metavar = name if argument.required else f"[{name}]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "COMANDO [PAROLE]…"
        for below in command.commands.values():
            _name_in_italian(below)


def _say_of_ours(error: Exception) -> str:
    """Give the words of one of our own errors; empty for any other."""
    from knowledge.errors import KnowledgeError

    return str(error) if isinstance(error, KnowledgeError) else ""


def _say_of_files(error: OSError | UnicodeDecodeError) -> str:
    """Say which file or folder cannot be used, and what to do."""
    if isinstance(error, UnicodeDecodeError):
        return (
            "Il testo non è in UTF-8: forse è un documento Word o PDF. Salvalo come testo semplice e riprova."
        )
    place = f" «{error.filename}»" if error.filename else ""
    return f"Non posso usare il file o la cartella{place}. Controlla che ci sia e che si possa scrivere."


def _say_of_databases(error: Exception) -> str | None:
    """Say what is wrong with a database's address, or that it does not answer; None for anything else."""
    if not type(error).__module__.startswith(("sqlalchemy", "psycopg")):
        return None
    from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError

    if isinstance(error, ArgumentError):
        return "L'indirizzo dopo --db non è di un database. Scrivilo come postgresql://utente@macchina/nome."
    if isinstance(error, (OperationalError, InterfaceError)):
        return "Il database non risponde. Controlla l'indirizzo dopo --db, e che il server sia acceso."
    return None


def _speak_italian() -> None:
    """Let the command-line library say its own words in Italian."""
    os.environ["LANGUAGE"] = "it"
    gettext.bindtextdomain("click", LOCALE)
    gettext.textdomain("click")


_speak_italian()


@click.group(cls=LazyGroup, options_metavar="[OPZIONI]", subcommand_metavar="COMANDO [PAROLE]…")
@click.version_option(package_name="ponte-care")
def main() -> None:
    """Ponte: la rete di cura di una persona, e le norme che le chiedono di agire insieme."""
