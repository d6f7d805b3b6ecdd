"""Hold the migrations of the record; their files' numbers are their order."""
