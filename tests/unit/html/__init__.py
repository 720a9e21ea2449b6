"""The pure part: what HTML is made of."""
