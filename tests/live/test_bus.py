"""News travel between processes, and a missing listener costs nothing."""

import asyncio
import contextlib
import os
import secrets
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import redis

from instaclone import settings as settings_module
from instaclone.db.session import transact
from instaclone.live import bus
from instaclone.settings import Settings, settings

REDIS = os.environ.get("TEST_REDIS_URL")
DATABASE = 7  # tells this test's connections from others


async def _heard(send, wanted: int) -> list[str]:
    heard: list[str] = []

    async def listen() -> None:
        async for topic in bus.listen():
            if topic == bus.ANYTHING:
                hears.set()
                continue
            heard.append(topic)
            if len(heard) == wanted:
                return

    hears = asyncio.Event()
    listening = asyncio.create_task(listen())
    await hears.wait()
    await asyncio.to_thread(send)
    await asyncio.wait_for(listening, 5)
    return heard


def test_what_is_published_is_heard_in_order(database: Settings):
    topics = [f"media:{number}" for number in range(50)]
    assert asyncio.run(_heard(lambda: [bus.publish(topic) for topic in topics], 50)) == topics


def test_a_burst_far_beyond_what_the_kernel_holds_arrives_whole(database: Settings):
    topics = [f"marks:{number}" for number in range(500)]

    def send() -> None:
        threads = [
            threading.Thread(target=lambda part=part: [bus.publish(each) for each in part])
            for part in (topics[begin::5] for begin in range(5))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(asyncio.run(_heard(send, 500))) == sorted(topics)


def test_publishing_to_nobody_is_no_error(database: Settings):
    bus.publish("post:1")
    assert not bus.socket_path().exists()


def test_news_wait_for_the_commit_and_die_with_a_rollback(database: Settings):
    def fail(session) -> None:
        bus.publish_later(session, "post:1")
        raise ZeroDivisionError

    def send() -> None:
        with pytest.raises(ZeroDivisionError):
            transact(fail)
        transact(lambda session: bus.publish_later(session, "post:2"))

    assert asyncio.run(_heard(send, 1)) == ["post:2"]


@pytest.fixture
def on_redis(tmp_path: Path) -> Iterator[redis.Redis]:
    if not REDIS:
        pytest.skip("Redis: TEST_REDIS_URL is not set; bin/test sets it where redis-server is")
    url = f"{REDIS}?db={DATABASE}"
    with (
        settings_module.using(replace(settings(), data_dir=tmp_path, redis_url=url)),
        redis.Redis.from_url(url) as server,
    ):
        yield server


def test_over_redis_every_process_hears(on_redis: redis.Redis):
    topics = [f"post:{secrets.token_hex(4)}" for _ in range(3)]  # others may use the same server

    async def hear(hears: asyncio.Event) -> list[str]:
        heard: list[str] = []
        async for topic in bus.listen():
            hears.set()
            heard += [topic] if topic in topics else []
            if len(heard) == len(topics):
                break
        return heard

    async def both() -> list[list[str]]:
        begun = [asyncio.Event(), asyncio.Event()]
        hearing = [asyncio.create_task(hear(each)) for each in begun]
        for each in begun:
            await each.wait()
        for topic in topics:
            await asyncio.to_thread(bus.publish, topic)
        return [await each for each in hearing]

    assert asyncio.run(asyncio.wait_for(both(), 10)) == [topics] * 2


def test_who_hears_again_after_redis_hung_up_is_told_that_news_may_be_lost(
    on_redis: redis.Redis,
):
    heard: list[str] = []

    async def listen() -> None:
        async for topic in bus.listen():
            if topic not in (bus.ANYTHING, "post:again"):
                continue  # of others who use the same server
            heard.append(topic)
            if topic == bus.ANYTHING and heard.count(bus.ANYTHING) == 1:
                clients: Any = on_redis.client_list()
                for client in clients:
                    if int(client["sub"]) and int(client["db"]) == DATABASE:
                        on_redis.client_kill_filter(_id=client["id"])
            elif topic == bus.ANYTHING:
                await asyncio.to_thread(bus.publish, "post:again")
            else:
                return

    async def until_heard() -> None:
        while not heard or heard[-1] != "post:again":
            # As the fan-out does when the bus fails instead of connecting again by itself.
            with contextlib.suppress(redis.ConnectionError):
                await listen()

    asyncio.run(asyncio.wait_for(until_heard(), 10))
    assert heard == [bus.ANYTHING, bus.ANYTHING, "post:again"]


def test_only_the_owner_of_the_data_folder_can_send(database: Settings):
    assert bus.socket_path().parent.stat().st_mode & 0o077 == 0
