"""Discogs: the catalogue, and offers by seller."""
