"""Begin the day: what waits, what is late, who carries what."""
