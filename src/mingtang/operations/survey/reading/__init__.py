"""Reading: what one page or one file tells, looked at once and kept as plain facts."""
