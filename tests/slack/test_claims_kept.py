"""What is typed into a claim's form is kept while it is typed: closing it loses nothing but files."""

from __future__ import annotations

from datetime import timedelta

from domain.drafts import KEPT_FOR
from tests.slack.claiming import GOLD, SILVER, benefit, claims_of, filled, form_of
from tests.slack.playing import top
from tests.slack.relay import Relay
from tests.slack.story import Story

LEFT = "This is how you left it."


async def test_a_form_that_was_closed_opens_as_it_was_left_for_this_person_alone(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    story.subscribe("northwind", SILVER)
    pat, piotr = story.person("pat"), story.person("piotr")
    form = await form_of(pat, "directory")
    assert LEFT not in form.text
    await form.change({"One line about you": "Ten <b> tips", "Services": ["Training"], "Email for inquiries": "ann@no"})
    await form.change({"Countries you work in": "Spain"})
    await form.change({"Countries you work in": ""})
    await form.close()
    again = await form_of(pat, "directory")
    assert LEFT in again.text
    assert (again["One line about you"], again["Services"], again["Email for inquiries"]) == (
        "Ten <b> tips",
        ["Training"],
        "ann@no",
    )
    assert again["Countries you work in"] in {None, ""}
    theirs = await form_of(piotr, "directory")
    assert theirs["One line about you"] in {None, ""}
    assert claims_of(story) == []


async def test_every_kind_of_answer_but_files_is_kept(story: Story) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", GOLD)
    pat = story.person("pat")
    for key in ("onboarding", "training", "services_offer", "implementation_help"):
        wanted = benefit(key)
        form = await form_of(pat, wanted.name)
        values = {name: given for name, given in filled(story, pat, wanted).items() if name not in FILES}
        await form.change(values)
        shown = {name: form[name] for name in values}
        await form.close()
        again = await form_of(pat, wanted.name)
        assert {name: again[name] for name in values} == shown
        assert not any(value in (None, "", []) for value in shown.values())


FILES = {"Picture", "Specification or screenshots"}


async def test_what_was_typed_before_and_arrives_later_changes_nothing(relayed: Story, relay: Relay) -> None:
    relayed.enrol("northwind", channels=False)
    relayed.subscribe("northwind", SILVER)
    pat = relayed.person("pat")
    form = await form_of(pat, "blog")
    relay.keeps = b""
    await form.change({"Working title": "Ten"}, wait=0)
    await form.change({"Working title": "Ten tips"})
    [late] = relay.kept
    assert (await relay.replay(late)).status == 200
    await form.close()
    assert (await form_of(pat, "blog"))["Working title"] == "Ten tips"


async def test_what_arrives_after_the_form_was_sent_off_does_not_change_the_claim(relayed: Story, relay: Relay) -> None:
    relayed.enrol("northwind", channels=False)
    relayed.subscribe("northwind", SILVER)
    pat = relayed.person("pat")
    form = await form_of(pat, "blog")
    form.fill(filled(relayed, pat, benefit("blog_post")))
    relay.keeps = b""
    await form.change({"Working title": "Ten tips"}, wait=0)
    form.fill({"Working title": "Twelve tips"})
    assert top(await form.submit()).title == "Claimed"
    [late] = relay.kept
    assert (await relay.replay(late)).status == 200
    [claim] = claims_of(relayed)
    assert claim.answers["title"] == "Twelve tips"
    draft = relayed.look(lambda uow: uow.claims.draft(claim.draft_id))
    assert draft is not None
    assert draft.answers["title"] == "Twelve tips"


async def test_a_form_that_nobody_goes_on_with_is_forgotten(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    story.subscribe("northwind", SILVER)
    pat, piotr = story.person("pat"), story.person("piotr")
    for person in (pat, piotr):
        form = await form_of(person, "blog")
        await form.change({"Working title": "Ten tips"})
        await form.close()
    story.later(KEPT_FOR - timedelta(hours=1))
    form = await form_of(piotr, "blog")
    await form.change({"Summary": "Half a"})
    await form.close()
    story.later(timedelta(hours=2))
    assert story.bot.jobs.run_now("housekeeping", story.clock.now()).endswith("and 1 unfinished claim forgotten")
    assert (await form_of(pat, "blog"))["Working title"] in {None, ""}
    again = await form_of(piotr, "blog")
    assert (again["Working title"], again["Summary"]) == ("Ten tips", "Half a")
