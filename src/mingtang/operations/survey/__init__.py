"""Survey: measures any government site against the national indicators. No server, no database, no Django."""
