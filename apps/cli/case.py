"""Show a person's paths, what she is due, and what they leave on paper; bring one's own scales and templates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from apps.cli.options import common_options
from apps.cli.record import open_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apps.settings import Settings
    from coordinator.pathway.entitlements import Entitlement
    from coordinator.pathway.sheets import Sheet
    from coordinator.pathway.view import CaseView
    from coordinator.protection import Viewer
    from coordinator.store import Store

PAPERS = ("verbale", "piano", "piano_semplice", "budget", "passaggio", "esito", "mappa")


@click.group()
def case() -> None:
    """Il percorso di una persona: a che punto è, che cosa le spetta, i documenti."""


@case.command("show")
@click.argument("person")
@click.option("--json", "as_data", is_flag=True, help="Come JSON.")
@common_options
def show(settings: Settings, person: str, as_data: bool) -> None:
    """Mostra a che punto sono i percorsi di una persona, per esempio: ponte case show per:ada."""
    from coordinator.pathway.cases import cases_of, read_case
    from coordinator.pathway.together import hold_together

    with open_record(settings) as (store, viewer):
        views = [read_case(store, one, viewer).as_of(settings.day) for one in cases_of(store, person, viewer)]
        told = [_case_data(view, settings) for view in views if view]
        points = hold_together(store, person, settings.day, viewer)
    if as_data:
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        settled = (f"Da tenere insieme: {one.words} ({_legal(one.norm)})" for one in points)
        click.echo("\n".join([*_case_lines(told), *settled]))


@case.command("story")
@click.argument("person")
@common_options
def story(settings: Settings, person: str) -> None:
    """Racconta tutti i percorsi di una persona su una linea: chi ha agito, quando, per quale norma."""
    from coordinator.pathway.cases import read_case
    from coordinator.pathway.sheets import say_entry
    from coordinator.pathway.together import timeline

    with open_record(settings) as (store, viewer):
        line = [one for one in timeline(store, person, viewer) if one.day <= settings.day]
        views = {key: read_case(store, key, viewer) for key in {one.case_id for one in line}}
    if not line:
        click.echo("Nessun percorso a questo giorno.")
    for one in line:
        norm = f" ({_legal(one.entry.norm)})" if one.entry.norm else ""
        void = " [annullato]" if one.void else ""
        what = say_entry(views[one.case_id], one.entry)
        click.echo(
            f"{one.day:%d/%m/%Y}  {one.phase}: {what}, {one.entry.author} · {one.entry.role}{norm}{void}"
        )


@case.command("due")
@click.argument("person")
@click.option("--json", "as_data", is_flag=True, help="Come JSON.")
@common_options
def due(settings: Settings, person: str, as_data: bool) -> None:
    """LEA e LEPS: che cosa spetta a una persona, che cosa ha, che cosa manca, per quale norma."""
    from coordinator.pathway.entitlements import entitlements

    with open_record(settings) as (store, viewer):
        found = entitlements(store, person, settings.day, viewer)
    if as_data:
        data = {"person": person, "day": settings.day.isoformat(), "areas": list(found.areas)}
        click.echo(
            json.dumps(data | {"levels": [_level_data(one) for one in found.rows]}, ensure_ascii=False)
        )
        return
    if found.undecided:
        click.echo(found.undecided)
    for one in found.rows:
        click.echo(f"\n{one.level.system} · {one.level.name}: {one.status}")
        click.echo(f"  Perché: {'; '.join(one.because)}")
        for words in (*(given.what for given in one.given), *one.missing):
            click.echo(f"  {words}")
        if one.offers:
            click.echo(f"  Chi può darlo: {', '.join(offer.name for offer in one.offers)}")
        click.echo(f"  Norma: {_legal(one.norm)}")


@case.command("paper")
@click.argument("person")
@click.argument("paper", type=click.Choice(PAPERS))
@click.option(
    "--to", "path", required=True, type=click.Path(dir_okay=False, path_type=Path), help="FILE.docx o .pdf"
)
@common_options
def paper(settings: Settings, person: str, paper: str, path: Path) -> None:
    """Scrive un documento del percorso più recente: ponte case paper per:ada piano --to piano.docx."""
    if path.suffix not in (".docx", ".pdf"):
        message = f"Il nome deve finire in .docx o .pdf, non in «{path.suffix or path.name}»."
        raise click.UsageError(message)
    from coordinator.exchange.documents import write_docx, write_pdf
    from coordinator.exchange.network_sheet import write_map
    from coordinator.exchange.own_templates import template_of
    from coordinator.network import ego

    with open_record(settings) as (store, viewer):
        own = template_of(store, paper, viewer) if path.suffix == ".docx" else None
        if paper == "mappa":
            write_map(ego(store, person, settings.day, viewer), path, own)
        elif path.suffix == ".docx":
            write_docx(_lay_out(store, viewer, person, paper, settings), path, own)
        else:
            write_pdf(_lay_out(store, viewer, person, paper, settings), path)
    click.echo(f"Scritto: {path}")


@case.command("template")
@click.argument("paper", type=click.Choice(PAPERS))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@common_options
def template(settings: Settings, paper: str, file: Path) -> None:
    """Mette il modello Word dell'ente al posto di quello di Ponte, per un documento."""
    from coordinator.exchange.documents import TemplateError
    from coordinator.exchange.own_templates import add_template

    with open_record(settings) as (store, viewer):
        try:
            add_template(store, paper, file.read_bytes(), viewer)
        except TemplateError as error:
            message = (
                f"{file}: questo modello non si può usare. Dev'essere un documento .docx, e i soli campi sono "
                "{{ title }}, {{ subtitle }} e parts (heading, picture, lines, header, rows)."
            )
            raise click.ClickException(message) from error
    click.echo(f"Da ora «{paper}» usa {file.name}.")


