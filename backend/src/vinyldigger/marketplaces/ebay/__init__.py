"""eBay: offers by search."""
