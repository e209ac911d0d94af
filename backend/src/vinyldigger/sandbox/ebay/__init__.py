"""The stand-in of api.ebay.com, of eBay's consent page and of its item pages."""
