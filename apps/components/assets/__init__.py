"""Hold the style sheets, scripts and type that the pages load."""
