"""Valid records of tasks, with only the interesting part left to say."""
