"""
Bring the directory of services in and out as Open Referral's Human Services Data Specification, version 3.

Services, bodies, areas, documents to bring, costs and telephones have tables of their own; our words (kinds of
service, needs, life domains) are taxonomies; places, places free and days of waiting are attributes with a value, as
the specification has no column for them. A service has one place and one week of opening hours: further locations, and
schedules that are not weekly or hold for a part of the year, are told and left outside.
"""

from coordinator.exchange.hsds.incoming import Listed, load_hsds
from coordinator.exchange.hsds.outgoing import export_hsds

__all__ = ["Listed", "export_hsds", "load_hsds"]
