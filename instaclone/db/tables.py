"""Every table, for migrations and tests: the one look upstairs that `db` is allowed."""

import instaclone.accounts.models
import instaclone.activity.models
import instaclone.collections.models
import instaclone.comments.models
import instaclone.explore.models
import instaclone.jobs.models
import instaclone.media.models
import instaclone.objects.models
import instaclone.places.models
import instaclone.posts.models
import instaclone.profiles.models
import instaclone.relations.models
import instaclone.search.models
import instaclone.storage.models
import instaclone.studio.models
import instaclone.tags.models
import instaclone.vision.models  # noqa: F401 - importing a table registers it
from instaclone.db.naming import metadata

__all__ = ["metadata"]
