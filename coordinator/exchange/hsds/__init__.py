"""
Bring the directory of services in and out as Open Referral's Human Services Data Specification, version 3.

Services, bodies, areas, documents to bring, costs and telephones have tables of their own; our words (kinds of
service, needs, life domains) are taxonomies; places, places free and days of waiting are attributes with a value, as
the specification has no column for them. The record holds neither addresses nor opening hours: locations and schedules
of others are told and left outside.
"""

from coordinator.exchange.hsds.incoming import Listed, load_hsds
from coordinator.exchange.hsds.outgoing import export_hsds

__all__ = ["Listed", "export_hsds", "load_hsds"]