@case.command("scales")
@click.option(
    "--add", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Un file YAML."
)
@common_options
def scales(settings: Settings, file: Path | None) -> None:
    """Le scale di valutazione che si possono usare; --add ne porta di proprie."""
    from coordinator.pathway.own import add_scales, scales_of
    from coordinator.pathway.scales import ScaleError

    with open_record(settings) as (store, viewer):
        if file:
            try:
                added = add_scales(store, file.read_text(encoding="utf-8"), viewer)
            except ScaleError as error:
                message = (
                    f"{file}: niente è stato caricato. Ogni scala vuole nome, fonte, licenza, domande, fasce, e "
                    f"gli esempi devono tornare; l'id non può essere di una scala di Ponte. Dettaglio: {error}"
                )
                raise click.ClickException(message) from error
            click.echo(f"Caricate: {', '.join(added)}.")
        for one in scales_of(store, viewer).values():
            click.echo(
                f"{one.id}: {one.name}, {len(one.questions)} domande. Licenza: {one.licence}. Fonte: {one.source}."
            )


@case.command("rules")
@click.option(
    "--add", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Un CSV o XLSX."
)
@click.option(
    "--to", "path", type=click.Path(dir_okay=False, path_type=Path), help="Scrive il CSV da completare."
)
@common_options
def rules(settings: Settings, file: Path | None, path: Path | None) -> None:
    """Le regole del luogo: territorio, santo patrono, termini locali, sperimentazione; --add porta le proprie."""
    from coordinator.exchange.rules_table import load_rules, write_rules_table
    from coordinator.pathway.local_keeping import read_rows, read_rules
    from coordinator.pathway.local_rules import terms_on

    with open_record(settings) as (store, viewer):
        if file:
            kept = load_rules(store, file, viewer)
            click.echo(
                f"Caricate {len(kept)} regole da {file.name}: valgono da ora al posto di quelle di prima."
            )
        rows, local = read_rows(store, viewer), read_rules(store, viewer)
    if path:
        path.write_bytes(write_rules_table(rows))
        click.echo(f"Scritto: {path}")
    patron = local.calendar.patron
    click.echo(
        f"Territorio: {local.territory}. Santo patrono: {f'{patron[1]}/{patron[0]}' if patron else 'non detto'}."
    )
    for trial in local.trials:
        click.echo(f"Sperimentazione: {trial.where or 'qui'} dal {trial.since:%d/%m/%Y} ({trial.source})")
    for key, term, free in terms_on(local, settings.day):
        source = (
            _legal(term.source)
            if term.source
            else f"termine locale{f', {term.document}' if term.document else ''}"
        )
        change = ", si può cambiare" if free else ""
        click.echo(
            f"{key}: {term.name}, {term.length} {term.unit} dopo {term.starts_with} ({source}{change})"
        )


