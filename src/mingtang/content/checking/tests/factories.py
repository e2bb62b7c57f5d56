"""Valid records of checking, with only the interesting part left to say."""
