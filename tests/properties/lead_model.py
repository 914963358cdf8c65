"""What the rules say becomes of a lead, written down once more, and what is tried with one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import strategies as st

from domain.leads import MAX_REASON, Move, RewardOption
from tests.properties.worlds import ADA, EVERYBODY, RITA, SAM
from tests.unit import samples

PROGRAM = samples.program()
STAGES = {stage.key for stage in PROGRAM.leads.stages}
WORKERS = {SAM, RITA, ADA}

# the table of the rules, written down once more so that the code's own is not its own judge
LEADS_TO = {
    ("submitted", "approve"): "approved",
    ("submitted", "reject"): "rejected",
    ("approved", "win"): "won",
    ("approved", "lose"): "lost",
    ("rejected", "reopen"): "submitted",
    ("won", "reopen"): "approved",
    ("lost", "reopen"): "approved",
}
NEED_REASON = {"reject", "lose", "reopen"}

people = st.sampled_from(EVERYBODY)
workers = st.sampled_from(sorted(WORKERS))
COMPANIES = {
    draft: {"company": company, "domain": f"{company.lower()}.com", "email": f"ann@{company.lower()}.com"}
    for draft, company in (("draft-1", "Acme"), ("draft-2", "Bolt"), ("draft-3", "Cargo"))
}
"""Of which none may be the same as another: what comes of that is another machine's matter."""

drafts = st.sampled_from(sorted(COMPANIES))
answers = st.fixed_dictionaries(
    {"reward": st.sampled_from([option.value for option in RewardOption])},
    optional={"agents": st.sampled_from(["4", "5", "many"]), "products": st.just(["livechat"]),
              "employees": st.sampled_from(["50", "51"]), "consent": st.just([])},
)  # fmt: skip
reasons = st.sampled_from([*["No budget"] * 4, None, "", "   ", "x" * MAX_REASON, "x" * (MAX_REASON + 1)])
values = st.none() | st.sampled_from([-1, 0, 1, 4, 5, 3540_05, 5280_00]) | st.integers(1, 10**12)
moves = st.none() | st.sampled_from(Move)
stages = st.sampled_from([None, *sorted(STAGES), "lunch"])


@dataclass
class Known:
    """What the rules say of a lead: where it stands now and what its partner was promised."""

    partner: str
    reward: str
    status: str = "submitted"
    version: int = 1
    assignee: str | None = None
    stage: str | None = None
    value: int | None = None

    @property
    def owed(self) -> int:
        """What the ledger must sum up to for this lead, in cents."""
        if self.status != "won" or self.value is None:
            return 0
        tenth = (Decimal(self.value) / 10).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return 500_00 if self.reward == "flat_fee" else int(tenth)