def _lay_out(store: Store, viewer: Viewer, person: str, paper: str, settings: Settings) -> Sheet:
    """Lay out a document of a person's newest path."""
    from coordinator.network import ego
    from coordinator.pathway.cases import cases_of, read_case
    from coordinator.pathway.outcome import report_outcome
    from coordinator.pathway.phones import read_phones
    from coordinator.pathway.review_sheet import lay_out_outcome
    from coordinator.pathway.sheets import SHEETS, lay_out_handover

    views = [read_case(store, one, viewer).as_of(settings.day) for one in cases_of(store, person, viewer)]
    view = next((one for one in views if one), None)
    if view is None:
        message = f"{person} non ha un percorso aperto a quel giorno."
        raise click.ClickException(message)
    viewer.require("read", {"passaggio": "case", "budget": "budget"}.get(paper, "plan"), of=person)
    network = ego(store, person, settings.day, viewer)
    names = {party: str(node["name"]) for party, node in network.graph.nodes(data=True)}
    if paper == "passaggio":
        phones = read_phones(store, view, viewer)
        return lay_out_handover(view, names, settings.day, None, phones)
    if paper == "esito":
        outcome = report_outcome(store, view.id, settings.day, viewer)
        return lay_out_outcome(view, outcome, names, settings.day)
    return SHEETS[paper](view, names, settings.day)


def _case_data(view: CaseView, settings: Settings) -> dict[str, Any]:
    """Turn a path into plain values."""
    from coordinator.pathway.machine import passages_from

    gates = {one.gate for one in passages_from(view.process, view.state.position)}
    missing = [item for gate in ("uvm", "piano") if gate in gates for item in view.missing(gate)]
    return {
        "case": view.id,
        "instrument": view.instrument.name,
        "area": view.area,
        "phase": view.process.phases[view.state.position.phase].name,
        "missing_macro_phases": list(view.process.missing_macro_phases(view.state.reached)),
        "missing": [{"name": item.name, "norm": item.norm} for item in missing],
        "terms": [
            {
                "name": one.deadline.term.name,
                "due": one.deadline.due.isoformat() if one.deadline.due else None,
                "state": str(one.deadline.state(settings.day, one.met_on)),
                "norm": one.deadline.term.source or "termine locale",
            }
            for one in view.terms()
        ],
        "last": [
            {
                "day": one.day.isoformat(),
                "kind": one.event.kind,
                "by": one.author,
                "role": one.role,
                "norm": one.norm,
            }
            for one in view.history[-5:]
        ],
    }


def _case_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    """Tell paths in lines."""
    if not told:
        yield "Nessun percorso aperto a questo giorno."
    for one in told:
        yield f"{one['instrument']} ({one['case']}): {one['phase']}"
        for name in one["missing_macro_phases"]:
            yield f"  Manca la macrofase: {name}"
        for item in one["missing"]:
            yield f"  Manca {item['name']} ({_legal(item['norm'])})"
        for term in one["terms"]:
            yield f"  {term['name']}: {term['due'] or 'sospeso'}, {term['state']} ({_legal(term['norm'])})"


def _legal(norm: str) -> str:
    """Say a norm as a jurist writes it; the words for practice and the like stay."""
    from knowledge.norms.identifiers import format_legal, parse_urn

    return format_legal(parse_urn(norm)) if norm.startswith("urn:") else norm


def _level_data(one: Entitlement) -> Mapping[str, Any]:
    """Turn a level into plain values."""
    return {
        "id": one.level.id,
        "system": one.level.system,
        "level": one.level.level,
        "name": one.level.name,
        "area": one.area,
        "status": str(one.status),
        "because": list(one.because),
        "given": [given.what for given in one.given],
        "missing": list(one.missing),
        "offers": [offer.service_id for offer in one.offers],
        "norm": one.norm,
    }
