"""The privacy check says what a draft gives away, and who will see it."""

import pytest
from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.errors import NotFound
from instaclone.media.models import VIDEO
from instaclone.posts.models import CLOSE_FRIENDS, FOLLOWERS, ONLY_ME, PUBLIC
from instaclone.profiles import opting_out
from instaclone.profiles.models import Profile
from instaclone.relations.models import CloseFriend
from instaclone.retouching.recipes import Area, Cover, Recipe
from instaclone.studio import drafting, file_editing, privacy
from instaclone.studio.models import DraftFile
from instaclone.studio.queries import draft_card
from instaclone.vision.models import Detection
from tests import make
from tests.statements import counted


def draft_with(session: Session, owner: Viewer, labels: dict[str, int] | None, **media) -> str:
    """A draft of one file, scanned where `labels` says what was found."""
    code = drafting.begin(session, owner)
    add(session, owner, code, labels, **media)
    return code


def add(
    session: Session,
    owner: Viewer,
    code: str,
    labels: dict[str, int] | None,
    name: str = "lake.jpg",
    **media,
) -> DraftFile:
    """One more file of a draft."""
    file_code = drafting.add_file(session, owner, code, name, 1000)
    picture = make.media(session, owner, **media)
    if labels is not None:
        make.scan(session, picture, labels)
    drafting.arrived(session, owner, file_code, picture.id or 0)
    return drafting.own_file(session, owner, file_code)[1]


def texts(session: Session, owner: Viewer, code: str) -> dict[str, str]:
    """The sentences of a report by their kind."""
    return {line.kind: line.text for line in privacy.report(session, owner, code).lines}


def alt_draft(session: Session, owner: Viewer, code: str) -> str:
    """What the scanner would say of the only file of a draft."""
    card, _ = draft_card(session, owner, code)
    return card.files[0].alt_draft


def test_it_names_people_vehicles_screens_and_books_with_their_files(session: Session):
    ana = make.user(session)
    found = {"person": 2, "car": 1, "bus": 2, "laptop": 1, "book": 3, "dog": 1}
    code = draft_with(session, ana, found)
    add(session, ana, code, {"person": 1}, name="garden.heic")
    said = texts(session, ana, code)
    assert said["people"].startswith("2 people on lake.jpg; 1 person on garden.heic. ")
    assert said["vehicles"] == ("1 car and 2 buses on lake.jpg. A number plate may be readable.")
    assert "1 laptop on lake.jpg" in said["screens"]
    assert "3 books on lake.jpg" in said["papers"]
    assert "clear" not in said


def test_what_was_not_looked_at_is_not_called_clear(session: Session):
    ana = make.user(session)
    said = texts(session, ana, draft_with(session, ana, None))
    assert said == {"waiting": "The scanner has not looked at lake.jpg yet."}


def test_a_picture_of_nothing_private_is_clear_and_modest_about_it(session: Session):
    ana = make.user(session)
    assert list(texts(session, ana, draft_with(session, ana, {"dog": 1}))) == ["clear"]


def test_what_is_covered_or_cropped_is_not_warned_of_nor_described(session: Session):
    ana = make.user(session)
    code = drafting.begin(session, ana)
    file = add(session, ana, code, {"person": 1})  # at 10 % to 30 % from the top left
    assert "people" in texts(session, ana, code)
    assert alt_draft(session, ana, code) == "A person on the left."
    for recipe in (
        Recipe(covers=(Cover(Area(0.08, 0.08, 0.25, 0.25)),)),
        Recipe(crop=Area(0.5, 0.5, 0.5, 0.5)),
    ):
        file_editing.retouch(session, ana, file.code, recipe)
        assert "people" not in texts(session, ana, code)
        assert alt_draft(session, ana, code) == ""


def test_a_flipped_picture_is_described_as_it_will_be_seen(session: Session):
    ana = make.user(session)
    code = drafting.begin(session, ana)
    file = add(session, ana, code, {"person": 1})
    file_editing.retouch(session, ana, file.code, Recipe(is_flipped=True))
    assert alt_draft(session, ana, code) == "A person on the right."


