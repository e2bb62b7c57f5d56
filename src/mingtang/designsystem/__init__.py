"""Design system: the shared look. Templates, components and styles; no business."""
