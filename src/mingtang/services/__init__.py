"""Service engine: what people can apply for, and how an application becomes a decision."""
