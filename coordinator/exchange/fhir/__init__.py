"""
Bring the record in and out as FHIR R4 (4.0.1).

========================  =======================================================================================
in the record             in FHIR
========================  =======================================================================================
person, household         Patient; Group of real persons, its members dated
practitioner              Practitioner
service, body, community  HealthcareService; Organization
ties of persons           RelatedPerson (relatives, carers), ServiceRequest (in care of a service or body), CareTeam
                          (professionals and groups who help)
ties of helpers           PractitionerRole (works for), OrganizationAffiliation (services and bodies), Basic (the rest)
roles                     PractitionerRole at a place, CareTeam around a person
needs, contacts           Condition (health concern), Encounter
agreements                Contract
case                      EpisodeOfCare; each event a Provenance (who wrote it, when, by which norm) and, where FHIR has
                          one, a resource of its own: ServiceRequest (call, referral), Task (triage, action), Goal,
                          Condition, Consent, QuestionnaireResponse (scale), ChargeItem and Invoice (budget) …
team, plan, referral      CareTeam, CarePlan and Task with the states of Gravity SDOH Clinical Care: they follow from
                          the events, bear the tag ``derived``, and are not read again
consents, log             Consent; AuditEvent, of days that are over, each with its hash
========================  =======================================================================================

What FHIR has no element for is in extensions under ``https://ponte-care.example/fhir/StructureDefinition/``: ``tie``
(strength, conflict, hours …), ``statement`` (who said so, when, on which paper), ``capacity-status`` (places, free,
days of waiting), ``event`` and ``event-of`` (fields of an event, and of which case it is). A codice fiscale bears HL7
Italia's system. Words are those of
``coordinator/model/vocabulary.yaml``, each list a code system under ``https://ponte-care.example/fhir/CodeSystem/``.
"""

from coordinator.exchange.fhir.export import export_fhir
from coordinator.exchange.fhir.load import Brought, load_fhir

__all__ = ["Brought", "export_fhir", "load_fhir"]
