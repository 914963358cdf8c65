"""What the program refuses, as codes. Texts for people live with the handlers, in one catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Code(StrEnum):
    """Every reason for which the domain says no. The catalogue of texts has an entry for each."""

    # what a person typed
    REQUIRED = "required"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    TOO_MANY = "too_many"
    TOO_FEW = "too_few"
    FILE_KIND = "file_kind"
    FILE_TOO_LARGE = "file_too_large"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    AMOUNT_INVALID = "amount_invalid"
    AMOUNT_NOT_POSITIVE = "amount_not_positive"
    EMAIL_INVALID = "email_invalid"
    PHONE_INVALID = "phone_invalid"
    PHONE_NEEDS_COUNTRY = "phone_needs_country"
    DOMAIN_INVALID = "domain_invalid"
    DATE_INVALID = "date_invalid"
    DATE_OUT_OF_RANGE = "date_out_of_range"
    MONTH_INVALID = "month_invalid"
    MONTH_TO_COME = "month_to_come"
    UNKNOWN_CHOICE = "unknown_choice"
    CONSENT_MISSING = "consent_missing"
    # who may do what
    NOT_A_MEMBER = "not_a_member"
    NOT_STAFF = "not_staff"
    NOT_ALLOWED = "not_allowed"
    LAST_OWNER = "last_owner"
    # how people come to a partner
    MEMBER_ALREADY = "member_already"
    APPLICATION_OPEN = "application_open"
    APPLICATION_UNKNOWN = "application_unknown"
    APPLICATION_DECIDED = "application_decided"
    APPLICATION_SETTLED = "application_settled"
    APPLICANT_ELSEWHERE = "applicant_elsewhere"
    CHANNEL_TAKEN = "channel_taken"
    CHANNEL_OF_DESK = "channel_of_desk"
    CHANNEL_THERE = "channel_there"
    CODE_WRONG = "code_wrong"
    CODE_OVER = "code_over"
    CODES_TOO_MANY = "codes_too_many"
    INVITE_OVER = "invite_over"
    CODE_NOT_YOURS = "code_not_yours"
    NOT_TO_INVITE = "not_to_invite"
    MEMBER_GONE = "member_gone"
    # what is there
    PARTNER_UNKNOWN = "partner_unknown"
    LEAD_UNKNOWN = "lead_unknown"
    CUSTOMER_UNKNOWN = "customer_unknown"
    CLAIM_UNKNOWN = "claim_unknown"
    BENEFIT_UNKNOWN = "benefit_unknown"
    DRAFT_UNKNOWN = "draft_unknown"
    DRAFT_GONE = "draft_gone"
    CONFLICT_UNKNOWN = "conflict_unknown"
    UPLOAD_UNKNOWN = "upload_unknown"
    # what has happened meanwhile
    LEAD_CHANGED = "lead_changed"
    LEAD_MOVE_ILLEGAL = "lead_move_illegal"
    LEAD_CLOSED = "lead_closed"
    LEAD_LINKED = "lead_linked"
    LEAD_NOT_ASKED = "lead_not_asked"
    LEAD_ASKED_ANEW = "lead_asked_anew"
    NOT_A_REP = "not_a_rep"
    NOT_ONE_DEAL = "not_one_deal"
    DEAL_PAID = "deal_paid"
    LEAD_ALREADY_ASSIGNED = "lead_already_assigned"
    CONFLICT_DECIDED = "conflict_decided"
    CONFLICT_UNDECIDED = "conflict_undecided"
    PROTECTION_CHANGED = "protection_changed"
    NAMES_A_PARTNER = "names_a_partner"
    UPLOAD_TAKEN = "upload_taken"
    TIER_BELOW_EARNED = "tier_below_earned"
    OVERRIDE_OVER = "override_over"
    PARTNER_CHANGED = "partner_changed"
    CLAIM_MOVED = "claim_moved"
    CLAIM_CHANGED = "claim_changed"
    BENEFIT_LOCKED = "benefit_locked"
    BENEFIT_NOT_CLAIMED = "benefit_not_claimed"
    QUOTA_REACHED = "quota_reached"
    CLAIM_OPEN = "claim_open"
    # the staff among themselves
    NOT_A_MANAGER = "not_a_manager"
    NOT_A_STAND_IN = "not_a_stand_in"
    TIMEZONE_UNKNOWN = "timezone_unknown"
    QUIET_HOURS_EMPTY = "quiet_hours_empty"
    # data from other systems
    CURRENCY_UNKNOWN = "currency_unknown"
    RATE_INVALID = "rate_invalid"
    MEMBER_ELSEWHERE = "member_elsewhere"
    CUSTOMER_ELSEWHERE = "customer_elsewhere"
    SUBSCRIPTION_ELSEWHERE = "subscription_elsewhere"


class DomainError(Exception):
    """A refusal with a code, the values its text names, and the form field it belongs to (if any)."""

    def __init__(self, code: Code, *, field: str | None = None, **params: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.field = field
        self.params: Mapping[str, object] = params


class FormError(Exception):
    """Several refusals of one form at once, keyed by field name; each is a DomainError with that field."""

    def __init__(self, errors: Mapping[str, DomainError]) -> None:
        super().__init__(", ".join(f"{field}: {error.code}" for field, error in errors.items()))
        self.errors = dict(errors)
