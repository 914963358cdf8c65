"""Settings and the program file: what is wrong is said in one line, with the name and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.program_file import ProgramFileError, load_program
from bot.settings import SLACK_API, LogFormat, Settings, SettingsError, given_settings, load_settings
from tests.slack.story import PROGRAM

RIGHT = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "LEADS_CHANNEL": "C0LEADS01",
    "DATABASE_URL": "postgresql+psycopg://bot:secret@db/partners",
    "PORT": "8080",
    "LOG_FORMAT": "json",
}


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of whoever runs the tests plays no part."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def load(folder: Path, values: dict[str, str]) -> Settings:
    file = folder / ".env"
    file.write_text("".join(f"{name}={value}\n" for name, value in values.items()), encoding="utf-8")
    return load_settings(file)


def test_everything_has_a_default_but_what_slack_needs(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "none")
    assert (settings.slack_api_url, settings.database_url) == (SLACK_API, "sqlite:///partners.db")
    assert (settings.port, settings.program_file, settings.log_format) == (3000, Path("program.yml"), LogFormat.CONSOLE)
    with pytest.raises(SettingsError, match=r"^SLACK_BOT_TOKEN: is missing; "):
        settings.require_slack()


def test_a_file_is_read_and_the_environment_goes_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9090")
    settings = load(tmp_path, RIGHT)
    assert (settings.port, settings.log_format, settings.socket_mode) == (9090, LogFormat.JSON, True)
    settings.require_slack()


def test_what_is_empty_is_not_set(tmp_path: Path) -> None:
    assert load(tmp_path, {**RIGHT, "SLACK_APP_TOKEN": ""}).socket_mode is False


def test_given_settings_read_no_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("PORT=1\n", encoding="utf-8")
    monkeypatch.setenv("LEADS_CHANNEL", "C0LEADS01")
    settings = given_settings()
    assert (settings.port, settings.leads_channel) == (3000, None)


def test_secrets_do_not_show(tmp_path: Path) -> None:
    shown = repr(load(tmp_path, {**RIGHT, "SLACK_SIGNING_SECRET": "very secret"}))
    assert "xoxb-1" not in shown
    assert "very secret" not in shown


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SLACK_BOT_TOKEN", "xoxp-1", "must start with xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-1", "must start with xapp-"),
        ("SLACK_API_URL", "slack.com/api", "must be an address"),
        ("DATABASE_URL", "mysql://x", "must be sqlite:///FILE or postgresql"),
        ("VENDOR_TEAM_ID", "livechat", "must be an id such as T0123ABCD"),
        ("LEADS_CHANNEL", "#leads", "must be an id such as C0123ABCD"),
        ("CLAIMS_CHANNEL", "U0SAM0001", "must be an id such as C0123ABCD"),
        ("PORT", "http", "valid integer"),
        ("PORT", "70000", "less than or equal to 65535"),
        ("PUBLIC_URL", "bot.example.com", "must be an address"),
        ("TOKEN_ENCRYPTION_KEY", "secret", "is no key (32 bytes in URL-safe base64); make one with: python -c"),
        ("LOG_FORMAT", "xml", "'console' or 'json'"),
    ],
)
def test_a_wrong_value_is_named_with_the_fix(tmp_path: Path, name: str, value: str, says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, {**RIGHT, name: value})
    line = str(caught.value)
    assert line.startswith(f"{name}: ")
    assert says in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ({"SLACK_BOT_TOKEN"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN"}, "SLACK_APP_TOKEN"),
        ({"LEADS_CHANNEL"}, "LEADS_CHANNEL"),
    ],
)
def test_what_run_needs_is_named_where_it_is_missing(tmp_path: Path, missing: set[str], named: str) -> None:
    settings = load(tmp_path, {name: value for name, value in RIGHT.items() if name not in missing})
    with pytest.raises(SettingsError, match=f"^{named}: is missing; "):
        settings.require_slack()


def test_claims_go_where_leads_go_unless_they_have_a_channel_of_their_own(tmp_path: Path) -> None:
    assert load(tmp_path, RIGHT).claims_desk == RIGHT["LEADS_CHANNEL"]
    assert load(tmp_path, {**RIGHT, "CLAIMS_CHANNEL": "C0CLAIMS1"}).claims_desk == "C0CLAIMS1"


def test_a_signing_secret_is_enough_for_http(tmp_path: Path) -> None:
    values = {name: value for name, value in RIGHT.items() if name != "SLACK_APP_TOKEN"}
    load(tmp_path, {**values, "SLACK_SIGNING_SECRET": "s"}).require_slack()


def changed(tmp_path: Path, before: str, after: str) -> Path:
    text = PROGRAM.read_text(encoding="utf-8")
    assert before in text
    file = tmp_path / "program.yml"
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    return file


def test_the_program_that_ships_is_right() -> None:
    assert load_program(PROGRAM).vendor.name == "LiveChat"


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("rate: 0.22", "rate: 22", "tiers.1.rate: "),
        ("country: PL", "country: Poland", "vendor.country: "),
        ("days: 30 ", "dayz: 30 ", "grace.dayz: "),
    ],
)
def test_a_wrong_value_of_the_program_has_its_path_and_line(
    tmp_path: Path, before: str, after: str, place: str
) -> None:
    file = changed(tmp_path, before, after)
    number = next(i for i, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1) if after in line)
    with pytest.raises(ProgramFileError) as caught:
        load_program(file)
    line = str(caught.value)
    assert f"{file}, line {number}: {place}" in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"vendor: [", "not YAML"),
        (b"- a\n- b\n", "must have sections"),
        (b"", "must have sections"),
        (b"\xff\xfe", "cannot be read"),
        (b"vendor: !!python/object:os.system {}\n", "not YAML"),
    ],
)
def test_a_file_that_is_no_program_says_so(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "program.yml"
    file.write_bytes(content)
    with pytest.raises(ProgramFileError, match=says):
        load_program(file)


def test_a_missing_program_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(ProgramFileError, match="not found; set PROGRAM_FILE"):
        load_program(tmp_path / "none.yml")
