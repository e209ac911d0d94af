"""Stand-ins of Discogs and eBay, served from one sample catalogue; never used in production.

Nothing here imports a client, and no client imports this: it must not share their mistakes.
"""
