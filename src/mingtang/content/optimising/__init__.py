"""The column optimiser: from texts and visits to proposals. Pure functions, no database."""
