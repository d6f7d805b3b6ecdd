"""Answer what is asked of no single person: services, the territory, the norms, work, the use of Ponte."""
