"""Which notifications a person finds: the one condition for the list, the count and the toasts.

Recorded was what they wanted to hear then. Who has been blocked, muted with notifications or
suspended since, and what has been deleted, archived or closed to them, is left out while it lasts.
"""

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import SEARCH, Notification
from instaclone.comments.models import Comment
from instaclone.comments.visibility import visible_comments
from instaclone.db.kept import kept
from instaclone.posts.models import Post
from instaclone.posts.visibility import findable_posts, visible_posts
from instaclone.relations.standing import mutes, visible_people

_actor, _post, _comment = aliased(User), aliased(Post), aliased(Comment)


@kept
def visible_notifications(
    viewer: Viewer, notification: type[Notification] = Notification
) -> ColumnElement[bool]:
    """The condition on Notification, or an alias of it, under which the viewer finds it."""
    return and_(
        col(notification.recipient_id) == viewer.id,
        exists().where(
            col(_actor.id) == col(notification.actor_id), visible_people(viewer, _actor)
        ),
        ~mutes(viewer.id, col(notification.actor_id), notifications=True),
        or_(
            col(notification.post_id).is_(None),
            exists().where(
                col(_post.id) == col(notification.post_id),
                visible_posts(viewer, _post),
                # What a search found, a search must still find.
                or_(col(notification.kind) != SEARCH, findable_posts(viewer, _post)),
            ),
        ),
        or_(
            col(notification.comment_id).is_(None),
            exists().where(
                col(_comment.id) == col(notification.comment_id),
                visible_comments(viewer, _comment),
            ),
        ),
    )
