"""Words for the domain's statuses, moves and options, as people read them."""

from __future__ import annotations

from collections.abc import Mapping

from domain.claims import ClaimStatus
from domain.leads import CLOSED, LeadStatus, Move, RewardOption
from domain.membership import ApplicationStatus
from domain.people import SYSTEM, PersonKey, user_id
from domain.program import Program
from domain.subscriptions import BillingCycle
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import Format

STATUS: Mapping[LeadStatus, str] = Spoken(
    {
        LeadStatus.SUBMITTED: mark("Submitted"),
        LeadStatus.REJECTED: mark("Rejected"),
        LeadStatus.APPROVED: mark("Approved for further review"),
        LeadStatus.WON: mark("Won"),
        LeadStatus.LOST: mark("Lost"),
    }
)

CLAIM_STATUS: Mapping[ClaimStatus, str] = Spoken(
    {
        ClaimStatus.REQUESTED: mark("Requested"),
        ClaimStatus.IN_PROGRESS: mark("In progress"),
        ClaimStatus.FULFILLED: mark("Fulfilled"),
        ClaimStatus.DECLINED: mark("Declined"),
        ClaimStatus.WITHDRAWN: mark("Withdrawn"),
    }
)

APPLICATION: Mapping[ApplicationStatus, str] = Spoken(
    {
        ApplicationStatus.OPEN: mark("to be decided"),
        ApplicationStatus.APPROVED: mark("approved"),
        ApplicationStatus.DECLINED: mark("declined"),
        ApplicationStatus.SETTLED: mark("settled"),
    }
)

STATUS_EMOJI: dict[LeadStatus, str] = {
    LeadStatus.SUBMITTED: ":inbox_tray:",
    LeadStatus.REJECTED: ":no_entry_sign:",
    LeadStatus.APPROVED: ":mag:",
    LeadStatus.WON: ":tada:",
    LeadStatus.LOST: ":heavy_minus_sign:",
}

REOPENED_EMOJI = ":arrows_counterclockwise:"

MOVE: Mapping[Move, str] = Spoken(
    {
        Move.APPROVE: mark("Approve for further review"),
        Move.REJECT: mark("Reject"),
        Move.WIN: mark("Won"),
        Move.LOSE: mark("Lost"),
        Move.REOPEN: mark("Reopen"),
    }
)

CYCLE: Mapping[BillingCycle, str] = Spoken({BillingCycle.MONTHLY: mark("Monthly"), BillingCycle.ANNUAL: mark("Annual")})


def status(of: LeadStatus) -> str:
    """A status with its sign."""
    return f"{STATUS_EMOJI[of]} {STATUS[of]}"


def moved_to(before: LeadStatus, after: LeadStatus) -> str:
    """A move in a history: the status it led to, and that it was a reopening where it came from a closed one."""
    return say("Reopened: {status} again", status=STATUS[after]) if before in CLOSED else STATUS[after]


def reward_option(option: RewardOption, program: Program, fmt: Format) -> str:
    """`$500 fixed fee` or `10% of the deal's annual value`."""
    rewards = program.leads.rewards
    if option is RewardOption.FLAT_FEE:
        return say("{amount} fixed fee", amount=fmt.amount(rewards.fixed_fee))
    return say("{rate} of the deal's annual value", rate=fmt.rate(rewards.revenue_share))


def who(person: PersonKey) -> str:
    """A person as Slack shows it; the software itself by name."""
    return say("the program") if person == SYSTEM else f"<@{user_id(person)}>"
