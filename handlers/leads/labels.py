"""What the fields of the lead form are called, wherever they are shown."""

from __future__ import annotations

from collections.abc import Mapping

LABELS: Mapping[str, str] = {
    "company": "Company",
    "domain": "Website",
    "first_name": "First name",
    "last_name": "Last name",
    "email": "Work email",
    "job_title": "Job title",
    "country": "Country",
    "phone": "Phone",
    "employees": "Number of employees",
    "notes": "Additional information",
    "products": "Products",
    "agents": "Number of agents",
    "billing_cycle": "Billing cycle",
    "reward": "Commission type",
    "involvement": "How would you like to be involved?",
    "consent": "Agreement",
}
"""By the field's name; the plan of a product is called after the product."""
