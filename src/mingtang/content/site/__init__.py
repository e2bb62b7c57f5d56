"""Site: the published files on disk, written atomically and listed in a manifest signed with SM2."""
