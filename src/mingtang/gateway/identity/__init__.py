"""Who is asking: turns a session cookie into the signed actor header the systems believe."""
