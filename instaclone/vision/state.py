"""What moderators see of the scanner: how right it is with each label, and from when one counts."""

import re

import reflex as rx

from instaclone import caller
from instaclone.accounts.state import viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async, transact_async
from instaclone.errors import Invalid, NotFound
from instaclone.live.tabs import follow
from instaclone.shell.state import NoticeState
from instaclone.text import count_of
from instaclone.vision import precision, thresholds
from instaclone.vision.cards import Effect, LabelReport
from instaclone.vision.words import plural

NUMBER = re.compile(r"\s*(\d{1,3})\s*%?\s*")
TYPED_LENGTH = 20
LABEL_LENGTH = 64
DEFAULT_PER_CENT = round(100 * thresholds.DEFAULT)


class ScannerState(rx.State):
    """The reports, in their order, and the label whose threshold is being changed: `typed` in per
    cent, with its `effect` or the `problem` with it."""

    reports: list[LabelReport] = []
    order: str = precision.VERDICTS
    is_open: bool = False
    is_missing: bool = False
    title: str = "Instaclone"
    label: str = ""
    typed: str = ""
    effect: str = ""
    problem: str = ""

    @rx.event
    async def open(self):
        """Show it to moderators; for all others there is nothing here."""
        self._close()
        follow(self, ScannerState.refresh, thresholds.TOPIC)
        await self._read(await viewer_of(self))

    @rx.event
    async def refresh(self):
        """Something was counted anew or decided."""
        viewer = await viewer_of(self)
        await self._read(viewer)
        if self.label and not self.is_missing:
            await self._weigh(viewer)

    @rx.event
    async def sort(self, order: str):
        """Show them in another order."""
        self.order = order if order in precision.ORDERS else precision.VERDICTS
        await self._read(await viewer_of(self))

    @rx.event
    async def change(self, label: str):
        """Begin to change the threshold of a label."""
        viewer = await viewer_of(self)
        await self._read(viewer)
        found = [each for each in self.reports if each.label == str(label)[:LABEL_LENGTH]]
        if not found:
            return
        self.label, self.typed = found[0].label, str(found[0].least)
        await self._weigh(viewer)

    @rx.event
    async def close(self):
        """Leave the threshold as it is."""
        self._close()

    @rx.event
    async def weigh(self, typed: str):
        """Say what a threshold would change."""
        self.typed = str(typed)[:TYPED_LENGTH]
        await self._weigh(await viewer_of(self))

    @rx.event
    async def save(self, form: dict):
        """Count the label from what is typed on."""
        viewer = await viewer_of(self)
        self.typed = str(form.get("least", ""))[:TYPED_LENGTH]
        await self._weigh(viewer)
        if viewer is None or not self.label or self.problem:
            return None
        return await self._decide(viewer, thresholds.set_threshold, self.label, self._least())

    @rx.event
    async def reset_label(self):
        """Count the label from the usual confidence on again."""
        viewer = await viewer_of(self)
        if viewer is None or not self.label:
            return None
        return await self._decide(viewer, thresholds.reset_threshold, self.label)

    async def _decide(self, viewer: Viewer, act, *what):
        label = self.label
        try:
            is_new = await transact_async(act, viewer, *what)
        except NotFound:
            is_new = False
        self._close()
        await self._read(viewer)
        if self.is_missing or not is_new:
            return None
        return NoticeState.say(f"Counting {plural(label)} anew. This page shows when it is done.")

    async def _read(self, viewer: Viewer | None):
        languages = caller.languages(self.router.headers.accept_language)
        try:
            self.reports = await read_async(precision.label_reports, viewer, self.order, languages)
        except NotFound:
            self._lose()
        else:
            self.is_open, self.is_missing, self.title = True, False, "The scanner · Instaclone"

    async def _weigh(self, viewer: Viewer | None):
        """Say what is typed would change, or what is wrong with it."""
        self.effect = self.problem = ""
        if not self.label:
            return
        try:
            effect = await read_async(precision.effect_of, viewer, self.label, self._least())
        except NotFound:
            self._lose()
        except Invalid as refusal:
            self.problem = str(refusal)
        else:
            self.effect = _said(effect)

    def _least(self) -> float:
        found = NUMBER.fullmatch(self.typed)
        return int(found[1]) / 100 if found else 0.0

    def _close(self):
        self.label = self.typed = self.effect = self.problem = ""

    def _lose(self):
        self._close()
        self.reports, self.is_open = [], False
        self.is_missing, self.title = True, "Not found · Instaclone"


def _said(effect: Effect) -> str:
    """What a threshold changes, in a sentence."""
    boxes = count_of(effect.found, "box", "boxes")
    if effect.now == effect.then:
        return f"Of {boxes}, {effect.now:,} would be sure enough, as now."
    return f"Of {boxes}, {effect.then:,} would be sure enough; now {effect.now:,}."
