"""What waited for the end of quiet hours goes out only to whom it is still for: people leave, move on, change roles."""

from __future__ import annotations

import pytest

from domain.people import JoinedBy, MemberRole
from domain.usecases.dismissal import dismiss
from domain.usecases.membership import give_role, join, remove
from sandbox.people.actor import Actor
from storage.unit_of_work import UnitOfWork
from tests.slack.playing import NORTHWIND, hand_over, notification_form, top
from tests.slack.quiet import LASTING, from_now, promotion_in_quiet_hours, written_to
from tests.slack.story import Story


async def keeps_quiet(story: Story, person: Actor) -> None:
    """Piotr wants to hear of every lead, but not in the next three hours."""
    form = await notification_form(person)
    wanted = {"News of colleagues' leads": "At once", "Time zone": "UTC", **from_now(story)}
    await top(await form.fill(wanted).submit()).close()


def happens(story: Story, fate: str) -> None:
    """What becomes of Piotr in his quiet hours."""
    pat, piotr, now = story.key("pat"), story.key("piotr"), story.clock.now()

    def act(uow: UnitOfWork) -> None:
        owner = uow.people.actor(pat)
        if fate == "finance":
            give_role(uow, owner, piotr, MemberRole.FINANCE, now=now)
        elif fate in {"removed", "elsewhere"}:
            remove(uow, owner, piotr, now=now)
        if fate == "elsewhere":
            brightside = uow.partners.get("brightside")
            assert brightside is not None
            join(uow, brightside, piotr, MemberRole.MEMBER, JoinedBy.INVITE, now=now)

    story.do(act)


@pytest.mark.parametrize(
    ("fate", "of_lead", "of_people"),
    [
        ("stays", True, None),
        ("removed", False, "You aren't with *Northwind* any more"),
        ("elsewhere", False, "You aren't with *Northwind* any more"),
        ("finance", False, "of *Northwind* now"),
    ],
)
async def test_news_of_leads_wait_only_for_who_still_gives_them(
    story_on_both: Story, fate: str, of_lead: bool, of_people: str | None
) -> None:
    story = story_on_both
    story.enrol("northwind", "brightside")
    piotr = story.person("piotr")
    await keeps_quiet(story, piotr)
    await hand_over(story.person("pat"))
    await story.settled()
    happens(story, fate)
    await story.settled()
    assert not any("L-1" in each for each in written_to(story, piotr))
    story.later(LASTING)
    await story.settled()
    told = written_to(story, piotr)
    assert [True for each in told if "L-1" in each] == [True] * of_lead
    others = [each for each in told if "L-1" not in each]
    assert len(others) == (of_people is not None)
    assert all(of_people is not None and of_people in each for each in others)
    assert story.look(lambda uow: uow.outbox.dead(limit=10)) == []


@pytest.mark.parametrize(("fate", "hears"), [("stays", True), ("finance", True), ("elsewhere", False)])
async def test_news_of_the_tier_wait_for_everybody_of_the_company(story: Story, fate: str, hears: bool) -> None:
    story.enrol("northwind", "brightside")
    piotr = story.person("piotr")
    story.subscribe("northwind", 500, id="sub_held")
    await story.channel(NORTHWIND).message(containing="Silver")
    await keeps_quiet(story, piotr)
    story.subscribe("northwind", 10, id="sub_held")
    await story.person("pat").dm.message(containing="Silver")
    happens(story, fate)
    await story.settled()
    story.later(LASTING)
    await story.settled()
    assert [True for each in written_to(story, piotr) if "Silver" in each] == [True] * hears


async def test_who_is_dismissed_reads_of_no_partner_when_quiet_hours_end(story_on_both: Story) -> None:
    story = story_on_both
    await promotion_in_quiet_hours(story)
    story.do(lambda uow: dismiss(uow, story.key("alex"), None, now=story.clock.now()))
    await story.person("dana").dm.message(containing="doesn't look after partners any more")
    story.later(LASTING)
    await story.settled()
    assert written_to(story, story.person("alex")) == []
