"""How lists, feeds, maps and interfaces are read: by their shape, never by whose they are."""
