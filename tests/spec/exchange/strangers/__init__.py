"""FHIR that other systems write comes in where the record has a place for it, or is refused with field and mend."""
