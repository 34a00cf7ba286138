"""The command line: python -m instaclone COMMAND."""

import logging
import os
import secrets
import sys
import time
from pathlib import Path

import click

from instaclone.errors import AppError, Unavailable
from instaclone.settings import SettingsError, settings

BROKEN, MALFORMED = 1, 2  # exit statuses

# Heavy imports stand inside the commands: each process loads only what it needs.


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Instaclone: photos, and what is in them, on your own machine."""


@commands.command()
@click.option("--part", type=click.Choice(["all", "web", "worker"]), default="all")
def run(part: str) -> None:
    """Migrate, build, and keep web and worker running: what bin/run calls."""
    from instaclone import running

    sys.exit(running.run(part, _say))


@commands.command()
@click.option("--lifeline", type=int, hidden=True)
def serve(lifeline: int | None) -> None:
    """Run the web process alone."""
    from instaclone import serving

    serving.serve(lifeline)


@commands.command()
@click.option("--lifeline", type=int, hidden=True)
def work(lifeline: int | None) -> None:
    """Run a worker alone."""
    from instaclone import worker

    worker.work(lifeline)


@commands.command()
def migrate() -> None:
    """Bring the database to the newest tables."""
    from sqlalchemy.exc import OperationalError

    from instaclone.db import migrating

    url, started = settings().database_url, time.monotonic()
    try:
        if migrating.is_current(url):
            return
        migrating.upgrade(url)
    except OperationalError as error:
        raise Unavailable(
            f"The database does not answer: {error.orig}. Check DATABASE_URL and the server."
        ) from None
    _say(f"Migrated the database in {time.monotonic() - started:.1f} s.")


@commands.command()
def build() -> None:
    """Build the pages if their sources changed."""
    from instaclone import building

    if not building.build(_say):
        _say("The pages are built already.")


@commands.command()
def doctor() -> None:
    """Check everything and say how to fix what is broken."""
    from instaclone import doctor

    _only_warnings()
    sys.exit(BROKEN if doctor.examine(_say) else 0)


@commands.command()
@click.option("--photos", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--people", type=click.IntRange(1, 100_000), default=8, show_default=True)
@click.option("--posts", type=click.IntRange(0, 10_000_000), help="Default: one for each photo.")
@click.option("--fast", is_flag=True, help="Bulk rows for benchmarks, without pixels.")
@click.option("--password", help="Of everybody in the demo. Default: a random one, printed.")
def seed(
    photos: Path | None, people: int, posts: int | None, fast: bool, password: str | None
) -> None:
    """Fill a demo community, through the code paths people use."""
    password = password or secrets.token_urlsafe(9)
    _only_warnings()
    if fast:
        from instaclone import bulk_seeding

        bulk_seeding.seed(people, posts or 1000, password, _say)
        return
    if photos is None:
        raise click.UsageError("--photos DIR names the folder of pictures to post.")
    from instaclone import seeding

    seeding.seed(photos, people, posts, password, _say)


@commands.command()
@click.option("--all", "everything", is_flag=True, help="Every picture.")
@click.option("--post", "code", metavar="CODE", help="The pictures of one post.")
def rescan(everything: bool, code: str | None) -> None:
    """Have pictures read again; without an option those another model has read."""
    from instaclone.db.session import transact
    from instaclone.vision import rescanning

    if code:
        from instaclone.posts.rescanning import rescan_post

        asked = transact(rescan_post, code)
    else:
        asked = transact(rescanning.rescan, everything=everything)
    _say(f"{asked} pictures wait for the scanner.")


@commands.group()
def storage() -> None:
    """Verify stored pictures, or move them to another storage."""


@storage.command()
def verify() -> None:
    """Read every stored picture and compare it with its checksum."""
    from instaclone import storing

    sys.exit(BROKEN if storing.verify(_say) else 0)


@storage.command("migrate")
@click.option("--to", "target", metavar="URL", required=True, help="file://, s3:// or database://")
def move(target: str) -> None:
    """Copy every stored picture to another storage; start it again to resume."""
    from instaclone import storing

    sys.exit(BROKEN if storing.migrate(target, _say) else 0)


@commands.group()
def admin() -> None:
    """Say who moderates this site."""


@admin.command()
@click.argument("username")
def appoint(username: str) -> None:
    """Make somebody a moderator, who also finds what moderation hides."""
    from instaclone.accounts import appointing
    from instaclone.db.session import transact

    name = transact(appointing.appoint, username)
    _say(f"{name} is a moderator.")


@admin.command()
@click.argument("username")
def dismiss(username: str) -> None:
    """Have somebody be a moderator no longer."""
    from instaclone.accounts import appointing
    from instaclone.db.session import transact

    name = transact(appointing.dismiss, username)
    _say(f"{name} is no moderator.")


def _only_warnings() -> None:
    from instaclone import logs

    logs.set_up(process="command")
    logging.getLogger().setLevel(logging.WARNING)


def _say(line: str) -> None:
    print(line, flush=True)


def main() -> None:
    """Run a command; a refusal ends with its sentence, never with a traceback."""
    # Whatever a command or its children make, database, queue and uploads, is for its owner alone.
    os.umask(0o077)
    try:
        commands()
    except SettingsError as error:
        print(error, file=sys.stderr)
        sys.exit(MALFORMED)
    except AppError as error:
        print(error, file=sys.stderr)
        sys.exit(BROKEN)


if __name__ == "__main__":
    main()
