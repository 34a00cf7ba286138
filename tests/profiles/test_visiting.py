"""What the head of a profile says in words."""

import pytest

from instaclone.profiles.cards import PersonCard, ProfileCard
from instaclone.profiles.visiting import followed_by


@pytest.mark.parametrize(
    ("names", "count", "said"),
    [
        ([], 0, ""),
        (["ana"], 1, "Followed by ana"),
        (["ana", "ben"], 2, "Followed by ana and ben"),
        (["ana", "ben", "cleo"], 3, "Followed by ana, ben and 1 other"),
        (["ana", "ben", "cleo"], 12, "Followed by ana, ben and 10 others"),
    ],
)
def test_two_who_follow_are_named_and_the_others_counted(names: list[str], count: int, said: str):
    mutuals = [PersonCard(id=number, username=name) for number, name in enumerate(names)]
    assert followed_by(ProfileCard(mutuals=mutuals, mutual_count=count)) == said
