"""A PostgreSQL store is parted by territory: each person's record lies where she lives, and follows her."""
