"""What the operations centre promises to others: its events. Plain Python."""
