"""Submitting and closing modals, and what the app's ack makes of it."""

from typing import Any

from sandbox.api.checked import checked_view
from sandbox.delivery.courier import Courier
from sandbox.delivery.link import Parcel
from sandbox.delivery.payloads import Payloads
from sandbox.people.errors import NotOffered
from sandbox.people.report import Report
from sandbox.people.required import problems
from sandbox.world.changes import Notice
from sandbox.world.errors import Refused
from sandbox.world.model import Json, Person, View
from sandbox.world.world import World

TROUBLE = "We had some trouble connecting. Try again?"


class Submissions:
    """A submission is answered in its ack or not at all: `response_action` counts only there."""

    def __init__(self, world: World, courier: Courier, payloads: Payloads) -> None:
        self._world = world
        self._courier = courier
        self._payloads = payloads

    async def submit(self, person: Person, view: View) -> Report:
        """Sends a modal to the app and follows its answer."""
        self._check_open(person, view)
        if not view.body.get("submit"):
            raise NotOffered(f'"{_title(view)}" has no button to submit it')
        if found := problems(view):
            self._world.views.refuse(view, found)
            return Report(errors=found)
        installation = self._world.store.installation_of(view.installed_team_id)
        if installation is None:
            return self._failed(person, "dispatch_failed", "the app is not installed any more")
        view.errors = {}
        payload, trigger = self._payloads.submission(person, installation, view)
        ack = await self._courier.interact(Parcel("interactive", payload, accepts_response=True))
        if ack.error is not None:
            return self._failed(person, ack.error, TROUBLE)
        try:
            report = self._follow(person, view, ack.body)
        except Refused as refused:
            detail = f"the app answered with a view that Slack refuses: {refused.code} {refused.extra or ''}"
            return self._failed(person, "dispatch_failed", detail.strip())
        report.trigger = trigger
        return report

    async def close(self, person: Person, view: View, *, everything: bool) -> Report:
        """Closes a modal; those that asked for it are told."""
        self._check_open(person, view)
        views = self._world.views
        gone = views.clear(person.id) if everything else views.close(view)
        cleared = everything or bool(view.body.get("clear_on_close"))
        installation = self._world.store.installation_of(view.installed_team_id)
        for each in reversed(gone):
            if installation is not None and each.body.get("notify_on_close"):
                payload = self._payloads.closed(person, installation, each, cleared=cleared)
                await self._courier.interact(Parcel("interactive", payload))
        return Report()

    def _follow(self, person: Person, view: View, body: Any) -> Report:
        action = body.get("response_action") if isinstance(body, dict) else None
        views = self._world.views
        if not body:
            views.drop(view)
        elif action == "clear":
            views.clear(person.id)
        elif action == "update":
            views.update(view, checked_view(body.get("view"), "modal"))
        elif action == "push":
            self._push(person, view, checked_view(body.get("view"), "modal"))
        elif action == "errors":
            return self._refuse(person, view, body.get("errors"))
        else:
            return self._failed(person, "dispatch_failed", f"the app answered a submission with {body!r}")
        return Report()

    def _push(self, person: Person, view: View, body: Json) -> None:
        installation = self._world.store.installation_of(view.installed_team_id)
        if installation is None or view not in self._world.views.stack(person.id):
            raise Refused("not_found")
        self._world.views.push(installation, person, body)

    def _refuse(self, person: Person, view: View, errors: Any) -> Report:
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
            detail = f"errors must name inputs of the modal ({', '.join(sorted(inputs))}), not {errors!r}"
            return self._failed(person, "dispatch_failed", detail)
        texts = {str(block_id): str(text) for block_id, text in errors.items()}
        self._world.views.refuse(view, texts)
        return Report(errors=texts)

    def _failed(self, person: Person, error: str, detail: str) -> Report:
        self._world.feed.publish(Notice(person.id, TROUBLE, error))
        return Report(error, detail)

    def _check_open(self, person: Person, view: View) -> None:
        if view not in self._world.views.stack(person.id):
            raise NotOffered(f'"{_title(view)}" is not open any more')


def _title(view: View) -> str:
    return str((view.body.get("title") or {}).get("text", view.id))
