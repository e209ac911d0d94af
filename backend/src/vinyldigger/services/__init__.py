"""Use cases: load, ask, compute, store, queue. One unit of work at a time, no HTTP inside one."""
