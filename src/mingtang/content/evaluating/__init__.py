"""栏目评估: say in one sentence what this feature is for."""
