"""Alembic, driven from Python: the only way tables are made, on both databases."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from alembic import command
from instaclone.db.engine import create_engine
from instaclone.db.full_text import PREFIX

SCRIPTS = Path(__file__).parents[2] / "alembic"


def config(url: str) -> Config:
    """The configuration that would otherwise stand in an alembic.ini."""
    made = Config()
    made.set_main_option("script_location", str(SCRIPTS))
    made.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return made


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` to a revision."""
    command.upgrade(config(url), revision)


def downgrade(url: str, revision: str = "base") -> None:
    """Take the database at `url` back to a revision."""
    command.downgrade(config(url), revision)


def is_current(url: str) -> bool:
    """Whether the database is at the newest revision."""
    newest = ScriptDirectory.from_config(config(url)).get_current_head()
    made = create_engine(url)
    with made.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    made.dispose()
    return current == newest


def is_of_models(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table or index is one of the models', not one of a full-text engine."""
    return kind not in ("table", "index") or not (name or "").startswith(PREFIX)


def differences(connection: Connection) -> list:
    """What a migration would still have to do for the database to equal the models."""
    from instaclone.db.tables import metadata

    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "include_name": is_of_models}
    )
    return compare_metadata(context, metadata)
