"""Search: finds the guide or the page that people mean, in the words they use."""
