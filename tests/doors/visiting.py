"""What somebody does in the browser who installs the app, and partners that are at home in workspaces of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from typing import Any

import aiohttp
from cryptography.fernet import Fernet

from bot.settings import Settings, given_settings
from domain.notices import Address, Face, TierKept, direct
from domain.people import Member, Role, person_key
from domain.usecases.enrol import PartnerData, put_partner
from storage.installations import Installation
from storage.unit_of_work import UnitOfWork
from tests.slack.story import VENDOR, Story

HELIO, ORBIT, GLOBEX, GLOBEX_LABS = "T0HELIO", "T0ORBIT01", "T0GLOBEX1", "T0GLOBEX2"
GLOBEX_ORG = "E0GLOBEX"
KEY = Fernet.generate_key().decode()
FORM = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@dataclass(frozen=True)
class Page:
    """What the browser shows in the end."""

    status: int
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The heading."""
        found = re.search(r"<h1>(.*?)</h1>", self.text)
        return unescape(found[1]) if found else ""


@dataclass
class Browser:
    """One browser, with its cookies."""

    story: Story
    session: aiohttp.ClientSession

    async def look(self, url: str) -> Page:
        """An address of the bot's, or a whole one."""
        async with self.session.get(url if "://" in url else self.story.url + url) as answer:
            return Page(answer.status, await answer.text(), answer.headers)

    async def asked(self) -> tuple[str, Mapping[str, str]]:
        """Slack's page after `/slack/install`: where it is sent to, and its hidden fields."""
        async with self.session.get(f"{self.story.url}/slack/install") as answer:
            html = await answer.text()
            assert answer.status == 200, html
            return str(answer.url).partition("?")[0], {name: unescape(value) for name, value in FORM.findall(html)}

    async def returned(self, decision: str = "allow", *, who: str = "hana", where: str = "workspace") -> str:
        """The address that Slack sends the browser back to; it is not gone to yet."""
        target, fields = await self.asked()
        form = {**fields, "decision": decision, "as": who, "where": where}
        async with self.session.post(target, data=form, allow_redirects=False) as answer:
            assert answer.status == 302, await answer.text()
            return answer.headers["Location"]

    async def install(self, who: str, where: str = "workspace") -> Page:
        """All of the way in."""
        return await self.look(await self.returned(who=who, where=where))


def door_settings(plain: Settings, public_url: str, **changes: Any) -> Settings:
    """A story's settings, with those for installation by others."""
    doors = {
        "slack_client_id": "1000000001.2000000002",
        "slack_client_secret": "sandbox-client-secret",
        "token_encryption_key": KEY,
        "public_url": public_url,
    }
    return given_settings(**{**plain.model_dump(exclude_none=True), **doors, **changes})


def kept(story: Story, key: str) -> Installation:
    """An installation as the database has it."""
    found = story.look(lambda uow: uow.installations.get(key))
    assert found is not None
    return found


def enrol(story: Story, partner_id: str, team: str, *users: str, channel: str | None = None) -> None:
    """A partner at home in a workspace, with Maria as its account manager and Dana as an admin."""
    data = PartnerData(
        id=partner_id,
        name=partner_id.capitalize(),
        joined_on=date(2025, 1, 15),
        members=[person_key(team, user) for user in users],
        slack_team_id=team,
        slack_channel_id=channel,
        account_manager=person_key(VENDOR, "U0MARIA01"),
    )

    def put(uow: UnitOfWork) -> None:
        uow.people.add_staff(person_key(VENDOR, "U0MARIA01"), Role.ACCOUNT_MANAGER, now=story.clock.now())
        uow.people.add_staff(person_key(VENDOR, "U0DANA001"), Role.ADMIN, now=story.clock.now())
        put_partner(uow, story.bot.program, data, now=story.clock.now())

    story.do(put)


def write_to(story: Story, partner_id: str, team: str, user: str, number: int = 1) -> None:
    """A message for one of a partner's people, who is that from now on."""
    notice, person = TierKept(partner_id, number, "bronze"), person_key(team, user)

    def put(uow: UnitOfWork) -> None:
        if uow.people.membership(person) is None:
            uow.people.add_member(Member(person, partner_id, story.clock.now()))
        uow.tell(notice, [Address(direct(person), Face.NEWS)])

    story.do(put)
