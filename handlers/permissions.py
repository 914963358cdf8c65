"""What each command, button, form and shortcut asks of its caller: with domain.people.ALLOWED, who may do what.

A test walks all of them with every role, and finds what is not named here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from slack_sdk.models.blocks import ButtonElement

from domain.people import AnyRole, Task, allows
from handlers.context import Route
from handlers.ids import Action, Callback, CommandName, ShortcutId

PARTNER_WORDS: Mapping[str, Task | None] = {
    "": None,
    "status": None,
    "arr": Task.SEE_FIGURES,
    "customers": Task.SEE_FIGURES,
    "earnings": Task.SEE_FIGURES,
    "tier": Task.SEE_FIGURES,
    "benefits": Task.CLAIM_BENEFITS,
    "claim": Task.CLAIM_BENEFITS,
    "estimate": Task.SEE_FIGURES,
    "lead": Task.GIVE_LEADS,
    "import": Task.GIVE_LEADS,
    "leads": Task.GIVE_LEADS,
    "people": Task.SEE_PEOPLE,
    "settings": Task.SEE_PEOPLE,
    "join": None,
    "help": None,
}
"""The overview finds out by itself whose it is, in its one query; joining and help are for everybody."""

PROGRAM_WORDS: Mapping[str, Task | None] = {
    "": Task.SEE_PROGRAM,
    "leads": Task.SEE_PROGRAM,
    "claims": Task.SEE_PROGRAM,
    "partners": Task.SEE_PROGRAM,
    "partner": Task.SEE_PROGRAM,
    "report": Task.SEE_PROGRAM,
    "applications": Task.ADMIT_PARTNERS,
    "invite": Task.ADMIT_PARTNERS,
    "settings": Task.SEE_PROGRAM,
    "away": Task.SEE_PROGRAM,
    "help": Task.SEE_PROGRAM,
}

WORDS: Mapping[str, Mapping[str, Task | None]] = {
    CommandName.PARTNER: PARTNER_WORDS,
    CommandName.PROGRAM: PROGRAM_WORDS,
}

_ACTIONS: Mapping[Task | None, tuple[Action, ...]] = {
    None: (Action.OVERVIEW, Action.HELP, Action.JOIN, Action.JOIN_CODE, Action.JOIN_ACCEPT),
    Task.SEE_FIGURES: (
        Action.ARR,
        Action.ARR_BACK,
        Action.ARR_CHART,
        Action.ARR_EXPORT,
        Action.EARNINGS,
        Action.EARNINGS_BACK,
        Action.CUSTOMERS,
        Action.CUSTOMERS_BACK,
        Action.CUSTOMERS_SEARCH,
        Action.CUSTOMERS_TYPED,
        Action.CUSTOMER,
        Action.CUSTOMER_BACK,
        Action.TIER,
        Action.TIER_HISTORY,
        Action.TIER_HISTORY_BACK,
        Action.ESTIMATE,
        Action.ESTIMATE_ANSWER,
    ),
    Task.CLAIM_BENEFITS: (
        Action.BENEFITS,
        Action.CLAIM_FORM,
        Action.CLAIM_TYPED,
        Action.CLAIMS,
        Action.CLAIMS_BACK,
        Action.CLAIM,
        Action.CLAIM_ANSWER,
        Action.CLAIM_FILES,
        Action.CLAIM_WITHDRAW,
    ),
    Task.GIVE_LEADS: (
        Action.LEAD_FORM,
        Action.LEAD_NEW,
        Action.LEAD_ANSWER,
        Action.LEAD_TYPED,
        Action.LEAD_CONTACT_PAGE,
        Action.LEAD_DEAL_PAGE,
        Action.LEAD_DRAFT,
        Action.LEAD_DISCARD,
        Action.TALK_BEGIN,
        Action.TALK_NEW,
        Action.TALK_DRAFT,
        Action.TALK_ANSWER,
        Action.TALK_TICK,
        Action.TALK_DONE,
        Action.TALK_SKIP,
        Action.TALK_SKIP_PAGE,
        Action.TALK_BACK,
        Action.TALK_CHANGE,
        Action.TALK_FORM,
        Action.TALK_CANCEL,
        Action.TALK_SUBMIT,
        Action.LEADS,
        Action.LEADS_BACK,
        Action.LEADS_FILTER,
        Action.LEADS_EXPORT,
        Action.LEAD_OWN_EXPORT,
        Action.LEAD,
        Action.LEAD_EARLIER,
        Action.LEAD_REPLY,
        Action.LEAD_CORRECT,
        Action.LEAD_WITHDRAW,
        Action.LEAD_AGAIN,
        Action.LEAD_INTRODUCED,
        Action.UPLOAD_TAKE,
        Action.UPLOAD_DISCARD,
        Action.UPLOAD_TEMPLATE,
    ),
    Task.SEE_PEOPLE: (
        Action.PEOPLE,
        Action.PEOPLE_BACK,
        Action.PEOPLE_LEAVE,
        Action.PARTNER_SETTINGS,
        Action.PARTNER_CHOOSE,
    ),
    Task.MANAGE_PEOPLE: (
        Action.PEOPLE_HISTORY,
        Action.PEOPLE_HISTORY_BACK,
        Action.PERSON,
        Action.PEOPLE_INVITE,
        Action.PEOPLE_INVITE_END,
    ),
    Task.SEE_PROGRAM: (
        Action.PROGRAM,
        Action.BOARD,
        Action.BOARD_BACK,
        Action.BOARD_FILTER,
        Action.BOARD_VIEW,
        Action.BOARD_SORT,
        Action.BOARD_ALL,
        Action.BOARD_SEARCH,
        Action.BOARD_EXPORT,
        Action.PARTNERS,
        Action.PARTNERS_BACK,
        Action.PARTNERS_ORDER,
        Action.PARTNERS_TIER,
        Action.PARTNERS_ONLY,
        Action.PARTNER,
        Action.PARTNER_DAY,
        Action.PARTNER_ARR,
        Action.PARTNER_ARR_BACK,
        Action.STAFF_SETTINGS,
        Action.STAFF_CHOOSE,
        Action.STAFF_AWAY,
        Action.STAFF_BACK,
        Action.REPORT,
        Action.REPORT_BACK,
        Action.REPORT_FILE,
        Action.LEAD_CONFLICT,
        Action.LEAD_REVIEW,
        Action.LEAD_REVIEW_MOVE,
        Action.LEAD_TIMELINE,
        Action.LEAD_EXPORT,
        Action.DESK,
        Action.DESK_BACK,
        Action.DESK_VIEW,
        Action.DESK_QUEUE,
        Action.DESK_BENEFIT,
        Action.DESK_CLAIM,
    ),
    Task.SET_TIERS: (Action.PARTNER_TIER, Action.PARTNER_TIER_END),
    Task.ASSIGN_MANAGERS: (Action.PARTNER_MANAGER,),
    Task.WORK_LEADS: (
        Action.LEAD_PROTECT,
        Action.LEAD_ASSIGN,
        Action.LEAD_ASK,
        Action.LEAD_HAND_OVER,
        Action.LEAD_LINK,
        Action.LEAD_UNLINK,
    ),
    Task.WORK_CLAIMS: (
        Action.DESK_TAKE,
        Action.DESK_ASK,
        Action.DESK_FULFIL,
        Action.DESK_DECLINE,
        Action.DESK_REASSIGN,
        Action.DESK_KEEP,
        Action.DESK_END,
        Action.DESK_FILES,
    ),
    Task.ADMIT_PARTNERS: (
        Action.INVITE_END,
        Action.APPLICATIONS,
        Action.APPLICATION_APPROVE,
        Action.APPLICATION_DECLINE,
        Action.APPLICATION_CHANNEL,
        Action.PARTNER_CHANNEL,
        Action.PARTNER_CHANNEL_WAY,
    ),
}
ACTIONS: Mapping[str, Task | None] = {action: task for task, actions in _ACTIONS.items() for action in actions}

SUBMISSIONS: Mapping[str, Task | None] = {
    Callback.JOIN: None,
    Callback.JOIN_CODE: None,
    Callback.CUSTOMERS_SEARCH: Task.SEE_FIGURES,
    Callback.ESTIMATE: Task.SEE_FIGURES,
    Callback.LEAD_CONTACT: Task.GIVE_LEADS,
    Callback.LEAD_DEAL: Task.GIVE_LEADS,
    Callback.LEAD_CONSENT: Task.GIVE_LEADS,
    Callback.LEAD_REPLY: Task.GIVE_LEADS,
    Callback.LEAD_CORRECT: Task.GIVE_LEADS,
    Callback.LEAD_WITHDRAW: Task.GIVE_LEADS,
    Callback.CLAIM: Task.CLAIM_BENEFITS,
    Callback.CLAIM_ANSWER: Task.CLAIM_BENEFITS,
    Callback.PARTNER_SETTINGS: Task.SEE_PEOPLE,
    Callback.PERSON: Task.MANAGE_PEOPLE,
    Callback.PEOPLE_INVITE: Task.MANAGE_PEOPLE,
    Callback.PEOPLE_LEAVE: Task.SEE_PEOPLE,
    Callback.BOARD_SEARCH: Task.SEE_PROGRAM,
    Callback.STAFF_SETTINGS: Task.SEE_PROGRAM,
    Callback.STAFF_AWAY: Task.SEE_PROGRAM,
    Callback.LEAD_REVIEW: Task.WORK_LEADS,
    Callback.LEAD_CONFLICT: Task.WORK_LEADS,
    Callback.LEAD_ASK: Task.WORK_LEADS,
    Callback.LEAD_HAND_OVER: Task.WORK_LEADS,
    Callback.LEAD_LINK: Task.WORK_LEADS,
    Callback.SET_TIER: Task.SET_TIERS,
    Callback.END_TIER: Task.SET_TIERS,
    Callback.PARTNER_MANAGER: Task.ASSIGN_MANAGERS,
    Callback.DESK_ASK: Task.WORK_CLAIMS,
    Callback.DESK_FULFIL: Task.WORK_CLAIMS,
    Callback.DESK_DECLINE: Task.WORK_CLAIMS,
    Callback.DESK_REASSIGN: Task.WORK_CLAIMS,
    Callback.DESK_KEEP: Task.WORK_CLAIMS,
    Callback.DESK_END: Task.WORK_CLAIMS,
    Callback.PARTNER_CHANNEL: Task.ADMIT_PARTNERS,
    Callback.APPLICATION_APPROVE: Task.ADMIT_PARTNERS,
    Callback.APPLICATION_DECLINE: Task.ADMIT_PARTNERS,
}

SHORTCUTS: Mapping[str, Task | None] = {
    ShortcutId.SUBMIT_LEAD: Task.GIVE_LEADS,
    ShortcutId.LEAD_FROM_MESSAGE: Task.GIVE_LEADS,
}


def offers(role: AnyRole, *row: ButtonElement) -> list[ButtonElement]:
    """Those of the buttons that somebody with this role is not refused."""
    return [each for each in row if (task := ACTIONS.get(str(each.action_id))) is None or allows(role, task)]


STAFF_TOO = frozenset({ShortcutId.LEAD_FROM_MESSAGE})
"""For a partner's people; the staff hear something of their own."""


def guarded(routes: Mapping[str, Route], table: Mapping[str, Task | None]) -> dict[str, Route]:
    """The routes, each with the task it asks for; one that the table does not name asks only itself."""
    return {key: replace(route, task=table.get(key), staff_too=key in STAFF_TOO) for key, route in routes.items()}
