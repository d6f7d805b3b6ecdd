"""Hold the norms as law is held, and answer on them with verbatim, dated, verified commi."""
