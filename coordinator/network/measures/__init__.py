"""Measure a network and a course of contacts, each number with its formula, source and sentence."""

from coordinator.network.measures.brokerage import Roles, broker_roles, gould_fernandez
from coordinator.network.measures.continuity import (
    coc,
    entropy,
    fragmentation_of_care,
    hhi,
    in_order,
    mci,
    mmci,
    secon,
    upc,
    visits_by_provider,
)
from coordinator.network.measures.holes import constraint, effective_size
from coordinator.network.measures.levels import LEVELS, integration_of_pairs, integration_of_persons
from coordinator.network.measures.measure import Measure, MeasureInputError, Measures, Status, catalogue
from coordinator.network.measures.mixing import coleman_homophily, ei_index, ei_rescaled
from coordinator.network.measures.reference import CaseResult, check_cases
from coordinator.network.measures.sharing import (
    Connection,
    care_density,
    density_by_connection,
    fragmented_care_density,
    provider_weights,
)
from coordinator.network.measures.structure import (
    articulation_points,
    composition,
    density,
    diversity,
    fragmentation,
    size,
)

__all__ = [
    "LEVELS",
    "CaseResult",
    "Connection",
    "Measure",
    "MeasureInputError",
    "Measures",
    "Roles",
    "Status",
    "articulation_points",
    "broker_roles",
    "care_density",
    "catalogue",
    "check_cases",
    "coc",
    "coleman_homophily",
    "composition",
    "constraint",
    "density",
    "density_by_connection",
    "diversity",
    "effective_size",
    "ei_index",
    "ei_rescaled",
    "entropy",
    "fragmentation",
    "fragmentation_of_care",
    "fragmented_care_density",
    "gould_fernandez",
    "hhi",
    "in_order",
    "integration_of_pairs",
    "integration_of_persons",
    "mci",
    "mmci",
    "provider_weights",
    "secon",
    "size",
    "upc",
    "visits_by_provider",
]
