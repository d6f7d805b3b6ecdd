"""Let people in: enter, leave, choose a role, by Ponte's own accounts or the organisation's."""
