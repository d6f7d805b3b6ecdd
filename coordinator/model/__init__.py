"""Define what exists: parties, ties in time, roles, agreements, needs, contacts, and their vocabulary."""

from coordinator.model.access import (
    Access,
    Account,
    AccountRole,
    Emergency,
    Entry,
    FailedEntry,
    Identity,
    Setting,
    UsedReturn,
)
from coordinator.model.agreements import AgreementDraft, AgreementFigure, AgreementRemark, AgreementVersion
from coordinator.model.base import Base, day_number, day_of, instant_number, instant_of
from coordinator.model.cases import Case, CaseEvent, Draft
from coordinator.model.consents import Consent
from coordinator.model.dismissals import Dismissal
from coordinator.model.merges import Merge, MergeMove
from coordinator.model.own import OwnFile
from coordinator.model.parties import (
    PREFIXES,
    Community,
    Household,
    Institution,
    Party,
    PartyEvent,
    Person,
    Practitioner,
    Service,
)
from coordinator.model.roles import Agreement, AgreementParty, Contact, Need, Role, ServiceNeed, SpanEvent
from coordinator.model.ties import Tie, TieEvent
from coordinator.model.vocabulary import Kind, Term, Vocabulary, vocabulary

__all__ = [
    "PREFIXES",
    "Access",
    "Account",
    "AccountRole",
    "Agreement",
    "AgreementDraft",
    "AgreementFigure",
    "AgreementParty",
    "AgreementRemark",
    "AgreementVersion",
    "Base",
    "Case",
    "CaseEvent",
    "Community",
    "Consent",
    "Contact",
    "Dismissal",
    "Draft",
    "Emergency",
    "Entry",
    "FailedEntry",
    "Household",
    "Identity",
    "Institution",
    "Kind",
    "Merge",
    "MergeMove",
    "Need",
    "OwnFile",
    "Party",
    "PartyEvent",
    "Person",
    "Practitioner",
    "Role",
    "Service",
    "ServiceNeed",
    "Setting",
    "SpanEvent",
    "Term",
    "Tie",
    "TieEvent",
    "UsedReturn",
    "Vocabulary",
    "day_number",
    "day_of",
    "instant_number",
    "instant_of",
    "vocabulary",
]
