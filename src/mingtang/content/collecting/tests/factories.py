"""Valid records of collecting, with only the interesting part left to say."""
