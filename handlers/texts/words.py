"""Words for the domain's statuses, moves and options, as people read them."""

from __future__ import annotations

from domain.claims import ClaimStatus
from domain.leads import CLOSED, LeadStatus, Move, RewardOption
from domain.people import SYSTEM, PersonKey, user_id
from domain.program import Program
from domain.subscriptions import BillingCycle
from handlers.texts.format import Format

STATUS: dict[LeadStatus, str] = {
    LeadStatus.SUBMITTED: "Submitted",
    LeadStatus.REJECTED: "Rejected",
    LeadStatus.APPROVED: "Approved for further review",
    LeadStatus.WON: "Won",
    LeadStatus.LOST: "Lost",
}

CLAIM_STATUS: dict[ClaimStatus, str] = {
    ClaimStatus.REQUESTED: "Requested",
    ClaimStatus.IN_PROGRESS: "In progress",
    ClaimStatus.FULFILLED: "Fulfilled",
    ClaimStatus.DECLINED: "Declined",
    ClaimStatus.WITHDRAWN: "Withdrawn",
}

STATUS_EMOJI: dict[LeadStatus, str] = {
    LeadStatus.SUBMITTED: ":inbox_tray:",
    LeadStatus.REJECTED: ":no_entry_sign:",
    LeadStatus.APPROVED: ":mag:",
    LeadStatus.WON: ":tada:",
    LeadStatus.LOST: ":heavy_minus_sign:",
}

REOPENED_EMOJI = ":arrows_counterclockwise:"

MOVE: dict[Move, str] = {
    Move.APPROVE: "Approve for further review",
    Move.REJECT: "Reject",
    Move.WIN: "Won",
    Move.LOSE: "Lost",
    Move.REOPEN: "Reopen",
}

CYCLE: dict[BillingCycle, str] = {BillingCycle.MONTHLY: "Monthly", BillingCycle.ANNUAL: "Annual"}


def status(of: LeadStatus) -> str:
    """A status with its sign."""
    return f"{STATUS_EMOJI[of]} {STATUS[of]}"


def moved_to(before: LeadStatus, after: LeadStatus) -> str:
    """A move in a history: the status it led to, and that it was a reopening where it came from a closed one."""
    return f"Reopened: {STATUS[after]} again" if before in CLOSED else STATUS[after]


def reward_option(option: RewardOption, program: Program, fmt: Format) -> str:
    """`$500 fixed fee` or `10% of the deal's annual value`."""
    rewards = program.leads.rewards
    if option is RewardOption.FLAT_FEE:
        return f"{fmt.amount(rewards.fixed_fee)} fixed fee"
    return f"{fmt.rate(rewards.revenue_share)} of the deal's annual value"


def who(person: PersonKey) -> str:
    """A person as Slack shows it; the software itself by name."""
    return "the program" if person == SYSTEM else f"<@{user_id(person)}>"
