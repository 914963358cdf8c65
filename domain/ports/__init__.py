"""What the domain needs from outside: a unit of work with its repositories, and a clock."""

from domain.ports.billing import Billing
from domain.ports.arr import Arr
from domain.ports.clock import Clock
from domain.ports.directory import Directory
from domain.ports.history import History, Place
from domain.ports.leads import Leads
from domain.ports.ledger import Ledger
from domain.ports.partners import PartnerFigures, PartnerRow, Partners
from domain.ports.people import People
from domain.ports.subscriptions import Subscriptions
from domain.ports.unit_of_work import DeadLetter, UnitOfWork

__all__ = [
    "Arr",
    "Billing",
    "Clock",
    "DeadLetter",
    "Directory",
    "History",
    "Leads",
    "Ledger",
    "PartnerFigures",
    "PartnerRow",
    "Partners",
    "People",
    "Place",
    "Subscriptions",
    "UnitOfWork",
]
