"""Ask: the conversation, what would leave the machine, the help."""
