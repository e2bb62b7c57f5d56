"""Valid records of inspection, with only the interesting part left to say."""
