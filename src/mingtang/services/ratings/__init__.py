"""Ratings (好差评): one for each decided case, five grades, none chosen beforehand."""
