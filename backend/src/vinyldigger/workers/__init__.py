"""The worker and scheduler processes: they parse ids and call use cases."""
