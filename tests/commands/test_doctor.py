"""The doctor finds what is broken, says how to fix it, and goes on with the rest."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from instaclone import clock, doctor
from instaclone import settings as settings_module
from instaclone.db.session import transact
from instaclone.jobs import working
from instaclone.places.models import Place
from instaclone.settings import Settings, SettingsError


@pytest.fixture(autouse=True)
def no_scanner(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scanner's own checks load the model and have tests of their own."""
    monkeypatch.setattr(doctor, "_scanner", lambda: iter(()))


def found(name: str) -> doctor.Finding:
    """What became of one check."""
    [finding] = [each for each in doctor.findings() if each.name == name]
    return finding


def test_a_migrated_database_storage_and_queue_are_well(database):
    for name in (
        "settings",
        "data folder",
        "secret key",
        "disk",
        "database",
        "clock",
        "storage",
        "queue",
    ):
        assert found(name).outcome == doctor.OK, name


def test_an_empty_database_is_told_how_to_migrate(database: Settings, tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    with settings_module.using(replace(database, database_url=url)):
        finding = found("database")
    assert finding.outcome == doctor.BROKEN
    assert "python -m instaclone migrate" in finding.detail


def test_an_unreachable_database_is_broken_and_the_rest_is_still_looked_at(database: Settings):
    url = "mysql+pymysql://nobody@127.0.0.1:1/none"
    with settings_module.using(replace(database, database_url=url)):
        findings = {each.name: each for each in doctor.findings()}
    assert findings["database"].outcome == doctor.BROKEN
    assert "DATABASE_URL" in findings["database"].detail
    assert findings["storage"].outcome == doctor.OK


def test_a_secret_key_others_can_read_is_broken(database: Settings):
    path = database.data_dir / "secret_key"
    path.write_text("0" * 64)
    path.chmod(0o644)
    finding = found("secret key")
    assert finding.outcome == doctor.BROKEN
    assert f"chmod 600 {path}" in finding.detail
    path.chmod(0o600)
    assert found("secret key").outcome == doctor.OK


def test_a_data_folder_others_can_open_is_broken(database: Settings):
    assert found("data folder").outcome == doctor.OK
    database.data_dir.chmod(0o755)
    finding = found("data folder")
    assert finding.outcome == doctor.BROKEN
    assert f"chmod 700 {database.data_dir}" in finding.detail


def test_a_living_worker_is_named_with_its_model(database):
    worker = transact(working.register)
    transact(working.beat, worker, "yolov8n.pt")
    assert found("worker") == (doctor.OK, "worker", "1 alive, with yolov8n.pt")


def test_a_site_without_a_worker_is_broken_but_one_that_does_not_run_is_not(
    database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(doctor, "_answers", lambda: True)
    assert found("worker").outcome == doctor.BROKEN
    monkeypatch.setattr(doctor, "_answers", lambda: False)
    assert found("worker").outcome == doctor.SKIPPED


def test_a_clock_that_differs_from_the_databases_is_broken(
    database, monkeypatch: pytest.MonkeyPatch
):
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=3))
    finding = found("clock")
    assert finding.outcome == doctor.BROKEN
    assert "NTP" in finding.detail


def test_a_full_disk_is_broken(database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor, "FREE_BYTES", 1 << 60)
    assert found("disk").outcome == doctor.BROKEN


def test_a_machine_that_only_works_is_not_asked_about_pages(
    database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    for name in ("port", "node", "pages"):
        finding = found(name)
        assert finding.outcome == doctor.SKIPPED
        assert "only works" in finding.detail


def test_a_malformed_setting_is_the_only_finding(monkeypatch: pytest.MonkeyPatch):
    def refuse() -> None:
        raise SettingsError("PORT must be a whole number.")

    monkeypatch.setattr(doctor, "settings", refuse)
    lines: list[str] = []
    assert doctor.examine(lines.append) == 1
    assert lines == ["BROKEN  settings: PORT must be a whole number.", "1 to fix."]


def test_the_number_of_broken_things_is_what_examine_returns(
    database, monkeypatch: pytest.MonkeyPatch
):
    def fail() -> str:
        raise ZeroDivisionError("no luck")

    monkeypatch.setattr(doctor, "CHECKS", {"a": lambda: "fine", "b": fail, "c": fail})
    lines: list[str] = []
    assert doctor.examine(lines.append) == 2
    assert lines[1] == "BROKEN  b: ZeroDivisionError: no luck"


def test_towns_that_are_not_loaded_yet_are_counted_and_nothing_to_fix(database):
    finding = found("places")
    assert finding.outcome == doctor.SKIPPED
    assert "of 155,210 towns are loaded" in finding.detail
    transact(lambda session: session.add(Place(id=155_210, name="Last", folded="last")))
    assert found("places") == (doctor.OK, "places", "155,210 towns are loaded")
