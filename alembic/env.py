"""Runs the migrations against the URL that `instaclone.db.migrating` passes."""

from alembic import context
from instaclone.db.engine import create_engine
from instaclone.db.migrating import is_of_models
from instaclone.db.tables import metadata

engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.connect() as connection:
    if engine.dialect.name == "sqlite":
        # SQLite alters a table by dropping it; with foreign keys on that empties its children.
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        include_name=is_of_models,
        user_module_prefix="types.",
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
