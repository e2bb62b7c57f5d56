"""采集: say in one sentence what this feature is for."""
