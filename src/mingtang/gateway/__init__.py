"""The gateway: one address for everything, which asks who is calling and keeps what attacks away."""
