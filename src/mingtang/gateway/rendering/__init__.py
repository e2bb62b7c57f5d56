"""From the systems' manifests to the files nginx and ModSecurity read: a pure function, then a writer."""
