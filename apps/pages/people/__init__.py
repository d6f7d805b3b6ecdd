"""Know a person: her record, her data, her family, her consents, who looked at them."""
