"""What the domain needs from outside: a unit of work with its repositories, and a clock."""

from domain.ports.arr import Arr
from domain.ports.billing import Billing
from domain.ports.claims import Claims, DeskSelection, DeskView
from domain.ports.clock import Clock
from domain.ports.directory import Directory
from domain.ports.history import History, Place
from domain.ports.joining import Joining
from domain.ports.lead_conflicts import LeadConflicts
from domain.ports.lead_deadlines import LeadDeadlines
from domain.ports.lead_drafts import LeadDrafts
from domain.ports.lead_talks import LeadTalks
from domain.ports.lead_uploads import LeadUploads
from domain.ports.lead_weeks import LeadWeeks
from domain.ports.leads import Leads
from domain.ports.leads_desk import LeadsDesk
from domain.ports.ledger import Ledger
from domain.ports.partners import PartnerFigures, PartnerRow, Partners
from domain.ports.people import People
from domain.ports.staff import Held, Staff, Waiting
from domain.ports.subscriptions import Subscriptions
from domain.ports.unit_of_work import DeadLetter, UnitOfWork

__all__ = [
    "Arr",
    "Billing",
    "Claims",
    "Clock",
    "DeadLetter",
    "DeskSelection",
    "DeskView",
    "Directory",
    "Held",
    "History",
    "Joining",
    "LeadConflicts",
    "LeadDeadlines",
    "LeadDrafts",
    "LeadTalks",
    "LeadUploads",
    "LeadWeeks",
    "Leads",
    "LeadsDesk",
    "Ledger",
    "PartnerFigures",
    "PartnerRow",
    "Partners",
    "People",
    "Place",
    "Staff",
    "Subscriptions",
    "UnitOfWork",
    "Waiting",
]
