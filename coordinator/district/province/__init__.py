"""Invent a whole province, with what is planted in it told apart, and load it into a store."""

from coordinator.district.province.comuni import Comune, ComuniFileError, read_comuni
from coordinator.district.province.loading import DistrictThereError, NoRoomError, OtherLoadError, load
from coordinator.district.province.province import Province, TooFewPersonsError, invent

__all__ = [
    "Comune",
    "ComuniFileError",
    "DistrictThereError",
    "NoRoomError",
    "OtherLoadError",
    "Province",
    "TooFewPersonsError",
    "invent",
    "load",
    "read_comuni",
]
