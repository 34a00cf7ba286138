"""What a draft would give away: said before the world sees it, and never in its way."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func
from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.media import facts, limits
from instaclone.media.models import READY, Media
from instaclone.posts.choices import has_private_account
from instaclone.posts.models import CLOSE_FRIENDS, FOLLOWERS, ONLY_ME
from instaclone.profiles.opting_out import refuses_scans
from instaclone.relations.models import CloseFriend, Follow
from instaclone.relations.standing import visible_people
from instaclone.settings import settings
from instaclone.studio.drafting import DraftChoices, own_draft, words_of
from instaclone.studio.repeats import repeats
from instaclone.studio.sharing import files_of
from instaclone.text import listed
from instaclone.vision import words
from instaclone.vision.seeing import Sight, sights

PEOPLE, VEHICLES, SCREENS, PAPERS, METADATA, REPEAT, CLEAR, WAITING, REFUSED = (
    "people",
    "vehicles",
    "screens",
    "papers",
    "metadata",
    "repeat",
    "clear",
    "waiting",
    "refused",
)
LABELS = {
    PEOPLE: ("person",),
    VEHICLES: ("car", "truck", "bus", "motorcycle"),
    SCREENS: ("tv", "laptop", "cell phone"),
    PAPERS: ("book",),
}
ADVICE = {
    PEOPLE: "Do they want to be seen here?",
    VEHICLES: "A number plate may be readable.",
    SCREENS: "What is on the screen may be readable.",
    PAPERS: "What is printed or written may be readable.",
}
REFUSED_TEXT = (
    "You asked the scanner to leave your pictures alone, so nobody has looked for people, vehicles "
    "or screens, and there are no drafts of alt text. Your privacy settings change that."
)
REFUSED_HERE_TEXT = (
    "You asked the scanner to leave this post's pictures alone, so nobody has looked for people, "
    "vehicles or screens, and there are no drafts of alt text. “Do not scan these pictures” under "
    "More options changes that."
)
LEAST = 0.25  # confidence: better one warning too many


@dataclass(frozen=True)
class PrivacyLine:
    """One thing to think about; `kind` is one of the words above, `post` the code of the post that
    it is about, or ""."""

    kind: str
    text: str
    post: str = ""


@dataclass(frozen=True)
class PrivacyCard:
    """Everything there is to think about before sharing; `audience` says who will see it.
    `is_refused`: the scanner leaves the files alone."""

    audience: str = ""
    is_refused: bool = False
    lines: list[PrivacyLine] = field(default_factory=list)


Looked = Sequence[tuple[str, Media, Sight]]


def report(session: Session, owner: Viewer, code: str) -> PrivacyCard:
    """What the owner's draft would give away, from what was found and read in its files.

    What is cropped, covered or trimmed away is not counted. What its author posted already is told
    too. Raises NotFound.
    """
    draft = own_draft(session, owner, code)
    files = [
        (file, media)
        for file, media in files_of(session, draft)
        if media is not None and media.state == READY
    ]
    seen = sights(session, [(media, file.recipe) for file, media in files])
    looked = [
        (limits.shown(file.file_name), media, seen[media.id]) for file, media in files if media.id
    ]
    found = [line for kind in LABELS for line in _found(kind, looked)]
    waiting = [name for name, _, sight in looked if not sight.is_scanned]
    lines = [*found, *_metadata(looked), *_repeats(session, owner, looked)]
    choices = words_of(draft).choices
    refusal = _refusal(session, owner, choices) if waiting else ""
    if refusal:
        lines.append(PrivacyLine(REFUSED, refusal))
    elif waiting:
        text = f"The scanner has not looked at {listed(waiting)} yet."
        lines.append(PrivacyLine(WAITING, text))
    elif looked and not found:
        text = "The scanner found no people, vehicles, screens or books. It may have missed some."
        lines.append(PrivacyLine(CLEAR, text))
    return PrivacyCard(audience(session, owner, choices.visibility), bool(refusal), lines)


def audience(session: Session, owner: Viewer, visibility: str) -> str:
    """How many people will be able to see a post of this visibility, in a sentence."""
    if visibility == ONLY_ME:
        return "Nobody but you will be able to see it."
    if visibility == CLOSE_FRIENDS:
        kept = CloseFriend.owner_id == owner.id
        return _people(_count(session, owner, CloseFriend, CloseFriend.friend_id, kept))
    if visibility == FOLLOWERS or has_private_account(session, owner):
        kept = Follow.followed_id == owner.id
        return _people(_count(session, owner, Follow, Follow.follower_id, kept))
    everybody = select(func.count()).select_from(User)
    count = session.exec(everybody.where(User.id != owner.id, visible_people(owner))).one()
    if settings().private_community:
        return _people(count)
    return (
        f"Everyone who can open this site will be able to see it, also without an account: "
        f"{_counted_people(count)} here, and guests."
    )


def _count(session: Session, owner: Viewer, rows, person, condition) -> int:
    statement = select(func.count()).select_from(rows).join(User, col(User.id) == person)
    return session.exec(statement.where(condition, visible_people(owner))).one()


def _refusal(session: Session, owner: Viewer, choices: DraftChoices) -> str:
    """Why the scanner leaves the files alone, and what changes that; "" when it does not."""
    if refuses_scans(session, owner.id):
        return REFUSED_TEXT
    return REFUSED_HERE_TEXT if choices.refuses_scans else ""


def _found(kind: str, looked: Looked) -> list[PrivacyLine]:
    """At most one line about a kind of thing: "2 people on a.jpg, 1 bus on b.jpg. ADVICE"."""
    told = []
    for name, _, sight in looked:
        most = sight.most(LEAST)
        things = [words.counted(label, most[label]) for label in LABELS[kind] if label in most]
        if things:
            told.append(f"{listed(things)} on {name}")
    return [PrivacyLine(kind, f"{'; '.join(told)}. {ADVICE[kind]}")] if told else []


def _metadata(looked: Looked) -> list[PrivacyLine]:
    """What the files carried beside their pictures, and that it does not go out."""
    carried = [(name, facts.from_text(media.facts).metadata) for name, media, _ in looked]
    told = [f"{listed(kinds)} in {name}" for name, kinds in carried if kinds]
    if not told:
        return []
    text = "; ".join(told)
    return [PrivacyLine(METADATA, f"{text[:1].upper()}{text[1:]}. Removed: nobody will get it.")]


def _repeats(session: Session, owner: Viewer, looked: Looked) -> list[PrivacyLine]:
    """A line for each file that is nearly the same as what its author has posted, or as another."""
    names = [name for name, _, _ in looked]
    lines = []
    for each in repeats(session, owner, [media for _, media, _ in looked]):
        name = names[each.number]
        text = (
            f"You posted {name} already, or a picture that is nearly the same."
            if each.code
            else f"{names[each.earlier]} and {name} are nearly the same picture."
        )
        lines.append(PrivacyLine(REPEAT, text, each.code))
    return lines


def _people(count: int) -> str:
    if count == 0:
        return "Nobody but you will be able to see it, so far."
    return f"{_counted_people(count)} will be able to see it."


def _counted_people(count: int) -> str:
    return f"{count:,} {'person' if count == 1 else 'people'}"
