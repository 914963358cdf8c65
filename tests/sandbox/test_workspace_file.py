"""workspace.yml: the default one, and what is said of a wrong one."""

from pathlib import Path

import pytest

from sandbox import Workspace
from sandbox.config.workspace import WorkspaceError, load_workspace

GOOD = """
teams:
  - {id: T0ONE, name: One, domain: one, app: {user: U0BOT1, bot: B0BOT1}}
  - {id: T0TWO, name: Two, domain: two, app: {user: U0BOT2, bot: B0BOT2}}
people:
  - {id: U0ANN, handle: ann, name: Ann, team: T0ONE}
  - {id: U0BOB, handle: bob, name: Bob, team: T0TWO}
channels:
  - {id: C0MAIN, name: main, team: T0ONE, shared_with: [T0TWO], members: [ann, bob]}
"""


def test_the_default_file_has_the_people_other_samples_refer_to() -> None:
    file = load_workspace()
    assert {team.id: team.app is not None for team in file.teams} == {"T0LIVECHAT": True, "T0HELIO": False}
    assert {person.handle: person.id for person in file.people}["pat"] == "U0PAT0001"
    assert [channel.name for channel in file.channels if not channel.bot] == ["general"]


@pytest.mark.parametrize(
    ("wrong", "right", "path", "message"),
    [
        ("id: U0ANN", "id: ann", "people.0.id", "pattern"),
        ("team: T0TWO}", "team: T0THREE}", "people.1.team", "no team has the id T0THREE"),
        ("members: [ann, bob]", "members: [ann, zoe]", "channels.0.members.1", "nobody is called zoe"),
        ("shared_with: [T0TWO], ", "", "channels.0.members.1", "does not share this channel"),
        ("handle: bob", "handle: ann", "people", "ann is there twice"),
        ("name: Ann,", "name: Ann, tz: Mars/Base,", "people.0.tz", "no time zone is called 'Mars/Base'"),
        ("name: Ann,", "nam: Ann,", "people.0.name", "required"),
    ],
)
def test_a_wrong_file_is_refused_with_the_path(tmp_path: Path, wrong: str, right: str, path: str, message: str) -> None:
    file = tmp_path / "workspace.yml"
    file.write_text(GOOD.replace(wrong, right, 1), encoding="utf-8")
    with pytest.raises(WorkspaceError) as caught:
        load_workspace(file)
    assert caught.value.path == path
    assert message in caught.value.message


def test_a_file_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="cannot be read"):
        load_workspace(tmp_path / "none.yml")
    broken = tmp_path / "broken.yml"
    broken.write_text("teams: [", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="is not YAML"):
        load_workspace(broken)


async def test_two_workspaces_may_have_the_app_each_with_its_own_token(tmp_path: Path) -> None:
    file = tmp_path / "workspace.yml"
    file.write_text(GOOD, encoding="utf-8")
    async with Workspace.running(workspace=file) as ws:
        one, two = ws.installation("T0ONE"), ws.installation("T0TWO")
        assert one.token != two.token
        assert one.bot_user_id in ws.channel("main").room.members
        assert two.bot_user_id not in ws.channel("main").room.members
