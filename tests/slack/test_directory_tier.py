"""Admins set a partner's tier for a while, whatever comes in between; nobody else does."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from domain.partners import TierChange, TierEvent
from domain.people import Role
from sandbox.people.actor import Actor, Form, Seen
from tests.slack.playing import answer, button, top
from tests.slack.story import Story

REASON = "A large customer signs in January"
TWO_LINES = "First the trial,\nthen the deal"


def day(story: Story, ahead: int) -> date:
    """A day of the vendor's calendar."""
    return story.bot.program.calendar.local_day(story.clock.now()) + timedelta(days=ahead)


async def form_of(person: Actor, label: str = "Set tier") -> Form:
    """The form that sets Northwind's tier, or ends what was set."""
    card = answer(await person.command("/program", "partner northwind", channel="leads"))
    return top(await person.click(card, label))


def filled(form: Form, story: Story, **changes: Any) -> Form:
    """The form with all it asks for."""
    return form.fill({"Tier": ":first_place_medal: Gold", "Last day": str(day(story, 60)), "Reason": REASON, **changes})


async def set_gold(story: Story, person: Actor) -> Seen:
    """Northwind set to Gold."""
    return await filled(await form_of(person), story).submit()


def events(story: Story) -> list[TierChange]:
    """Northwind's tier history, oldest first, without its joining."""
    found = story.look(lambda uow: uow.partners.history("northwind", limit=50))
    return [change for change in reversed(found) if change.event is not TierEvent.JOINED]


async def test_a_set_tier_is_on_record_and_those_concerned_hear_of_it(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    dana = story.person("dana")
    seen = await set_gold(story, dana)
    done = top(seen).text.replace("*", "")
    assert "Northwind holds :first_place_medal: Gold, set through " in done
    assert "Its figures earn Bronze." in done
    [change] = events(story)
    assert (change.event, change.from_tier, change.to_tier) == (TierEvent.OVERRIDDEN, "bronze", "gold")
    assert (change.override_until, change.by, change.reason) == (day(story, 60), story.key("dana"), REASON)
    await story.channel("partner-northwind").message(containing="Northwind is now Gold")
    await story.person("alex").dm.message(containing=REASON)
    text = answer(await dana.command("/program", "partner northwind", channel="leads")).text.replace("*", "")
    assert ":pushpin: Gold is set through " in text
    assert f" by @Dana Okafor.\n> {REASON}" in text
    assert ": set to :first_place_medal: Gold through " in text


async def test_what_is_set_ends_at_a_click_with_a_reason(story: Story) -> None:
    story.enrol("northwind")
    dana = story.person("dana")
    await (top(await set_gold(story, dana))).close()
    form = await form_of(dana, "End the set tier")
    assert "Northwind goes at once to :third_place_medal: Bronze, which its figures earn." in form.text.replace("*", "")
    done = top(await form.fill({"Reason": "Signed elsewhere"}).submit())
    assert "Northwind holds :third_place_medal: Bronze with $0.00 of ARR." in done.text.replace("*", "")
    assert [change.event for change in events(story)] == [TierEvent.OVERRIDDEN, TierEvent.OVERRIDE_ENDED]
    await done.close()
    card = answer(await dana.command("/program", "partner northwind", channel="leads"))
    assert "End the set tier" not in card.buttons


async def test_a_reason_of_several_lines_stays_one_quotation(story: Story) -> None:
    story.enrol("northwind", channels=False)
    dana = story.person("dana")
    await (top(await filled(await form_of(dana), story, Reason=TWO_LINES).submit())).close()
    text = answer(await dana.command("/program", "partner northwind", channel="leads")).text
    assert "> First the trial,\n> then the deal" in text
    assert "by @Dana Okafor: First the trial, then the deal\n" in text


async def test_only_tiers_from_the_earned_one_up_are_offered(story: Story) -> None:
    story.enrol("northwind", channels=False)
    story.subscribe("northwind", 500)
    form = await form_of(story.person("dana"))
    assert form.options("Tier") == [":first_place_medal: Gold", ":second_place_medal: Silver"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"Reason": "   "}, {"Reason": "Please fill this in."}),
        ({"Last day": "1999-01-01"}, {"Last day": "A day from "}),
        ({"Last day": "2099-01-01"}, {"Last day": "A day from "}),
    ],
)
async def test_what_is_missing_or_wrong_is_said_below_its_field(
    story: Story, typed: dict[str, str], told: dict[str, str]
) -> None:
    story.enrol("northwind", channels=False)
    form = filled(await form_of(story.person("dana")), story, **typed)
    await form.submit()
    assert list(form.errors) == list(told)
    for field, text in told.items():
        assert form.errors[field].startswith(text)
    assert events(story) == []


