"""What the fields of the lead form are called, wherever they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.texts.catalogue import Spoken, mark

LABELS: Mapping[str, str] = Spoken(
    {
        "company": mark("Company"),
        "domain": mark("Website"),
        "first_name": mark("First name"),
        "last_name": mark("Last name"),
        "email": mark("Work email"),
        "job_title": mark("Job title"),
        "country": mark("Country"),
        "phone": mark("Phone"),
        "employees": mark("Number of employees"),
        "notes": mark("Additional information"),
        "products": mark("Products"),
        "agents": mark("Number of agents"),
        "billing_cycle": mark("Billing cycle"),
        "reward": mark("Commission type"),
        "involvement": mark("How would you like to be involved?"),
        "consent": mark("Agreement"),
    }
)
"""By the field's name; the plan of a product is called after the product."""
