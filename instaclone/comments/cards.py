"""What a screen shows of comments."""

from dataclasses import dataclass, field

from instaclone.text import Piece


@dataclass(frozen=True)
class ReplyCard:
    """A comment, as far as replies have it too.

    When `is_filtered` there are no `pieces` and no `body`: the page does not hold what its reader
    does not want to see. `body` is there for those alone who may change it.
    """

    id: int
    author: str
    avatar: str
    pieces: list[Piece]
    body: str
    when: str
    moment: str
    moment_in_full: str
    like_count: int
    likes: str  # "3 likes"
    is_liked: bool
    is_edited: bool
    is_filtered: bool
    is_own: bool
    may_edit: bool
    may_delete: bool


@dataclass(frozen=True)
class CommentCard(ReplyCard):
    """A comment under a post, with the replies that are open and how many there are in all."""

    is_pinned: bool = False
    may_pin: bool = False
    reply_count: int = 0
    replies: list[ReplyCard] = field(default_factory=list)
    more_replies: int = 0  # not among `replies`


@dataclass(frozen=True)
class CommentPage:
    """A page of comments, pinned ones first, then the newest.

    `next_before` is the cursor of the following page, None at the end; `refusal` says why the
    viewer may not comment, "" when they may.
    """

    post_id: int
    cards: list[CommentCard]
    next_before: int | None
    refusal: str


@dataclass(frozen=True)
class BoxCard:
    """What became of the words sent from the box under a post.

    The box numbers its presses. `answers` is the last one answered, `posted` the last one accepted:
    the box empties itself when that was its own, and else keeps what is in it.
    """

    answers: int = 0
    posted: int = 0
    problem: str = ""
