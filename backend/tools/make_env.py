"""Prints a .env for Docker Compose with fresh secrets: `just env > .env`. Standard library only."""

import base64
import os
import secrets

print("# Secrets of one installation: keep a copy where the backups are, never in the repository.")
for name in ("POSTGRES_PASSWORD", "REDIS_PASSWORD"):
    print(f"{name}={secrets.token_hex(24)}")
for name in ("SECRET_KEY", "HASH_KEY"):
    print(f"{name}={secrets.token_urlsafe(48)}")
print(f"ENCRYPTION_KEYS={base64.urlsafe_b64encode(os.urandom(32)).decode()}")
print("# Where browsers reach it:\nPUBLIC_URL=http://localhost:8080")
