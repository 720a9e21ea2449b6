"""Properties that must hold for any page."""
