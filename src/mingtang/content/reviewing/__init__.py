"""Reviewing: 三审三校, three levels by three different people, each bound to one exact text."""
