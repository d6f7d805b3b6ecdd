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
========================  =======================================================================================

What FHIR has no element for is in extensions under ``https://ponte-care.example/fhir/StructureDefinition/``: ``tie``
(strength, conflict, hours …) and ``statement`` (who said so, when, on which paper). Words are those of
``coordinator/model/vocabulary.yaml``, each list a code system under ``https://ponte-care.example/fhir/CodeSystem/``.
"""

from coordinator.exchange.fhir.export import export_fhir
from coordinator.exchange.fhir.load import Brought, load_fhir

__all__ = ["Brought", "export_fhir", "load_fhir"]
