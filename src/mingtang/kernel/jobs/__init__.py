"""Jobs: work that is done later, with a visible state, a retry, a deadline and an owner."""
