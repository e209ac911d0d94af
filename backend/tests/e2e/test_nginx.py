"""The real nginx with our configuration in front of the real API."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.conftest import PATIENCE
from vinyldigger.cli.embedded import REPOSITORY, RunningServer, Server, free_port, start_postgres, start_redis
from vinyldigger.cli.local import answers, load_secrets
from vinyldigger.core.config import child_environment

NGINX = shutil.which("nginx", path=f"{os.defpath}:/usr/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed (apt install nginx)")

SCRIPT = "console.log('kind of blue');" * 100


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of the API as in production: under gunicorn, with its servers."""
    folder = tmp_path_factory.mktemp("api")
    with (
        start_postgres(folder, free_port(), durable=False) as postgres,
        start_redis(folder, free_port()) as redis,
    ):
        port = free_port()
        environment = child_environment(
            APP_ENV="production",
            DATABASE_URL=postgres.url,
            REDIS_URL=redis.url,
            PORT=str(port),
            BCRYPT_ROUNDS="4",
            TRUSTED_PROXIES="127.0.0.0/8",
            **{
                name: value for name, value in load_secrets(folder / "secrets").items() if not name.endswith("PASSWORD")
            },
        )
        server = Server(
            name="api",
            command=(sys.executable, "-m", "vinyldigger.cli", "api", "--workers", "2"),
            url=f"http://127.0.0.1:{port}",
            stop_signal=signal.SIGTERM,
            is_ready=lambda: answers("127.0.0.1", port, "/health/ready"),
            log=folder / "api.log",
            environment=environment,
        )
        with server.start():
            yield port


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built web app in small."""
    root = tmp_path_factory.mktemp("html")
    (root / "assets").mkdir()
    (root / "index.html").write_text("<!doctype html><title>VinylDigger</title>")
    (root / "assets" / "app-1a2b3c.js").write_text(SCRIPT)
    return root


def start_nginx(folder: Path, api_port: int, site: Path) -> RunningServer:
    """Our configuration with this test's addresses and folders put in."""
    port = free_port()
    ours = REPOSITORY / "nginx"
    for name in ("nginx.conf", "headers.conf", "proxy.conf"):
        text = (ours / name).read_text()
        for there, here in {
            "/tmp/": f"{folder}/",
            "http://api:8000": f"http://127.0.0.1:{api_port}",
            "listen 8080": f"listen 127.0.0.1:{port}",
            "/usr/share/nginx/html": str(site),
            "/etc/nginx/headers.conf": f"{folder}/headers.conf",
            "/etc/nginx/proxy.conf": f"{folder}/proxy.conf",
            "/dev/stdout": f"{folder}/access.log",
        }.items():
            text = text.replace(there, here)
        (folder / name).write_text(text)
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = folder / "nginx.conf"
    return Server(
        name="nginx",
        command=(str(NGINX), "-p", str(folder), "-c", str(configuration), "-g", f"daemon off; {user}"),
        url=f"http://127.0.0.1:{port}",
        stop_signal=signal.SIGTERM,
        is_ready=lambda: answers("127.0.0.1", port, "/"),
        log=folder / "nginx.log",
    ).start()


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory, api: int, site: Path) -> Iterator[httpx.Client]:
    with (
        start_nginx(tmp_path_factory.mktemp("nginx"), api, site) as nginx,
        httpx.Client(base_url=nginx.url, timeout=PATIENCE) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def token(web: httpx.Client) -> str:
    account = {"email": "miles@example.org", "password": "so what 1959", "country": "DE", "currency": "EUR"}
    created = web.post("/api/v1/auth/register", json=account)
    assert created.status_code == 201, created.text
    answer = web.post(
        "/api/v1/auth/login", data={"username": account["email"], "password": account["password"]}
    ).raise_for_status()
    return str(answer.json()["access_token"])


@pytest.mark.parametrize("path", ["/", "/searches/0198c0de", "/connect/discogs?state=x"])
def test_every_page_is_the_web_app(web: httpx.Client, path: str) -> None:
    answer = web.get(path)
    assert answer.status_code == 200
    assert "VinylDigger" in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["server"] == "nginx"  # no version


def test_assets_are_kept_for_ever_and_compressed(web: httpx.Client) -> None:
    answer = web.get("/assets/app-1a2b3c.js", headers={"Accept-Encoding": "gzip"})
    assert answer.text == SCRIPT
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-security-policy"]
    assert web.get("/assets/gone.js").status_code == 404  # never index.html as a script


def test_api_is_passed_on_with_its_own_headers(web: httpx.Client) -> None:
    answer = web.get("/api/v1/meta")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert len(answer.headers.get_list("x-content-type-options")) == 1
    assert answer.headers["x-request-id"]


@pytest.mark.parametrize(
    "header",
    [
        "content-security-policy",
        "x-content-type-options",
        "referrer-policy",
        "x-frame-options",
        "cross-origin-opener-policy",
        "permissions-policy",
    ],
)
def test_web_app_and_api_have_the_same_security_headers(web: httpx.Client, header: str) -> None:
    assert web.get("/").headers[header] == web.get("/api/v1/meta").headers[header]


def test_transport_security_only_over_tls(web: httpx.Client) -> None:
    assert "strict-transport-security" not in web.get("/").headers
    assert "strict-transport-security" in web.get("/", headers={"X-Forwarded-Proto": "https"}).headers


@pytest.mark.parametrize("path", ["/metrics", "/health/ready", "/health/details"])
def test_operations_stay_inside(web: httpx.Client, path: str) -> None:
    assert web.get(path).status_code == 404


def test_alive(web: httpx.Client) -> None:
    assert web.get("/health").status_code == 200


@pytest.mark.parametrize("megabytes", [1.5, 3])  # refused by the API, and by nginx
def test_too_large_a_body_is_told_in_the_apis_form(web: httpx.Client, megabytes: float) -> None:
    answer = web.post("/api/v1/auth/register", content=b" " * int(megabytes * 2**20))
    assert answer.status_code == 413
    assert answer.json()["code"] == "payload_too_large"


def test_events_arrive_at_once_and_unbuffered(web: httpx.Client, token: str) -> None:
    with web.stream("GET", "/api/v1/events", headers={"Authorization": f"Bearer {token}"}) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert "content-encoding" not in answer.headers
        assert next(answer.iter_lines())  # while the stream is open


def test_api_knows_the_browsers_address(web: httpx.Client, token: str) -> None:
    forwarded = {"Authorization": f"Bearer {token}", "X-Forwarded-For": "203.0.113.7"}
    credentials = {"username": "miles@example.org", "password": "so what 1959"}
    web.post("/api/v1/auth/login", data=credentials, headers=forwarded).raise_for_status()
    sessions = web.get("/api/v1/users/me/sessions", headers=forwarded).json()
    assert "203.0.113.7" in str(sessions)


def test_missing_api_is_told_in_its_form(tmp_path: Path, site: Path) -> None:
    with start_nginx(tmp_path, free_port(), site) as nginx:
        answer = httpx.get(f"{nginx.url}/api/v1/meta", timeout=PATIENCE)
        assert (answer.status_code, answer.json()["code"]) == (503, "service_unavailable")
        assert answer.headers["retry-after"] == "5"


def test_configuration_is_valid_without_warnings(tmp_path: Path, site: Path) -> None:
    with start_nginx(tmp_path, free_port(), site):
        command = [str(NGINX), "-t", "-q", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
        checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
