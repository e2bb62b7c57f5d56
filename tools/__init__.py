"""What `make` runs beside the platform: setting up, testing, measuring, drawing, scaffolding."""
