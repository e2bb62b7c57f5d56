"""错敏词: finds wrong, risky and private words in Chinese official prose. No server, no database."""
