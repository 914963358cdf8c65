"""The questions of a talk, by field."""

from __future__ import annotations

from collections.abc import Mapping

from domain.lead_fields import LeadField

QUESTIONS: Mapping[str, str] = {
    "company": "What is the company called?",
    "domain": "What is their website?",
    "first_name": "Who is your contact there? The first name, please.",
    "last_name": "And the last name?",
    "email": "What is their work email?",
    "job_title": "What is their job title?",
    "country": "Which country are they in?",
    "phone": "Do you have a phone number? With the country code, such as +48 600 100 200.",
    "employees": "How many employees do they have?",
    "notes": "Is there anything else we should know?",
    "products": "Which products may they buy?",
    "agents": "How many agents would work with it?",
    "billing_cycle": "How would they like to be billed?",
    "reward": "Which reward would you like?",
    "involvement": "How would you like to be involved?",
    "consent": "Is that so? We only contact leads that know about it.",
}


def question(field: LeadField, label: str) -> str:
    """What is asked for a field; `label` is what it is called."""
    return QUESTIONS.get(field.name) or f"Which {label}?"
