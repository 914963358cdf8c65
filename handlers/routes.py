"""Which handler answers what: one dict for each kind of request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from handlers import permissions
from handlers.arr import handlers as taken_apart
from handlers.benefits import claims as own_claims
from handlers.benefits import form as claim_form
from handlers.benefits.handlers import benefits
from handlers.charts.handlers import arr_chart
from handlers.conflicts import handlers as conflicts
from handlers.context import Route
from handlers.customers import handlers as customers
from handlers.desk import claims as desk
from handlers.desk import files as desk_files
from handlers.desk import forms as desk_forms
from handlers.desk import list as desk_list
from handlers.directory import arr as partner_arr
from handlers.directory import channel as partner_channel
from handlers.directory import list as directory
from handlers.directory import partner as partners
from handlers.directory import report
from handlers.directory import tier as set_tier
from handlers.earnings.handlers import earnings
from handlers.estimate import form as estimate
from handlers.help import handlers as helping
from handlers.home.handlers import open_home
from handlers.ids import Action, Callback, CommandName, ShortcutId
from handlers.leads import ask, board, board_export, drafts, form, own, review
from handlers.leads import list as leads
from handlers.leads.introduce import introduced
from handlers.overview import handlers as overview
from handlers.people import desk as admitting
from handlers.people import join as joining
from handlers.people import people
from handlers.program.handlers import program
from handlers.settings import handlers as settings
from handlers.staff import away
from handlers.staff import manager as account_manager
from handlers.talk import clicks as talk
from handlers.talk.message import from_message
from handlers.talk.messages import said
from handlers.tiers import handlers as tiers
from handlers.uploads import handlers as uploads
from handlers.words.handlers import mentioned


@dataclass(frozen=True)
class Routes:
    """The routes of the whole app."""

    words: Mapping[str, Mapping[str, Route]]
    unknown_words: Mapping[str, Route]
    actions: Mapping[str, Route]
    submissions: Mapping[str, Route]
    shortcuts: Mapping[str, Route]
    home: Route
    message: Route
    mention: Route

    def command(self, name: str, word: str) -> Route | None:
        """The route of a subcommand; an unknown word is answered with help, an unknown command not at all."""
        return self.words.get(name, {}).get(word) or self.unknown_words.get(name)

    def action(self, action_id: str) -> Route | None:
        """The route of a button or a reporting input."""
        return self.actions.get(action_id)

    def submission(self, callback_id: str) -> Route | None:
        """The route of a modal that was sent off."""
        return self.submissions.get(callback_id)

    def shortcut(self, callback_id: str) -> Route | None:
        """The route of a shortcut."""
        return self.shortcuts.get(callback_id)


def routes() -> Routes:
    """All routes, each with what it asks of its caller."""
    every = _routes()
    return replace(
        every,
        words={name: permissions.guarded(words, permissions.WORDS[name]) for name, words in every.words.items()},
        actions=permissions.guarded(every.actions, permissions.ACTIONS),
        submissions=permissions.guarded(every.submissions, permissions.SUBMISSIONS),
        shortcuts=permissions.guarded(every.shortcuts, permissions.SHORTCUTS),
    )


def _routes() -> Routes:
    return Routes(
        words={CommandName.PARTNER: _partner_words(), CommandName.PROGRAM: _program_words()},
        unknown_words={
            CommandName.PARTNER: Route(helping.unknown_partner_word),
            CommandName.PROGRAM: Route(helping.unknown_program_word),
        },
        actions=_actions(),
        submissions={
            Callback.CUSTOMERS_SEARCH: Route(customers.search_sent),
            Callback.LEAD_CONTACT: Route(form.contact_sent, writes=True),
            Callback.LEAD_DEAL: Route(form.deal_sent, writes=True),
            Callback.LEAD_CONSENT: Route(form.consent_sent, writes=True),
            Callback.LEAD_REPLY: Route(own.reply_sent, writes=True),
            Callback.LEAD_CORRECT: Route(own.correction_sent, writes=True),
            Callback.LEAD_WITHDRAW: Route(own.withdrawal_sent, writes=True),
            Callback.LEAD_CONFLICT: Route(conflicts.decision_sent, writes=True),
            Callback.LEAD_REVIEW: Route(review.review_sent, writes=True),
            Callback.BOARD_SEARCH: Route(board.search_sent),
            **{form: Route(ask.form_sent, writes=True) for form in ask.OPENED_BY.values()},
            Callback.SET_TIER: Route(set_tier.tier_sent, writes=True),
            Callback.END_TIER: Route(set_tier.end_sent, writes=True),
            Callback.PARTNER_MANAGER: Route(account_manager.manager_sent, writes=True),
            Callback.PARTNER_CHANNEL: Route(partner_channel.channel_sent, writes=True),
            Callback.STAFF_SETTINGS: Route(settings.choices_sent, writes=True),
            Callback.PARTNER_SETTINGS: Route(settings.partner_choices_sent, writes=True),
            Callback.STAFF_AWAY: Route(away.absence_sent, writes=True),
            Callback.ESTIMATE: Route(estimate.estimate_sent, writes=True),
            Callback.CLAIM: Route(claim_form.form_sent, writes=True, brings_files=True),
            Callback.CLAIM_ANSWER: Route(own_claims.answer_sent, writes=True),
            Callback.JOIN: Route(joining.application_sent, writes=True),
            Callback.JOIN_CODE: Route(joining.code_sent, writes=True),
            Callback.PERSON: Route(people.person_sent, writes=True),
            Callback.PEOPLE_INVITE: Route(people.invite_sent, writes=True),
            Callback.PEOPLE_LEAVE: Route(people.leave_sent, writes=True),
            Callback.APPLICATION_APPROVE: Route(admitting.approval_sent, writes=True),
            Callback.APPLICATION_DECLINE: Route(admitting.refusal_sent, writes=True),
            **{
                form: Route(desk_forms.form_sent, writes=True, brings_files=form is Callback.DESK_FULFIL)
                for form in desk_forms.OPENED_BY.values()
            },
        },
        shortcuts={
            ShortcutId.SUBMIT_LEAD: Route(drafts.open_form),
            ShortcutId.LEAD_FROM_MESSAGE: Route(from_message, writes=True),
        },
        home=Route(open_home),
        message=Route(said, writes=True),
        mention=Route(mentioned),
    )


def _partner_words() -> dict[str, Route]:
    return {
        "": Route(overview.overview),
        "status": Route(overview.overview),
        "arr": Route(taken_apart.arr),
        "customers": Route(customers.customers),
        "earnings": Route(earnings),
        "tier": Route(tiers.tier),
        "benefits": Route(benefits),
        "claim": Route(claim_form.claim_command, writes=True),
        "estimate": Route(estimate.open_estimate),
        "lead": Route(drafts.open_form),
        "leads": Route(leads.leads),
        "import": Route(uploads.how),
        "settings": Route(settings.partner_settings),
        "join": Route(joining.open_join, writes=True),
        "people": Route(people.people),
        "help": Route(helping.partner_help),
    }


def _program_words() -> dict[str, Route]:
    return {
        "": Route(program),
        "leads": Route(board.board),
        "claims": Route(desk_list.claims),
        "partners": Route(directory.partners),
        "partner": Route(partners.partner),
        "report": Route(report.report),
        "settings": Route(settings.settings),
        "away": Route(away.open_absence),
        "applications": Route(admitting.applications),
        "invite": Route(admitting.invite, writes=True),
        "help": Route(helping.program_help),
    }


def _actions() -> dict[str, Route]:
    return {
        Action.OVERVIEW: Route(overview.overview),
        Action.ARR: Route(taken_apart.arr),
        Action.ARR_BACK: Route(taken_apart.arr),
        Action.ARR_CHART: Route(arr_chart),
        Action.ARR_EXPORT: Route(taken_apart.export),
        Action.EARNINGS: Route(earnings),
        Action.EARNINGS_BACK: Route(earnings),
        Action.CUSTOMERS: Route(customers.customers),
        Action.CUSTOMERS_BACK: Route(customers.customers),
        Action.CUSTOMERS_SEARCH: Route(customers.open_search),
        Action.CUSTOMERS_TYPED: Route(customers.search_typed),
        Action.CUSTOMER: Route(customers.customer),
        Action.CUSTOMER_BACK: Route(customers.customer),
        Action.TIER: Route(tiers.tier),
        Action.TIER_HISTORY: Route(tiers.history),
        Action.TIER_HISTORY_BACK: Route(tiers.history),
        Action.BENEFITS: Route(benefits),
        Action.CLAIM_FORM: Route(claim_form.open_form, writes=True),
        Action.CLAIM_TYPED: Route(claim_form.typed, writes=True),
        Action.CLAIMS: Route(own_claims.claims),
        Action.CLAIMS_BACK: Route(own_claims.claims),
        Action.CLAIM: Route(own_claims.claim),
        Action.CLAIM_ANSWER: Route(own_claims.open_answer),
        Action.CLAIM_FILES: Route(desk_files.send_delivered),
        Action.CLAIM_WITHDRAW: Route(own_claims.withdraw, writes=True),
        Action.HELP: Route(helping.partner_help),
        Action.JOIN: Route(joining.open_join, writes=True),
        Action.JOIN_CODE: Route(joining.open_code),
        Action.JOIN_ACCEPT: Route(joining.accepted, writes=True),
        Action.PEOPLE: Route(people.people),
        Action.PEOPLE_BACK: Route(people.people),
        Action.PEOPLE_HISTORY: Route(people.history),
        Action.PEOPLE_HISTORY_BACK: Route(people.history),
        Action.PERSON: Route(people.open_person),
        Action.PEOPLE_INVITE: Route(people.open_invite),
        Action.PEOPLE_INVITE_END: Route(people.end_invite, writes=True),
        Action.PEOPLE_LEAVE: Route(people.open_leave),
        Action.INVITE_END: Route(admitting.end_invite, writes=True),
        Action.APPLICATIONS: Route(admitting.applications),
        Action.APPLICATION_APPROVE: Route(admitting.open_approval),
        Action.APPLICATION_DECLINE: Route(admitting.open_refusal),
        Action.APPLICATION_CHANNEL: Route(admitting.channel_way_chosen),
        Action.ESTIMATE: Route(estimate.open_estimate),
        Action.ESTIMATE_ANSWER: Route(estimate.estimate_typed, writes=True),
        Action.LEAD_FORM: Route(drafts.open_form),
        Action.LEAD_NEW: Route(drafts.new_form),
        Action.LEAD_ANSWER: Route(form.deal_typed, writes=True),
        Action.LEAD_TYPED: Route(form.typed, writes=True),
        Action.LEAD_CONTACT_PAGE: Route(drafts.go_back, writes=True),
        Action.LEAD_DEAL_PAGE: Route(drafts.go_back, writes=True),
        Action.LEAD_DRAFT: Route(drafts.go_on),
        Action.LEAD_DISCARD: Route(drafts.discard, writes=True),
        Action.TALK_BEGIN: Route(talk.begin, writes=True),
        Action.TALK_NEW: Route(talk.begin_new, writes=True),
        Action.TALK_DRAFT: Route(talk.begin_draft, writes=True),
        Action.TALK_ANSWER: Route(talk.answered, writes=True),
        Action.TALK_TICK: Route(talk.ticked, writes=True),
        Action.TALK_CHANGE: Route(talk.change, writes=True),
        Action.TALK_FORM: Route(talk.open_form, writes=True),
        Action.TALK_SUBMIT: Route(talk.submit, writes=True),
        **{step: Route(talk.stepped, writes=True) for step in talk.STEPS},
        Action.LEADS: Route(leads.leads),
        Action.LEADS_BACK: Route(leads.leads),
        Action.LEADS_FILTER: Route(leads.leads),
        Action.LEADS_EXPORT: Route(leads.export),
        Action.LEAD_OWN_EXPORT: Route(own.export),
        Action.LEAD: Route(own.lead),
        Action.LEAD_EARLIER: Route(own.earlier),
        Action.LEAD_REPLY: Route(own.open_reply),
        Action.LEAD_CORRECT: Route(own.open_correction),
        Action.LEAD_WITHDRAW: Route(own.open_withdrawal),
        Action.LEAD_AGAIN: Route(own.submit_again, writes=True),
        Action.PROGRAM: Route(program),
        Action.BOARD: Route(board.board),
        Action.BOARD_BACK: Route(board.board),
        Action.BOARD_FILTER: Route(board.board),
        Action.BOARD_VIEW: Route(board.board),
        Action.BOARD_SORT: Route(board.board),
        Action.BOARD_ALL: Route(board.board),
        Action.BOARD_SEARCH: Route(board.open_search),
        Action.BOARD_EXPORT: Route(board_export.export_board),
        Action.PARTNERS: Route(directory.partners),
        Action.PARTNERS_BACK: Route(directory.partners),
        Action.PARTNERS_ORDER: Route(directory.partners),
        Action.PARTNERS_TIER: Route(directory.partners),
        Action.PARTNERS_ONLY: Route(directory.partners),
        Action.PARTNER: Route(partners.partner),
        Action.PARTNER_DAY: Route(partners.day_chosen),
        Action.PARTNER_ARR: Route(partner_arr.partner_arr),
        Action.PARTNER_ARR_BACK: Route(partner_arr.partner_arr),
        Action.PARTNER_TIER: Route(set_tier.open_tier),
        Action.PARTNER_TIER_END: Route(set_tier.open_end),
        Action.PARTNER_MANAGER: Route(account_manager.open_manager),
        Action.PARTNER_CHANNEL: Route(partner_channel.open_form),
        Action.PARTNER_CHANNEL_WAY: Route(partner_channel.way_chosen),
        Action.STAFF_SETTINGS: Route(settings.settings),
        Action.PARTNER_SETTINGS: Route(settings.partner_settings),
        Action.PARTNER_CHOOSE: Route(settings.open_partner_choices),
        Action.STAFF_CHOOSE: Route(settings.open_choices),
        Action.STAFF_AWAY: Route(away.open_absence),
        Action.STAFF_BACK: Route(settings.come_back, writes=True),
        Action.REPORT: Route(report.report),
        Action.REPORT_BACK: Route(report.report),
        Action.REPORT_FILE: Route(report.report_file),
        Action.UPLOAD_TAKE: Route(uploads.take),
        Action.UPLOAD_DISCARD: Route(uploads.discard, writes=True),
        Action.UPLOAD_TEMPLATE: Route(uploads.template),
        Action.LEAD_CONFLICT: Route(conflicts.open_decision),
        Action.LEAD_PROTECT: Route(conflicts.extend, writes=True),
        Action.LEAD_REVIEW: Route(review.open_review),
        Action.LEAD_REVIEW_MOVE: Route(review.move_chosen),
        Action.LEAD_INTRODUCED: Route(introduced, writes=True),
        Action.LEAD_ASSIGN: Route(review.assign, writes=True),
        Action.LEAD_TIMELINE: Route(review.whole_timeline),
        Action.LEAD_UNLINK: Route(ask.take_out, writes=True),
        Action.LEAD_EXPORT: Route(board_export.export_lead),
        **{opener: Route(ask.open_form) for opener in ask.OPENED_BY},
        Action.DESK: Route(desk_list.claims),
        Action.DESK_BACK: Route(desk_list.claims),
        Action.DESK_VIEW: Route(desk_list.claims),
        Action.DESK_QUEUE: Route(desk_list.claims),
        Action.DESK_BENEFIT: Route(desk_list.claims),
        Action.DESK_CLAIM: Route(desk.open_claim),
        Action.DESK_TAKE: Route(desk.take_claim, writes=True),
        Action.DESK_FILES: Route(desk_files.send_files),
        **{opener: Route(desk_forms.open_form) for opener in desk_forms.OPENED_BY},
    }
