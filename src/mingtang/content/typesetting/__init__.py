"""Measuring, breaking and printing: what the picture and the pages on paper both need."""
