"""A desk that runs, as its user starts it, and whoever asks it for something."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

PATIENCE = 60
_TOKEN = re.compile(r'name="form" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def token(self) -> str:
        """The token of the forms of a page."""
        return _TOKEN.findall(self.body)[0]


@dataclass
class Asker:
    """Asks a desk by its socket, with headers of its own choosing."""

    address: str
    process: subprocess.Popen[str] | None = None
    cookie: str = ""
    origin: str = field(init=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        self.host, self.origin = parts.netloc, f"http://{parts.netloc}"

    def enter(self) -> "Asker":
        """Open the first address."""
        first = self.get(self.address.removeprefix(self.origin))
        assert first.status == 200, first.body
        self.cookie = first.headers["set-cookie"].split(";")[0]
        return self

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self.ask("GET", path, None, headers)

    def post(self, path: str, body: bytes | dict[str, str], **headers: str) -> Answer:
        """Send a form as the page does: from the origin of the desk."""
        form = urlencode(body).encode() if isinstance(body, dict) else body
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if isinstance(body, dict) else {}
        return self.ask("POST", path, form, {"Origin": self.origin, **kind, **headers})

    def ask(self, method: str, path: str, body: object, headers: Mapping[str, str]) -> Answer:
        """Ask; names of headers have _ for -, and an empty one is left out."""
        sent = {"Host": self.host, "Cookie": self.cookie} | {
            name.replace("_", "-"): each for name, each in headers.items()
        }
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {name: each for name, each in sent.items() if each})
            answer = connection.getresponse()
            said = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, said, answer.read().decode("utf-8", "replace"))
        finally:
            connection.close()

    def worked(self, started: Answer) -> str:
        """Follow a form until what it began is done; return the page that says what came of it."""
        assert started.status == 303, started.body
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            page = self.get(started.headers["location"])
            if 'http-equiv="refresh"' not in page.body:
                return page.body
            time.sleep(0.2)
        raise AssertionError(page.body)


def multipart(fields: Mapping[str, str], files: list[tuple[str, str, bytes]]) -> tuple[bytes, str]:
    """Make the body of a form with files (field, name, content), and its content type."""
    edge = "edge-of-a-part"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, file, content in files:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n\r\n'
        parts += [head.encode(), content, b"\r\n"]
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"


@contextmanager
def running(folder: Path, language: str = "en") -> Iterator[Asker]:
    """Start the desk of a folder, and end it."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("STARRATING_")}
    command = [sys.executable, "-m", "starrating", "-C", str(folder), "desk", "--no-browser"]
    process = subprocess.Popen(
        command,
        env=env | {"STARRATING_LANG": language, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    try:
        address = process.stdout.readline().strip()
        assert address, process.stderr and process.stderr.read()
        yield Asker(address, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