async def test_sent_off_again_it_changes_nothing_and_nobody_hears_twice(story: Story) -> None:
    story.enrol("northwind")
    dana = story.person("dana")
    first = await form_of(dana)
    before = first.private_metadata
    await (top(await filled(first, story).submit())).close()
    again = await form_of(dana)
    again.view.body["private_metadata"] = before  # the answer was lost: what was open is sent off once more
    done = top(await filled(again, story).submit())
    assert done.title == "Done"
    assert len(events(story)) == 1
    await story.settled()
    told = [card for card in story.person("alex").dm.messages if REASON in card.text]
    assert len(told) == 1


async def test_of_two_admins_at_once_the_second_is_shown_what_the_first_did(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    story.do(lambda uow: uow.people.add_staff(story.key("maria"), Role.ADMIN, now=story.clock.now()))
    dana, maria = story.person("dana"), story.person("maria")
    danas, marias = await form_of(dana), await form_of(maria)
    filled(danas, story)
    filled(marias, story, Tier=":second_place_medal: Silver", Reason="Only Silver")
    await asyncio.gather(danas.submit(), marias.submit())
    [change] = events(story)
    late, other = (marias, "@Dana Okafor") if change.reason == REASON else (danas, "@Maria Kowalska")
    assert ":warning: The partner has changed meanwhile; nothing of yours was saved." in late.text
    assert other in late.text
    assert late["Reason"] in {REASON, "Only Silver"}
    done = top(await late.submit())
    assert done.title == "Done", "what is sent off after a look at it holds"
    assert len(events(story)) == 2


async def test_a_partner_that_changes_meanwhile_is_looked_at_again(story: Story) -> None:
    story.enrol("northwind", channels=False)
    form = filled(await form_of(story.person("dana")), story)
    story.subscribe("northwind", 500)
    await form.submit()
    assert "nothing of yours was saved" in form.text
    assert "promoted to :second_place_medal: Silver" in form.text
    assert [change.event for change in events(story)] == [TierEvent.PROMOTED]


async def test_what_was_set_and_is_over_cannot_be_ended_again(story: Story) -> None:
    story.enrol("northwind", channels=False)
    dana = story.person("dana")
    await (top(await set_gold(story, dana))).close()
    story.do(lambda uow: uow.people.add_staff(story.key("maria"), Role.ADMIN, now=story.clock.now()))
    one, other = await form_of(dana, "End the set tier"), await form_of(story.person("maria"), "End the set tier")
    await one.fill({"Reason": "Over"}).submit()
    await other.fill({"Reason": "Over too"}).submit()
    assert "nothing of yours was saved" in other.text
    assert other.fields == []
    assert len(events(story)) == 2


@pytest.mark.parametrize("action", ["partner.tier", "partner.tier.end"])
@pytest.mark.parametrize("person", ["sam", "maria"])
async def test_staff_without_the_role_is_refused(story: Story, person: str, action: str) -> None:
    story.enrol("northwind", channels=False)
    actor = story.person(person)
    seen = await actor.click(await button(story, "leads", action, "northwind - -"), "Forged")
    assert seen.form is None
    assert answer(seen).text == "Your role doesn't include this. An admin of the program can change that."


async def test_an_admin_who_is_none_any_more_is_refused_when_sending(story: Story) -> None:
    story.enrol("northwind", channels=False)
    form = filled(await form_of(story.person("dana")), story)
    story.do(lambda uow: uow.people.remove_staff(story.key("dana"), None))
    await form.submit()
    assert events(story) == []
    assert form.errors
