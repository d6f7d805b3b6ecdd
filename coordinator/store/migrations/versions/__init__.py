"""One file a migration, its number first."""
