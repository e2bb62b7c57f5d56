"""Reading what comes from outside, safely, and laying it out: what intake stands on. No tables of its own."""
