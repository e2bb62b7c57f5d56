"""Valid records of timeliness, with only the interesting part left to say."""