def test_what_is_trimmed_off_a_film_is_not_warned_of(session: Session):
    ana = make.user(session)
    code = drafting.begin(session, ana)
    file = add(session, ana, code, {}, kind=VIDEO, duration_ms=9000)
    session.add_all(
        Detection(
            media_id=file.media_id or 0,
            position=position,
            label="person",
            confidence=0.9,
            left=0.1 * position,
            top=0.1,
            width=0.1,
            height=0.1,
            at_ms=at_ms,
        )
        for position, at_ms in enumerate((1000, 1000, 2000))
    )
    session.flush()
    assert texts(session, ana, code)["people"].startswith("2 people on ")
    file_editing.retouch(session, ana, file.code, Recipe(start_ms=1500))
    assert texts(session, ana, code)["people"].startswith("1 person on ")
    file_editing.retouch(session, ana, file.code, Recipe())
    assert alt_draft(session, ana, code) == "A film that shows two people."


@pytest.mark.parametrize(
    ("visibility", "text"),
    [
        (ONLY_ME, "Nobody but you will be able to see it."),
        (CLOSE_FRIENDS, "1 person will be able to see it."),
        (FOLLOWERS, "2 people will be able to see it."),
    ],
)
def test_it_counts_who_will_see_it(session: Session, visibility: str, text: str):
    ana, ben, cem = (make.user(session) for _ in range(3))
    for each in (ben, cem):
        make.follow(session, each, ana)
    session.add(CloseFriend(owner_id=ana.id, friend_id=ben.id))
    session.flush()
    assert privacy.audience(session, ana, visibility) == text


def test_everyone_means_followers_under_a_private_account(session: Session):
    ana, ben = make.user(session), make.user(session)
    make.follow(session, ben, ana)
    assert privacy.audience(session, ana, PUBLIC).startswith("Everyone who can open this site")
    profile = session.get(Profile, ana.id)
    assert profile
    profile.is_private = True
    session.flush()
    assert privacy.audience(session, ana, PUBLIC) == "1 person will be able to see it."


def test_nobody_else_reads_it(session: Session):
    ana, ben = make.user(session), make.user(session)
    code = drafting.begin(session, ana)
    add(session, ana, code, {"person": 1})
    with pytest.raises(NotFound):
        privacy.report(session, ben, code)
    with pytest.raises(NotFound):
        alt_draft(session, ben, code)


def test_it_takes_as_many_statements_for_many_files_as_for_one(session: Session):
    ana = make.user(session)
    code = draft_with(session, ana, {"person": 1})
    with counted(session) as one:
        privacy.report(session, ana, code)
    for number in range(8):
        add(session, ana, code, {"car": 1}, name=f"{number}.jpg")
    with counted(session) as many:
        privacy.report(session, ana, code)
    assert len(many) == len(one) <= 10


def test_it_says_why_nothing_was_looked_for(session: Session):
    ana = make.user(session)
    code = draft_with(session, ana, None)
    assert "waiting" in texts(session, ana, code)
    opting_out.set_refuses_scans(session, ana, True)
    said = texts(session, ana, code)
    assert said["refused"].startswith("You asked the scanner to leave your pictures alone")
    assert "waiting" not in said
    assert "clear" not in said


def test_a_draft_that_refuses_scans_says_so_and_drafts_nothing(session: Session):
    ana = make.user(session)
    code = draft_with(session, ana, {"person": 1})
    assert alt_draft(session, ana, code)
    assert not privacy.report(session, ana, code).is_refused
    refusing = drafting.DraftChoices(refuses_scans=True)
    drafting.save_words(session, ana, code, drafting.DraftWords(choices=refusing), 0)
    card = privacy.report(session, ana, code)
    assert card.is_refused
    (line,) = card.lines
    assert (line.kind, line.text) == ("refused", privacy.REFUSED_HERE_TEXT)
    assert alt_draft(session, ana, code) == ""
    opting_out.set_refuses_scans(session, ana, True)  # then the one would change nothing
    assert texts(session, ana, code) == {"refused": privacy.REFUSED_TEXT}


def test_a_draft_whose_files_are_not_scanned_yet_refuses_nothing(session: Session):
    ana = make.user(session)
    assert not privacy.report(session, ana, draft_with(session, ana, None)).is_refused
