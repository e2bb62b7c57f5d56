"""Pages of evaluating: the visitors' answer, and what editors and those in charge see."""
