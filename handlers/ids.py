"""Every id that Slack gives back to us. A test holds what is emitted, what is routed and manifest.yml together."""

from __future__ import annotations

from enum import StrEnum


class CommandName(StrEnum):
    PARTNER = "/partner"
    PROGRAM = "/program"


class Action(StrEnum):
    """What a button or a reporting input does. Ids of leads and offsets travel in its value.

    Ids must differ within a row of buttons, so the way to the page before has one of its own.
    """

    OVERVIEW = "overview.open"
    ARR = "arr.open"
    ARR_BACK = "arr.open.back"
    ARR_CHART = "arr.chart"
    ARR_EXPORT = "arr.export"
    CUSTOMERS = "customers.open"
    CUSTOMERS_BACK = "customers.open.back"
    CUSTOMERS_SEARCH = "customers.search"
    CUSTOMERS_TYPED = "customers.search.typed"
    CUSTOMER = "customer.open"
    CUSTOMER_BACK = "customer.open.back"
    TIER = "tier.open"
    TIER_HISTORY = "tier.history"
    TIER_HISTORY_BACK = "tier.history.back"
    BENEFITS = "benefits.open"
    CLAIM_FORM = "claim.form.open"
    CLAIM_KEEP = "claim.form.keep"
    CLAIMS = "claims.open"
    CLAIMS_BACK = "claims.open.back"
    CLAIM = "claim.open"
    CLAIM_ANSWER = "claim.answer"
    CLAIM_WITHDRAW = "claim.withdraw"
    HELP = "help.open"
    ESTIMATE = "estimate.open"
    ESTIMATE_ANSWER = "estimate.answer"
    LEAD_FORM = "lead.form.open"
    LEAD_ANSWER = "lead.form.answer"
    LEADS = "leads.open"
    LEADS_BACK = "leads.open.back"
    LEAD = "lead.open"
    PROGRAM = "program.open"
    BOARD = "board.open"
    BOARD_BACK = "board.open.back"
    BOARD_FILTER = "board.filter"
    PARTNERS = "partners.open"
    PARTNERS_BACK = "partners.open.back"
    PARTNERS_ORDER = "partners.order"
    PARTNERS_TIER = "partners.tier"
    PARTNERS_ONLY = "partners.only"
    PARTNER = "partner.open"
    PARTNER_DAY = "partner.day"
    PARTNER_ARR = "partner.arr"
    PARTNER_ARR_BACK = "partner.arr.back"
    PARTNER_TIER = "partner.tier"
    PARTNER_TIER_END = "partner.tier.end"
    PARTNER_MANAGER = "partner.manager"
    STAFF_SETTINGS = "staff.settings"
    STAFF_CHOOSE = "staff.choose"
    STAFF_AWAY = "staff.away"
    STAFF_BACK = "staff.back"
    REPORT = "report.open"
    REPORT_BACK = "report.open.back"
    REPORT_FILE = "report.file"
    LEAD_REVIEW = "lead.review"
    LEAD_REVIEW_MOVE = "lead.review.move"
    LEAD_ASSIGN = "lead.assign"
    DESK = "desk.open"
    DESK_BACK = "desk.open.back"
    DESK_VIEW = "desk.view"
    DESK_BENEFIT = "desk.benefit"
    DESK_CLAIM = "desk.claim"
    DESK_TAKE = "desk.take"
    DESK_ASK = "desk.ask"
    DESK_FULFIL = "desk.fulfil"
    DESK_DECLINE = "desk.decline"
    DESK_REASSIGN = "desk.reassign"
    DESK_KEEP = "desk.keep"
    DESK_END = "desk.end"


class Callback(StrEnum):
    """What a submitted modal is."""

    LEAD_CONTACT = "lead.submit.contact"
    LEAD_DEAL = "lead.submit.deal"
    LEAD_CONSENT = "lead.submit.consent"
    LEAD_REVIEW = "lead.submit.review"
    ESTIMATE = "estimate.submit"
    SET_TIER = "tier.submit"
    END_TIER = "tier.submit.end"
    CUSTOMERS_SEARCH = "customers.search"
    CLAIM = "claim.submit"
    CLAIM_ANSWER = "claim.submit.answer"
    DESK_ASK = "desk.submit.ask"
    DESK_FULFIL = "desk.submit.fulfil"
    DESK_DECLINE = "desk.submit.decline"
    DESK_REASSIGN = "desk.submit.reassign"
    DESK_KEEP = "desk.submit.keep"
    DESK_END = "desk.submit.end"
    PARTNER_MANAGER = "manager.submit"
    STAFF_SETTINGS = "staff.submit.settings"
    STAFF_AWAY = "staff.submit.away"
    READING = "reading"


class ShortcutId(StrEnum):
    SUBMIT_LEAD = "lead.open"


INPUT = "typed"
"""The action_id of inputs that report nothing until the form is submitted."""
