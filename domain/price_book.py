"""Products, plans and their list prices, as `program.yml` gives them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.program_part import Part, distinct
from domain.program_values import Amount, Filled, Key, Name


class Plan(Part):
    """A plan of a product; without a price it is sold on request and stays out of estimates."""

    key: Key
    name: Name
    price: Amount | None = Field(default=None, description="per agent and month")


class Product(Part):
    key: Key
    name: Name
    default_plan: Key
    plans: Annotated[tuple[Plan, ...], Filled, Field(max_length=100)]

    @model_validator(mode="after")
    def _default_exists(self) -> Self:
        keys = [plan.key for plan in self.plans]
        if len(set(keys)) != len(keys):
            raise ValueError("plan keys must differ")
        if self.default_plan not in keys:
            raise ValueError(f"default_plan is one of {', '.join(keys)}")
        return self

    def plan(self, key: str) -> Plan | None:
        """The plan of that key, if the product has it."""
        return next((plan for plan in self.plans if plan.key == key), None)


class PriceBook(Part):
    """List prices valid from a day on, until the next price book."""

    valid_from: date
    products: Annotated[tuple[Product, ...], Filled, Field(max_length=10)]

    @model_validator(mode="after")
    def _products_differ(self) -> Self:
        distinct("products", [product.key for product in self.products])
        return self

    def product(self, key: str) -> Product | None:
        """The product of that key, if the book has it."""
        return next((product for product in self.products if product.key == key), None)

    def has(self, product: str, plan: str) -> bool:
        """Whether the book has that plan of that product."""
        found = self.product(product)
        return found is not None and found.plan(plan) is not None
