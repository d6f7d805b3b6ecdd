"""Hold one conversation over the norms, a case, a network and the use of Ponte."""

from apps.assistant.reading.route import Route, find_route
from apps.assistant.reply import Choice, Line, Reply
from apps.assistant.talk import Talk

__all__ = ["Choice", "Line", "Reply", "Route", "Talk", "find_route"]
