"""Cases: an application on its way to a decision, with its clock and its timeline."""
