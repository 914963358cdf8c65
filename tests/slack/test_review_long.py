"""Long texts in a review: whatever is chosen or happens meanwhile, what was typed stays, or is shown to be copied."""

from __future__ import annotations

import pytest

from domain.leads import LeadStatus
from sandbox.people.actor import Actor, Form
from tests.slack.playing import card_of, moved, review, seed_leads, top
from tests.slack.story import Story

MESSAGE, NOTE, REASON = ":envelope: Message to the partner", ":lock: Internal note", "Reason"
AT_MOST = "Please enter at most {} characters."


@pytest.fixture
def sam(story: Story) -> Actor:
    """A rep; Northwind has handed over two leads."""
    story.enrol("northwind", channels=False)
    seed_leads(story, "northwind", 2)
    return story.person("sam")


async def chosen(form: Form, *statuses: str) -> Form:
    """The form after so many choices of the status."""
    for status in statuses:
        assert (await form.change({"Status": status})).error is None
    return form


@pytest.mark.parametrize("letter", ["a", "ż", "🎉", '"'])
async def test_a_reason_of_full_length_comes_back_with_its_field(story: Story, sam: Actor, letter: str) -> None:
    reason = letter * 1000
    form = await chosen(await review(sam, await card_of(story, "L-1")), "Reject")
    form.fill({REASON: reason})
    await chosen(form, "Approve for further review")
    assert REASON not in form
    await chosen(form, "Reject")
    assert form[REASON] == reason
    await form.submit()
    lead = story.look(lambda uow: uow.leads.get(1))
    assert lead is not None
    assert (lead.status, lead.reason) == (LeadStatus.REJECTED, reason)


@pytest.mark.parametrize("length", [2400, 2600, 3000])
async def test_a_reason_that_is_too_long_stays_until_it_is_shortened(story: Story, sam: Actor, length: int) -> None:
    reason = "ż" * length
    form = await chosen(await review(sam, await card_of(story, "L-1")), "Reject")
    form.fill({REASON: reason})
    await chosen(form, "Approve for further review", "Reject")
    assert form[REASON] == reason
    await form.submit()
    assert form.errors == {REASON: AT_MOST.format(1000)}
    await chosen(form, "Approve for further review")
    if REASON in form:
        assert "shorten it to keep it for later, or empty it" in form.text
        await form.submit()
        assert form.errors == {REASON: AT_MOST.format(1000)}
        form.fill({REASON: "Short"})
    await form.submit()
    lead = story.look(lambda uow: uow.leads.get(1))
    assert lead is not None
    assert (lead.status, lead.reason) == (LeadStatus.APPROVED, None)
    assert "Short" not in str(story.look(lambda uow: uow.leads.history(1)))


@pytest.mark.parametrize("name", [MESSAGE, NOTE])
@pytest.mark.parametrize("length", [100, 2000, 2400, 2600, 3000, 3100])
async def test_a_text_stays_whatever_is_chosen(story: Story, sam: Actor, name: str, length: int) -> None:
    text = "ż" * length
    form = await review(sam, await card_of(story, "L-1"))
    form.fill({name: text})
    await chosen(form, "Reject", "Approve for further review")
    assert form.fields == ["Status", "Under way", MESSAGE, NOTE]
    assert form[name] == text
    await form.submit()
    assert form.errors == ({name: AT_MOST.format(2000)} if length > 2000 else {})
    assert form.is_open == (length > 2000)


async def test_a_sale_comes_back_with_its_fields(story: Story, sam: Actor) -> None:
    await moved(story, sam, "L-1", "Approve for further review")
    form = await chosen(await review(sam, await card_of(story, "L-1")), "Won")
    sale = {"Confirmed annual value": "1,234.50", "Products as sold": None, "Agents as sold": "77"}
    form.fill(sale)
    await chosen(form, "Lost")
    form.fill({REASON: "ż" * 1000})
    await chosen(form, "Won")
    assert form["Confirmed annual value"] == "1,234.50"
    assert not form["Products as sold"]
    assert form["Agents as sold"] == "77"
    await chosen(form, "Lost")
    assert form[REASON] == "ż" * 1000


async def test_all_that_was_written_is_shown_where_a_colleague_has_closed_the_lead(story: Story, sam: Actor) -> None:
    typed = {NOTE: "n <&" * 500, MESSAGE: "m" * 2000}
    form = await chosen(await review(sam, await card_of(story, "L-1")), "Reject")
    form.fill({REASON: "r" * 1000, **typed})
    await chosen(form, "Approve for further review")
    await moved(story, story.person("riley"), "L-1", "Reject", Reason="No")
    await form.submit()
    assert "nothing of yours was saved" in form.text
    assert form.fields == []
    assert "\n".join(["You had written:", "r" * 1000, "m" * 2000, "n <&" * 500]) in form.text


async def test_a_reason_set_aside_stays_under_another_form_beside_long_texts(story: Story, sam: Actor) -> None:
    form = await chosen(await review(sam, await card_of(story, "L-1")), "Reject")
    form.fill({REASON: "r" * 1000, NOTE: "n" * 2000, MESSAGE: "m" * 2000})
    await chosen(form, "Approve for further review")
    asking = top(await form.click("Ask the partner"))
    form = top(await asking.fill({"Question": "Which plan?"}).submit())
    assert (form[NOTE], form[MESSAGE]) == ("n" * 2000, "m" * 2000)
    await chosen(form, "Reject")
    assert form[REASON] == "r" * 1000


async def test_long_texts_are_shown_also_where_the_lead_is_closed_below_another_form(story: Story, sam: Actor) -> None:
    typed = {NOTE: "n" * 2000, MESSAGE: "m" * 2000}
    form = (await review(sam, await card_of(story, "L-1"))).fill(typed)
    linking = top(await form.click("Same deal as…"))
    main = "L-2 · Company 1 · Submitted"
    form = top(await linking.fill({"Which lead stands for the deal?": main}).submit())
    assert (form[NOTE], form[MESSAGE]) == ("n" * 2000, "m" * 2000)
    form = top(await form.submit())
    assert "\n".join(["You had written:", "m" * 2000, "n" * 2000]) in form.text


async def test_a_question_to_a_lead_that_was_closed_is_shown_whatever_lies_below(story: Story, sam: Actor) -> None:
    form = (await review(sam, await card_of(story, "L-1"))).fill({NOTE: "n" * 2000, MESSAGE: "m" * 2000})
    asking = top(await form.click("Ask the partner"))
    await moved(story, story.person("riley"), "L-1", "Reject", Reason="No")
    form = top(await asking.fill({"Question": "q<" * 1000}).submit())
    assert "You had written:\n" + "q<" * 1000 in form.text
