"""Quiet hours of people of the story, and what is written to them."""

from __future__ import annotations

from datetime import timedelta

from sandbox.people.actor import Actor, Form
from tests.slack.playing import NORTHWIND, notification_form, top
from tests.slack.story import Story

LASTING = timedelta(hours=3)


def hour_now(story: Story, ahead: timedelta = timedelta()) -> str:
    """An hour of the story as the form writes it."""
    at = story.clock.now() + ahead
    return f"{at.hour % 12 or 12}:00 {'AM' if at.hour < 12 else 'PM'}"


def from_now(story: Story) -> dict[str, str]:
    """What one fills in for quiet hours that have begun, and end LASTING later."""
    return {"Quiet hours from": hour_now(story), "Quiet hours until": hour_now(story, LASTING)}


async def alex_chooses(story: Story, **typed: str) -> Form:
    """What is shown once Alex has chosen quiet hours."""
    form = await notification_form(story.person("alex"), "/program")
    return top(await form.fill({"Time zone": "UTC", **typed}).submit())


async def promotion_in_quiet_hours(story: Story) -> Form:
    """Northwind, whose account manager is Alex, has become Silver in Alex's quiet hours; what was shown to Alex."""
    story.enrol("northwind")
    shown = await alex_chooses(story, **from_now(story))
    story.subscribe("northwind", 500)
    await story.channel(NORTHWIND).message(containing="Silver")
    return shown


def written_to(story: Story, person: Actor) -> list[str]:
    """The texts of all direct messages that were sent to a person."""
    written = [call.args for call in story.workspace.calls("chat.postMessage")]
    return [each["text"] for each in written if each["channel"] == person.id]
