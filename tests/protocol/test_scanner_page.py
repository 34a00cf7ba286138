"""The page about the scanner: moderators use it, for all others there is none."""

import asyncio

from sqlmodel import Session, select

from instaclone.accounts import appointing
from instaclone.vision import tallying
from instaclone.vision.models import LabelThreshold
from instaclone.vision.state import ScannerState
from tests.browser import rows
from tests.protocol.conftest import Scene
from tests.protocol.tabs import tab

STATE = ScannerState.get_full_name()
PATH = "/admin/scanner"
MISSING = "Not found"
LEADS_THERE, LEADS_NOWHERE = (f'"is_moderator_rx_state_": {said}' for said in ("true", "false"))


def test_others_find_nothing_there_and_change_nothing(scene: Scene):
    scene.site.transact(_count)

    async def attack(cookie: str | None) -> str:
        async with tab(scene.site.url, cookie) as other:
            heard = await other.call(f"{STATE}.open", {}, PATH)
            for name, payload in (
                ("change", {"label": "dog"}),
                ("weigh", {"typed": "70"}),
                ("save", {"form": {"least": "70"}}),
                ("reset_label", {}),
                ("sort", {"order": "name"}),
            ):
                heard += await other.call(f"{STATE}.{name}", payload, PATH)
            return heard

    for cookie in (None, scene.ben.token):
        heard = asyncio.run(attack(cookie))
        assert MISSING in heard
        assert "dog" not in heard
    assert scene.site.read(_thresholds) == {}


def test_a_moderator_sees_what_a_threshold_would_change_and_changes_it(scene: Scene):
    # Of this thing nobody else here posts anything.
    rows.fill(scene.site, scene.ana.viewer, ["A zebra"], {"zebra": 1})
    scene.site.transact(_count)
    moderator = scene.site.person("moderator")
    scene.site.transact(appointing.appoint, moderator.name)

    async def act() -> list[str]:
        async with tab(scene.site.url, moderator.token) as page:
            said = [
                await page.call(f"{STATE}.{name}", payload, PATH)
                for name, payload in (
                    ("open", {}),
                    ("change", {"label": "zebra"}),
                    ("weigh", {"typed": "95"}),
                    ("weigh", {"typed": "seven"}),
                    ("save", {"form": {"least": "7"}}),
                    ("save", {"form": {"least": " 95 % "}}),
                )
            ]
            scene.site.transact(appointing.dismiss, moderator.name)
            return [*said, await page.call(f"{STATE}.change", {"label": "zebra"}, PATH)]

    opened, changing, weighed, nonsense, refused, saved, dismissed = asyncio.run(act())
    assert "zebra" in opened
    assert LEADS_THERE in opened
    assert "Of 1 box, 1 would be sure enough, as now." in changing
    assert "Of 1 box, 0 would be sure enough; now 1." in weighed
    assert "A threshold lies between 25 and 95 %." in nonsense
    assert "Counting zebras anew" not in refused
    assert "Counting zebras anew" in saved
    assert scene.site.read(_thresholds) == {"zebra": 0.95}
    assert MISSING in dismissed
    assert LEADS_NOWHERE in dismissed
    scene.site.transact(_undo)


def _count(session: Session) -> None:
    tallying.write(session, tallying.tallied(session))


def _thresholds(session: Session) -> dict[str, float]:
    return {row.label: row.least for row in session.exec(select(LabelThreshold))}


def _undo(session: Session) -> None:
    for row in session.exec(select(LabelThreshold)).all():
        session.delete(row)
