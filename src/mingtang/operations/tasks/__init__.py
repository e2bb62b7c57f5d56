"""任务: what is wrong has an owner and a deadline, and closes only when the measure has moved."""
