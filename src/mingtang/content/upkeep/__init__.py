"""网页维护: what is published stands on disk as it should; rendered when stale, rebuilt, watched, traced."""
