"""Keep the record: open it, bring its tables up to date, read and write in short transactions."""

from coordinator.store.store import Store, open_store

__all__ = ["Store", "open_store"]
