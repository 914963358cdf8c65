"""The questions of a talk, by field."""

from __future__ import annotations

from collections.abc import Mapping

from domain.lead_fields import LeadField
from handlers.texts.catalogue import Spoken, mark, say

QUESTIONS: Mapping[str, str] = Spoken(
    {
        "company": mark("What is the company called?"),
        "domain": mark("What is their website?"),
        "first_name": mark("Who is your contact there? The first name, please."),
        "last_name": mark("And the last name?"),
        "email": mark("What is their work email?"),
        "job_title": mark("What is their job title?"),
        "country": mark("Which country are they in?"),
        "phone": mark("Do you have a phone number? With the country code, such as +48 600 100 200."),
        "employees": mark("How many employees do they have?"),
        "notes": mark("Is there anything else we should know?"),
        "products": mark("Which products may they buy?"),
        "agents": mark("How many agents would work with it?"),
        "billing_cycle": mark("How would they like to be billed?"),
        "reward": mark("Which reward would you like?"),
        "involvement": mark("How would you like to be involved?"),
        "consent": mark("Is that so? We only contact leads that know about it."),
    }
)


def question(field: LeadField, label: str) -> str:
    """What is asked for a field; `label` is what it is called."""
    return QUESTIONS.get(field.name) or say("Which {field}?", field=label)
