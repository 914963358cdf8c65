"""Small files to import, and what is in the database afterwards."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from sqlalchemy import create_engine, text

from tests.cli.conftest import Program

PARTNERS = (
    "id,name,slack_team_id,slack_channel_id,account_manager,members,joined_on",
    "northwind,Northwind,,C0NORTHWND,U0ALEX001,U0PAT0001;U0PIOTR01,2025-03-01",
    "helio,Helio Labs,T0HELIO,,,U0HANA001,",
)
COLUMNS = (
    "id;partner;customer_id;customer_name;customer_domain;kind;product;plan;seats;billing_cycle;amount;currency;status;"
    "rate;started_on;ended_on"
)
ACME = "sub_1;northwind;cus_1;Acme;acme.example;referral;livechat;business;5;monthly;295.00;USD;active;;2026-01-15;"
BOLT = "sub_2;northwind;cus_2;Bolt;;reseller;livechat;team;20;annual;9840.00;USD;active;0.25;2026-02-01;"


def rows(app: Program, query: str) -> list[tuple[Any, ...]]:
    """What the database holds."""
    engine = create_engine(app.environment["DATABASE_URL"])
    with closing(engine.connect()) as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found
