"""Every setting, read once from the environment and `.env`; nobody else reads os.environ."""

import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

DATABASES = ("sqlite:", "mysql+pymysql:", "mariadb+pymysql:")
STORAGES = ("file", "s3", "database")
REGISTRATIONS = ("open", "closed")
S3_OPTIONS = (
    "AWS_ENDPOINT_URL_S3",
    "AWS_ENDPOINT_URL",
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
)
TILE_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?")
SECRET_LENGTH = 32  # characters at least
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


class SettingsError(ValueError):
    """A setting is malformed; the sentence names it and the rule."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the administrator chose. Paths are absolute; times are in the unit the name says."""

    data_dir: Path
    database_url: str
    storage_url: str
    redis_url: str | None
    secret_key: bytes = field(repr=False)
    public_url: str
    port: int
    host: str
    web_workers: int
    embedded_worker: bool
    worker_threads: int
    yolo_model: str | None
    registration: str
    private_community: bool
    master_days: int
    draft_bytes: int
    require_alt_text: bool
    map_tiles_url: str | None
    map_tiles_attribution: str
    trusted_proxy_hops: int
    log_json: bool
    s3_options: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def queue_path(self) -> Path:
        """The file of the embedded job queue."""
        return self.data_dir / "queue.db"

    @property
    def staging_dir(self) -> Path:
        """Where uploads arrive and pictures are worked on; nothing stays here."""
        return self.data_dir / "staging"

    @property
    def run_dir(self) -> Path:
        """Sockets of running processes."""
        return self.data_dir / "run"

    @property
    def is_tls(self) -> bool:
        """Whether browsers reach the site over https."""
        return self.public_url.startswith("https://")


_chosen: list[Settings] = []


def settings() -> Settings:
    """The settings of this process; a malformed one raises SettingsError, which names it."""
    if not _chosen:
        _chosen.append(load({**dotenv_values(".env"), **os.environ}))
    return _chosen[-1]


@contextmanager
def using(other: Settings) -> Iterator[Settings]:
    """Other settings for a while: tests and benchmarks move between databases and storages."""
    _chosen.append(other)
    try:
        yield other
    finally:
        _chosen.remove(other)


def load(environ: Mapping[str, str | None]) -> Settings:
    """Settings from variable names and texts; makes DATA_DIR and the secret if missing."""
    env = {name: value for name, value in environ.items() if value is not None}
    data_dir = Path(env.get("DATA_DIR") or "data").expanduser().resolve()
    try:
        # Password hashes and originals with their places lie in it: nobody else's business.
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"DATA_DIR {data_dir} cannot be made: {error.strerror}.") from error
    port = _number(env, "PORT", 3000, 1, 65535)
    redis_url = env.get("REDIS_URL") or None
    if redis_url and not redis_url.startswith(("redis://", "rediss://", "unix://")):
        raise SettingsError("REDIS_URL must begin with redis://, rediss:// or unix://.")
    workers = _number(env, "WEB_WORKERS", 1, 1, 64)
    if workers > 1 and not redis_url:
        raise SettingsError("WEB_WORKERS above 1 needs REDIS_URL: the processes share state there.")
    return Settings(
        data_dir=data_dir,
        database_url=_database_url(env, data_dir),
        storage_url=_storage_url(env, data_dir),
        redis_url=redis_url,
        secret_key=_secret_key(env, data_dir),
        public_url=_public_url(env, port),
        port=port,
        host=env.get("HOST") or "0.0.0.0",  # noqa: S104 - phones in the house should reach it
        web_workers=workers,
        embedded_worker=_flag(env, "EMBEDDED_WORKER", True),
        worker_threads=_number(env, "WORKER_THREADS", 2, 1, 64),
        yolo_model=env.get("YOLO_MODEL") or None,
        registration=_choice(env, "REGISTRATION", REGISTRATIONS),
        private_community=_flag(env, "PRIVATE_COMMUNITY", False),
        master_days=_number(env, "MASTER_DAYS", 30, 0, 36500),
        draft_bytes=_number(env, "DRAFT_GB", 20, 1, 100_000) * 10**9,
        require_alt_text=_flag(env, "REQUIRE_ALT_TEXT", False),
        map_tiles_url=_map_tiles_url(env),
        map_tiles_attribution=(env.get("MAP_TILES_ATTRIBUTION") or "")[:200],
        trusted_proxy_hops=_number(env, "TRUSTED_PROXY_HOPS", 0, 0, 8),
        s3_options=tuple((name, env[name]) for name in S3_OPTIONS if env.get(name)),
        log_json=_flag(env, "LOG_JSON", False),
    )


def _number(env: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = env.get(name) or str(default)
    if not text.isdecimal() or not least <= int(text) <= most:
        raise SettingsError(f"{name} must be a whole number from {least} to {most}, not {text!r}.")
    return int(text)


def _flag(env: Mapping[str, str], name: str, default: bool) -> bool:
    text = env.get(name, "1" if default else "0").strip().lower()
    if text not in TRUE + FALSE:
        raise SettingsError(f"{name} must be 1 or 0, not {text!r}.")
    return text in TRUE


def _choice(env: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    text = (env.get(name) or choices[0]).strip().lower()
    if text not in choices:
        raise SettingsError(f"{name} must be one of {', '.join(choices)}, not {text!r}.")
    return text


def _database_url(env: Mapping[str, str], data_dir: Path) -> str:
    url = env.get("DATABASE_URL") or f"sqlite:///{data_dir / 'instaclone.db'}"
    if not url.startswith(DATABASES):
        raise SettingsError("DATABASE_URL must begin with sqlite:/// or mysql+pymysql://.")
    return url


def _storage_url(env: Mapping[str, str], data_dir: Path) -> str:
    url = env.get("STORAGE_URL") or (data_dir / "media").as_uri()
    if urlsplit(url).scheme not in STORAGES:
        raise SettingsError("STORAGE_URL must begin with file://, s3:// or database://.")
    return url


def _public_url(env: Mapping[str, str], port: int) -> str:
    url = (env.get("PUBLIC_URL") or f"http://localhost:{port}").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
        raise SettingsError("PUBLIC_URL must be http(s)://host[:port] without a path.")
    return url


def _map_tiles_url(env: Mapping[str, str]) -> str | None:
    url = env.get("MAP_TILES_URL") or None
    if url and not (
        url.startswith(("https://", "http://")) and all(f"{{{name}}}" in url for name in "xyz")
    ):
        raise SettingsError(
            "MAP_TILES_URL must be http(s) with {z}, {x} and {y} in it, such as "
            "https://tiles.example/{z}/{x}/{y}.png."
        )
    # It stands in a header, where a browser reads it as a rule.
    if url and not TILE_HOST.fullmatch(urlsplit(url).netloc):
        raise SettingsError("MAP_TILES_URL must name one host, without {s} or a password.")
    return url


def _secret_key(env: Mapping[str, str], data_dir: Path) -> bytes:
    if given := env.get("SECRET_KEY"):
        if len(given) < SECRET_LENGTH:
            raise SettingsError(f"SECRET_KEY must have at least {SECRET_LENGTH} characters.")
        return given.encode()
    path = data_dir / "secret_key"
    if not path.exists():
        # Made whole under another name and linked into place, so that two processes
        # that start together end with one key and neither reads half of it.
        draft = path.with_name(f"secret_key.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    kept = path.read_text().strip()
    if len(kept) < SECRET_LENGTH:
        raise SettingsError(
            f"{path} must hold at least {SECRET_LENGTH} characters. Put the old key back, or "
            "delete the file to have a new one made; addresses signed until now end then."
        )
    return kept.encode()
