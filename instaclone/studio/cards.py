"""What the studio shows of drafts and their files."""

from dataclasses import dataclass, field

from instaclone.media.cards import PictureCard
from instaclone.retouching.css import PreviewStyle

UPLOADING, PROCESSING, READY, REFUSED = "uploading", "processing", "ready", "refused"


@dataclass(frozen=True)
class FileCard:
    """A file of a draft. `state` is one of the words above, `status` the same for people, such as
    "Uploading, 43 %" or "Refused: REASON"; `percent` belongs to uploading and to a video's
    processing. `picture` is how it was uploaded, whatever its `recipe`; `style` shows it as the
    recipe wants it, None while it has no size. `notice` says what its author should do, such as
    trim it, or edit it another way. `media_id` is 0 until it has arrived; `lasts` is a video's,
    such as 1:05. `alt_draft` is what the scanner would say of it while its author says nothing."""

    code: str
    file_name: str
    state: str
    status: str
    percent: int = 0
    kind: str = "photo"
    media_id: int = 0
    media_code: str = ""
    picture: PictureCard | None = None
    duration_ms: int = 0
    lasts: str = ""
    alt_text: str = ""
    alt_draft: str = ""
    recipe: str = ""
    style: PreviewStyle | None = None
    notice: str = ""
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class DraftTile:
    """A draft in the list of drafts; `when` is when it was changed, `scheduled` in the author's
    own time when it publishes itself, "" where it does not."""

    code: str
    title: str
    when: str
    moment: str
    file_count: int
    picture: PictureCard | None = None
    scheduled: str = ""
    failure: str = ""


@dataclass(frozen=True)
class DraftCard:
    """A draft as its page shows it; its words are a `studio.drafting.DraftWords`."""

    id: int
    code: str
    version: int
    files: list[FileCard] = field(default_factory=list)
    scheduled: str = ""
    failure: str = ""
