"""Working days of the Chinese calendar: weekends, holidays, and weekends worked in exchange (调休)."""
