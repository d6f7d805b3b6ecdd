"""A running server is tried by those who mean ill: by address, at the door of its websockets, from an open page."""
