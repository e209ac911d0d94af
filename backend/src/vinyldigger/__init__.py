"""VinylDigger: the best deals on vinyl records across Discogs and eBay."""

__version__ = "0.1.0"
