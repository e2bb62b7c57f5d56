"""Valid records of evaluating, with only the interesting part left to say."""
