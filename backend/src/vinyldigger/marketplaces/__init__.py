"""Discogs and eBay behind one contract."""
