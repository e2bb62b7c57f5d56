"""Valid records of formats, with only the interesting part left to say."""
