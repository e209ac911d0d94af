"""The sample catalogue: well-known albums with their true facts, and pressings made by rule."""
