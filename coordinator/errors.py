"""Name every failure of the care network that a caller can act on."""


class CoordinatorError(Exception):
    """A failure that a caller can act on; its message says what came, why it fails, how to mend it."""


class NotAllowedError(CoordinatorError):
    """A viewer asks for something that her role and purpose do not give her."""

    def __init__(self, role: str, action: str, resource: str) -> None:
        super().__init__(
            f"The role {role!r} may not {action} {resource!r} for this person. "
            "Ask the case manager to add you to the team, or ask with the role that the case gives you."
        )
        self.role = role
        self.action = action
        self.resource = resource


class UnknownPartyError(CoordinatorError):
    """A call names a party that the store does not hold."""

    def __init__(self, party_id: str) -> None:
        super().__init__(
            f"No party has the id {party_id!r}. Check the id's prefix: 'per:' person, 'hou:' household, "
            "'pra:' practitioner, 'svc:' service, 'ist:' institution, 'com:' community."
        )
        self.party_id = party_id
