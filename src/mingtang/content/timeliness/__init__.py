"""时效: every policy is public in time, every late one is seen, nothing public expires unseen."""
