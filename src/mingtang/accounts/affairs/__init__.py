"""Affairs: one person's cases and messages on one page, whatever else is down."""
