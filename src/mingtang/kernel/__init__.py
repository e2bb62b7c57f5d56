"""Kernel: the words and machinery every system shares. It knows no system and holds no business rule."""
