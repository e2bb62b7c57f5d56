"""来稿: a policy file is read, checked beside its source by an editor, and becomes the draft of a page."""
