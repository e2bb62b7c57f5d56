"""巡检: the own site is measured every day as the inspectors would, and each finding becomes a task."""
