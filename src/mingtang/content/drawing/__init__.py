"""一图读懂: a tall picture for the phone, drawn from the text alone."""
