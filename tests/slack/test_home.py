"""Homes over the wire: what partners, staff and strangers see, and that it is shown again when it has changed."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import create_engine, text

from bot.homes import PAUSE
from sandbox.people.actor import Actor
from tests.slack.playing import hand_over, moved, seed_leads, top
from tests.slack.story import Story


async def shown(story: Story, person: Actor, *, containing: str) -> str:
    """What a person's Home says, once it says this."""
    found = await story.workspace.world.feed.until(
        lambda: person.home.text if containing in person.home.text else None, 5.0
    )
    assert found is not None, person.home.text
    return found


def _was_refused(story: Story) -> bool:
    return any(not call.ok for call in story.workspace.calls("views.publish"))


async def test_a_partner_sees_where_it_stands_and_what_to_do_next(story: Story) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", 300)
    home = await story.person("pat").open_home()
    text = home.text
    assert "Northwind · Bronze" in text
    assert "$3,600.00" in text
    assert "▰" in text
    order = ["Your next steps", "Your leads", "Your benefits", "Latest news"]
    places = [text.index(each) for each in order]
    assert places == sorted(places)
    assert "first lead" in text
    assert "$1,400.00" in text  # to Silver
    assert {"Settings", "Help", "Submit a lead"} <= set(home.buttons)


async def test_what_changes_is_shown_again_on_homes_that_were_opened(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    pat, piotr = story.person("pat"), story.person("piotr")
    await pat.open_home()
    await piotr.open_home()
    story.clock.advance(PAUSE)
    number = await hand_over(pat)
    assert number in await shown(story, pat, containing="1 open lead")
    assert number in await shown(story, piotr, containing="1 open lead")
    story.clock.advance(PAUSE)
    await moved(story, story.person("sam"), number, "Approve for further review")
    await shown(story, piotr, containing="Approved for further review")


async def test_a_home_nobody_has_opened_for_a_month_is_left_alone(story: Story) -> None:
    story.enrol("northwind")
    pat, piotr = story.person("pat"), story.person("piotr")
    await piotr.open_home()
    story.later(timedelta(days=31))
    await pat.open_home()
    story.clock.advance(PAUSE)
    await hand_over(pat)
    await shown(story, pat, containing="1 open lead")
    assert "1 open lead" not in piotr.home.text


async def test_a_home_that_slack_refuses_while_the_database_fails_stops_no_other(story: Story) -> None:
    story.enrol("northwind")
    pat, piotr = story.person("pat"), story.person("piotr")
    await pat.open_home()
    engine = create_engine(story.database.url)
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TRIGGER broken BEFORE DELETE ON homes BEGIN SELECT RAISE(ABORT, 'broken'); END")
        )
    engine.dispose()
    story.workspace.fail("views.publish", "error", error="user_not_found")
    story.clock.advance(PAUSE)
    await hand_over(pat)
    assert await story.workspace.world.feed.until(lambda: _was_refused(story) or None, 5.0)
    await piotr.open_home()
    story.clock.advance(PAUSE)
    await hand_over(piotr, Company="Globex")
    await shown(story, piotr, containing="2 open leads")


async def test_another_partners_home_says_nothing_of_it(story: Story) -> None:
    story.enrol()
    pat, bea = story.person("pat"), story.person("bea")
    await pat.open_home()
    await bea.open_home()
    before = len(story.workspace.calls("views.publish"))
    story.clock.advance(PAUSE)
    await hand_over(pat, Company="Secretive")
    await shown(story, pat, containing="Secretive")
    assert "Secretive" not in bea.home.text
    published = story.workspace.calls("views.publish")[before:]
    assert {call.args["user_id"] for call in published} == {pat.id}


async def test_the_staff_see_the_work_of_the_day_and_then_the_program(story: Story) -> None:
    story.enrol()
    await hand_over(story.person("pat"))
    text = (await story.person("dana").open_home()).text
    assert text.index("Your leads") < text.index("Your claims") < text.index("Partners")
    maria = (await story.person("maria").open_home()).text
    assert "Your 2 partners" in maria
    assert "Your leads" not in maria


async def test_a_stranger_hears_what_this_is_and_can_apply(story: Story) -> None:
    home = await story.person("nick").open_home()
    assert "Apply to join" in home.buttons
    assert top(await home.click("Apply to join")).title == "Join the program"


async def test_what_somebody_else_has_published_meanwhile_is_made_anew(story: Story) -> None:
    """Slack refuses a Home that was made from another one than is shown: it is published once more from what holds."""
    story.enrol("northwind")
    pat = story.person("pat")
    await pat.open_home()
    token, view = story.workspace.bot_token, {"type": "home", "blocks": []}
    await story.bot.calls.call(token, "views.publish", {"user_id": pat.id, "view": view}, within=5)
    story.clock.advance(PAUSE)
    number = await hand_over(pat)
    await shown(story, pat, containing=number)
    codes = [call.answer.get("error") for call in story.workspace.calls("views.publish")]
    assert codes.count("hash_conflict") == 1


async def test_a_burst_of_changes_is_shown_together(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    await pat.open_home()
    await shown(story, pat, containing="Your next steps")
    before = len(story.workspace.calls("views.publish"))
    seed_leads(story, "northwind", 5)
    story.clock.advance(PAUSE)
    story.bot.homes.wake()
    await shown(story, pat, containing="5 open leads")
    assert len(story.workspace.calls("views.publish")) - before <= 2


async def test_slack_that_is_busy_is_asked_again(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    await pat.open_home()
    story.workspace.fail("views.publish", "rate_limited", retry_after=0)
    story.clock.advance(PAUSE)
    number = await hand_over(pat)
    await shown(story, pat, containing=number)
