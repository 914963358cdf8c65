"""Homes follow the calendar and what an import says, though nobody in Slack has done anything."""

from __future__ import annotations

from datetime import date, timedelta

from bot.homes import PAUSE
from domain.people import PersonKey
from domain.usecases.enrol import PartnerData, put_partner
from storage.database import Database
from storage.repositories.homes import OpenedHome
from tests.databases import FrozenClock
from tests.slack.claiming import claimed, claims_of
from tests.slack.story import VENDOR, Story
from tests.slack.test_home import shown

PACE = timedelta(seconds=2)


async def test_a_new_day_is_shown_on_homes_that_were_opened(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    pat, bea = story.person("pat"), story.person("bea")
    await (await claimed(story, pat, "onboarding")).close()
    await pat.open_home()
    await bea.open_home()
    await shown(story, pat, containing=", due ")
    due_on = claims_of(story)[0].due_on
    assert due_on is not None
    published = len(story.workspace.calls("views.publish"))
    story.later(due_on - story.clock.now().date() + timedelta(days=2))
    await story.bot.scheduler.run("homes-of-the-day")
    assert ", due " not in await shown(story, pat, containing="later than we said")
    people = {call.args["user_id"] for call in story.workspace.calls("views.publish")[published:]}
    assert people == {pat.id}, "a Home on which nothing is another is left alone"


async def test_an_import_is_shown_on_homes(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    pat, piotr, alex = story.person("pat"), story.person("piotr"), story.person("alex")
    for each in (pat, piotr, alex):
        await each.open_home()
    await shown(story, alex, containing="Northwind")
    story.clock.advance(PAUSE)
    data = PartnerData("northwind", "Northwind Group", date(2025, 1, 15), [story.key("pat")], VENDOR)
    story.do(lambda uow: put_partner(uow, story.bot.program, data, now=story.clock.now()))
    story.bot.homes.wake()
    await shown(story, pat, containing="Northwind Group")
    await shown(story, alex, containing="Northwind Group")
    await shown(story, piotr, containing="Apply to join")


def opened(database: Database, clock: FrozenClock, *people: str) -> None:
    """Homes of these people in one workspace, each opened a minute after the one before."""
    with database.write() as uow:
        for number, person in enumerate(people):
            at = clock.now() + timedelta(minutes=number)
            uow.homes.opened(PersonKey(person), VENDOR, None, new_hash="", shown="", now=at)
        uow.commit()


def claimed_at(database: Database, clock: FrozenClock) -> list[OpenedHome]:
    """The Homes that are to be shown now."""
    with database.write() as uow:
        found = uow.homes.claim(clock.now(), limit=9, lease=timedelta(seconds=30))
        uow.commit()
    return list(found)


def test_of_all_homes_those_opened_last_come_first_and_at_a_pace(database: Database, clock: FrozenClock) -> None:
    opened(database, clock, "T0V:U0OLD", "T0V:U0NEW")
    clock.advance(timedelta(hours=1))
    with database.write() as uow:
        assert uow.homes.show_all(opened_since=clock.now() - timedelta(days=1), now=clock.now(), pace=PACE) == 2
        assert uow.homes.show_all(opened_since=clock.now() - timedelta(days=1), now=clock.now(), pace=PACE) == 0
        uow.commit()
    assert [home.person for home in claimed_at(database, clock)] == ["T0V:U0NEW"]
    clock.advance(PACE)
    assert [home.person for home in claimed_at(database, clock)] == ["T0V:U0OLD"]


def test_what_changes_is_not_kept_waiting_by_the_new_day(database: Database, clock: FrozenClock) -> None:
    opened(database, clock, "T0V:U0OLD", "T0V:U0NEW")
    clock.advance(timedelta(hours=1))
    with database.write() as uow:
        uow.homes.show_all(opened_since=clock.now() - timedelta(days=1), now=clock.now(), pace=timedelta(hours=1))
        uow.changed_for(person=PersonKey("T0V:U0OLD"))
        uow.commit()
    with database.write() as uow:
        uow.homes.take_changes(opened_since=clock.now() - timedelta(days=1), now=clock.now(), pause=PAUSE)
        uow.commit()
    assert {home.person for home in claimed_at(database, clock)} == {"T0V:U0NEW", "T0V:U0OLD"}
