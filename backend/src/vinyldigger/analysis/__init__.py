"""The analysis engine: values in, values out. No I/O, no clock, no randomness, no settings.

In order of use: titles (read a listing), matching (which record), landed_cost (price at
the door), valuation (worth), sellers, deals (score), recommendations, baskets; engine (all of it for one search).
"""

ENGINE_VERSION = "2"
