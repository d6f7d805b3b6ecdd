"""Open accounts and give new passwords from the machine itself, as when the administrator is locked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options
from apps.cli.record import open_record
from apps.components.messages import in_italian
from coordinator.errors import CoordinatorError

if TYPE_CHECKING:
    from apps.settings import Settings


@click.group()
def user() -> None:
    """Gli accessi: chi entra, con quale ruolo."""


@user.command("list")
@common_options
def list_accounts(settings: Settings) -> None:
    """Elenca chi può entrare, con i ruoli di oggi."""
    from coordinator.protection import accounts

    with open_record(settings) as (store, viewer):
        for one in accounts.accounts(store, viewer, settings.day):
            state = "chiuso" if one.closed_on else ", ".join(one.roles) or "nessun ruolo oggi"
            click.echo(f"{one.user}\t{one.name}\t{state}")


@user.command()
@click.argument("name")
@common_options
def password(settings: Settings, name: str) -> None:
    """Dà una password nuova, da cambiare al primo ingresso."""
    from coordinator.protection.password_changes import renew_password

    with open_record(settings) as (store, viewer):
        try:
            new = renew_password(store, name.casefold(), viewer)
        except CoordinatorError as error:
            raise click.ClickException(in_italian(error)) from error
    click.echo(f"Password nuova di {name}: {new}")
