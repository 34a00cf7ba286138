"""Uploads become pictures here, and pictures that nothing holds are let go."""

from pathlib import Path
from typing import cast

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from instaclone.accounts.viewer import Viewer
from instaclone.media import intake
from instaclone.posts.models import PostMedia
from instaclone.profiles.models import Avatar
from instaclone.studio.models import DraftFile

# What shows or holds pictures. NULL would make every NOT IN false.
IN_USE = (
    select(PostMedia.media_id),
    select(Avatar.media_id),
    cast(SelectOfScalar[int], select(DraftFile.media_id).where(col(DraftFile.media_id) > 0)),
)


def take_in(author: Viewer, staged: Path, file_name: str, *, refuses_scans: bool = False) -> int:
    """Check, store and accept a staged file for a post to come; the id of its picture.

    With `refuses_scans` the scanner leaves it alone. Blocks on storage.
    Raises what `media.intake.take` does, also TooMany for too many unposted.
    """
    return intake.take(
        author, staged, file_name, in_use=IN_USE, videos=True, refuses_scans=refuses_scans
    )


def discard(session: Session, owner: Viewer, media_id: int) -> None:
    """Remove the owner's picture that nothing holds; raises NotFound or Conflict otherwise."""
    intake.discard(session, owner, media_id, in_use=IN_USE)
