"""Reads what a post's author changed, and when; nobody else sees it."""

import json
from collections import Counter
from typing import Any

from sqlmodel import Session, col, select

from instaclone import text
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.media.models import PHOTO
from instaclone.media.queries import kinds_of
from instaclone.posts.cards import ChangeCard, RevisionCard
from instaclone.posts.choices import WHO_COMMENTS, WHO_SEES
from instaclone.posts.editing import content_of
from instaclone.posts.licences import licence_name
from instaclone.posts.models import PostRevision
from instaclone.posts.visibility import editable_post
from instaclone.relations.standing import visible_people

MOST = 50
LONGEST = 500  # characters of a caption


def history(session: Session, viewer: Viewer, code: str) -> list[RevisionCard]:
    """The newest changes of the viewer's own post, newest first; raises NotFound otherwise."""
    post = editable_post(session, viewer, code)
    rows = session.exec(
        select(PostRevision)
        .where(PostRevision.post_id == post.id)
        .order_by(col(PostRevision.id).desc())
        .limit(MOST)
    ).all()
    states = [content_of(session, post), *(json.loads(row.content) for row in rows)]
    kinds = kinds_of(session, {each["media_id"] for state in states for each in state["pictures"]})
    names = _names(session, viewer, {user_id for state in states for user_id in state["people"]})
    return [
        RevisionCard(
            id=row.id or 0,
            when=text.date_and_time(row.replaced_at),
            moment=row.replaced_at.isoformat(),
            changes=changes_between(before, after, names, kinds),
        )
        for row, before, after in zip(rows, states[1:], states, strict=False)
    ]


def changes_between(
    before: dict[str, Any], after: dict[str, Any], names: dict[int, str], kinds: dict[int, str]
) -> list[ChangeCard]:
    """What differs between two contents of a post, in the words of the form.

    `names` are those of people, `kinds` whether a picture is a photo or a video.
    """
    said_before, said_after = _said(before, names), _said(after, names)
    found = [
        ChangeCard(what, said_before[what], said_after[what])
        for what in said_before
        if said_before[what] != said_after[what]
    ]
    if not any(change.what == "People" for change in found) and before.get(
        "marks", []
    ) != after.get("marks", []):
        shown = [kinds.get(each["media_id"], PHOTO) for each in after["pictures"]]
        found.append(ChangeCard(f"People moved on the {_together(shown)}"))
    return [*found, *_picture_changes(before["pictures"], after["pictures"], kinds)]


def _said(content: dict[str, Any], names: dict[int, str]) -> dict[str, str]:
    return {
        "Caption": content["caption"][:LONGEST],
        "Tags": ", ".join(f"#{tag}" for tag in content["tags"]),
        "Place": content["place"],
        # Revisions of before have none of these.
        "Content warning": content.get("warning", ""),
        "Camera data": "Shown" if content.get("shows_camera") else "Hidden",
        "People": ", ".join(f"@{names.get(each, 'unknown')}" for each in content["people"]),
        "Who sees it": WHO_SEES[content["visibility"]][0],
        "Who may comment": WHO_COMMENTS[content["comments_from"]],
        "Like count": "Hidden" if content["hides_like_count"] else "Shown",
        "Licence": licence_name(content["licence"]),
        "Search and explore": "Left out" if content.get("is_unlisted") else "Found there",
        "Scanner": "Leaves the pictures alone" if content.get("refuses_scans") else "Looks at them",
    }


def _picture_changes(
    before: list[dict[str, Any]], after: list[dict[str, Any]], kinds: dict[int, str]
) -> list[ChangeCard]:
    kept = [each["media_id"] for each in after]
    stayed = [each["media_id"] for each in before if each["media_id"] in kept]
    removed = Counter(
        kinds.get(each["media_id"], PHOTO) for each in before if each["media_id"] not in kept
    )
    made = []
    if removed:
        counts = [text.count_of(removed[kind], kind, f"{kind}s") for kind in sorted(removed)]
        made.append(ChangeCard(f"{text.listed(counts)} removed"))
    if stayed != kept:
        together = _together([kinds.get(media_id, PHOTO) for media_id in kept])
        made.append(ChangeCard(f"{together.capitalize()} put in another order"))
    described = {each["media_id"]: each["alt_text"] for each in before}
    for number, each in enumerate(after, 1):
        old = described.get(each["media_id"], each["alt_text"])
        if old != each["alt_text"]:
            made.append(
                ChangeCard(
                    f"Alt text of {kinds.get(each['media_id'], PHOTO)} {number}",
                    old,
                    each["alt_text"],
                )
            )
    return made


def _together(kinds: list[str]) -> str:
    return " and ".join(f"{kind}s" for kind in sorted(set(kinds)))


def _names(session: Session, viewer: Viewer, user_ids: set[int]) -> dict[int, str]:
    known = (col(User.id).in_(user_ids), visible_people(viewer))
    rows = session.execute(select(User.id, User.username).where(*known))
    return {user_id: name for user_id, name in rows if user_id}
