"""The collector's vocabulary as frozen values: standard library only, no I/O, no clock, no settings."""
