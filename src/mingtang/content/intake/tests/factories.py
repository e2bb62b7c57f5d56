"""Valid records of intake, with only the interesting part left to say."""
