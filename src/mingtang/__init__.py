"""Mingtang (明堂): the software that runs a whole Chinese government website."""
