"""views.*: modals and Homes."""

from sandbox.api.call import Call
from sandbox.api.checked import checked_view
from sandbox.world.errors import Refused, invalid_arguments
from sandbox.world.model import Json, Person


def open_view(call: Call) -> Json:
    """Opens a modal for whoever earned the trigger."""
    body = _body(call, "modal")
    trigger = call.world.tickets.exchange(call.need("trigger_id"), call.caller)
    view = call.world.views.open(call.caller, _owner(call, trigger.person_id), body)
    return {"view": view.to_slack()}


def push_view(call: Call) -> Json:
    """Lays a modal on the one the trigger was earned in."""
    body = _body(call, "modal")
    trigger = call.world.tickets.exchange(call.need("trigger_id"), call.caller)
    stack = call.world.views.stack(trigger.person_id)
    if not stack or stack[0].id != trigger.view_root:
        raise Refused("invalid_trigger_id")
    view = call.world.views.push(call.caller, _owner(call, trigger.person_id), body)
    return {"view": view.to_slack()}


def update_view(call: Call) -> Json:
    """Changes a view that is open."""
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if bool(view_id) == bool(external_id):
        raise invalid_arguments("exactly one of view_id and external_id is required")
    view = call.world.views.find(call.caller, view_id, external_id)
    body = _body(call, view.kind)
    call.world.views.update(view, body, call.text("hash"))
    return {"view": view.to_slack()}


def publish_view(call: Call) -> Json:
    """Puts a person's Home in place."""
    body = _body(call, "home")
    if not call.world.app.home_tab:
        raise Refused("not_enabled")
    person = call.person("user_id")
    view = call.world.views.publish(call.caller, person, body, call.text("hash"))
    return {"view": view.to_slack()}


def _body(call: Call, kind: str) -> Json:
    return checked_view(call.data("view", dict), "home" if kind == "home" else "modal")


def _owner(call: Call, person_id: str) -> Person:
    return call.world.store.people[person_id]
