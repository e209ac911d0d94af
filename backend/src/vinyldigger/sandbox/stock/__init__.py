"""Who sells what: sellers, and copies on offer that come, change price and go with the clock."""
