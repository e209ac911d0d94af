# `just` or `./justw` lists the recipes. The wrapper needs nothing but Python 3.11+ and Node 20.19+.
set shell := ["sh", "-euc"]
set positional-arguments := true

python := "backend/.venv/bin/python"
reports := justfile_directory() / ".tools/reports"
system_python := '"$(cat .tools/python.path 2>/dev/null || echo python3)"'
setup := system_python + " backend/tools/setup.py"

# List the recipes
_default:
    @just --list --unsorted

# Start everything and print the address (options: --port 8000, --no-sandbox)
[no-exit-message]
up *options: _all
    @exec {{ python }} -m vinyldigger.cli up "$@"

# Stop what `up` started, from another terminal
[no-exit-message]
down: _python
    @{{ python }} -m vinyldigger.cli down

# Stop and erase all local data
[confirm("Erase all local data in .run? [y/N]")]
reset: down
    rm -rf .run

# Any command of the product against the running stack, e.g. `just cli doctor`
[no-exit-message]
cli *arguments: _python
    @if [ -f .run/env ]; then set -a; . .run/env; set +a; fi; exec {{ python }} -m vinyldigger.cli "$@"

# The stack with a self-reloading API
[no-exit-message]
dev-backend *options: _all
    @exec {{ python }} -m vinyldigger.cli up --reload "$@"

# Vite with hot reloading, in front of a running `just up` or `just dev-backend`
[no-exit-message]
dev-frontend *options: _web
    @cd frontend && exec node_modules/.bin/vite "$@"

# Everything a change must pass: check, backend tests, web tests, end-to-end tests
[no-exit-message]
test:
    @{{ system_python }} backend/tools/stages.py "{{ reports }}" "{{ just_executable() }}" \
      lint typecheck _client-current test-backend test-frontend e2e

# The backend's tests, on real PostgreSQL and Redis
[no-exit-message]
test-backend *options: _python _redis
    @cd backend && .venv/bin/python -m pytest -n 2 --dist loadfile --junitxml="{{ reports }}/pytest.xml" "$@"

# The web app's unit and component tests
[no-exit-message]
test-frontend *options: _web
    @cd frontend && node_modules/.bin/vitest run --reporter=default --reporter=junit \
      --outputFile.junit="{{ reports }}/vitest.xml" "$@"

# The whole stack in Chromium, on a data folder of its own; all its users come from one address, so its limits are wide
[no-exit-message]
e2e *options: _all
    @folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; mkdir -p "{{ reports }}"; \
      export PLAYWRIGHT_JUNIT_OUTPUT_FILE="{{ reports }}/playwright.xml"; \
      export LOGIN_ATTEMPTS_PER_MINUTE=1000 LOGINS_PER_IP_PER_MINUTE=1000 REQUESTS_PER_MINUTE=100000; \
      {{ python }} -m vinyldigger.cli up --port 0 --folder "$folder" --logs "{{ reports }}/stack.log" -- \
      sh -c 'cd frontend && E2E_BASE_URL=$BASE_URL exec node_modules/.bin/playwright test --reporter=list,junit "$@"' sh "$@"

# Formatting and rules: ruff, import contracts, ESLint, Prettier, containers, compose, workflows
[no-exit-message]
lint: _python _web
    cd backend && .venv/bin/ruff check . && .venv/bin/ruff format --check .
    cd backend && .venv/bin/lint-imports
    cd frontend && npm run --silent lint
    backend/.venv/bin/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml docker-compose.override.yml
    backend/.venv/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/ci.yml
    frontend/node_modules/.bin/dclint --max-warnings 0 .
    backend/.venv/bin/hadolint backend/Dockerfile frontend/Dockerfile

# mypy --strict and tsc
[no-exit-message]
typecheck: _python _web
    cd backend && .venv/bin/mypy
    cd frontend && npm run --silent typecheck

# lint, typecheck, and whether the generated API client is current
[no-exit-message]
check: lint typecheck _client-current

# Generate the web app's API types from the OpenAPI description
[no-exit-message]
client: _python _web
    @{{ python }} -m vinyldigger.cli openapi > frontend/openapi.json
    @cd frontend && npm run --silent client

[no-exit-message]
_client-current: _python _web
    @mkdir -p "{{ reports }}"
    @{{ python }} -m vinyldigger.cli openapi | cmp -s - frontend/openapi.json \
      || { echo "frontend/openapi.json is out of date: commit what \`just client\` makes" >&2; exit 1; }
    @cd frontend && node_modules/.bin/openapi-typescript openapi.json -o "{{ reports }}/schema.ts" >/dev/null \
      && cmp -s "{{ reports }}/schema.ts" src/services/api/generated/schema.ts \
      || { echo "the generated API client is out of date: commit what \`just client\` makes" >&2; exit 1; }

# Print a fresh .env with secrets for Docker Compose
env:
    @{{ system_python }} backend/tools/make_env.py

# Bring the running stack's database to the newest migration
[no-exit-message]
migrate: (cli "migrate")

# Measure, and write the figures into docs/benchmarks.md
[no-exit-message]
bench *names: _all
    @cd backend && .venv/bin/python tools/bench.py "$@"

# Bundle sizes, Lighthouse, scrolling and interactions of the built web app, into docs/benchmarks/web.md
[no-exit-message]
bench-frontend: _all
    @folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; mkdir -p "{{ reports }}"; \
      {{ python }} -m vinyldigger.cli up --port 0 --folder "$folder" --logs "{{ reports }}/stack.log" -- \
      npm --prefix frontend run --silent bench

# The pictures of the README and the user guide, taken from a fresh stack, into docs/images
[no-exit-message]
screenshots: _all
    @folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; mkdir -p "{{ reports }}"; \
      {{ python }} -m vinyldigger.cli up --port 0 --folder "$folder" --logs "{{ reports }}/stack.log" -- \
      npm --prefix frontend run --silent screenshots

# Install what is missing, build the web app
setup: _all

_python:
    @{{ setup }} python

_redis: _python
    @{{ setup }} redis

_web:
    @{{ setup }} web

_all:
    @{{ setup }} python redis web spa
