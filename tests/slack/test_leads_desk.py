"""Reps at their desk: the board, questions to partners, leads handed over, several leads in one deal."""

from __future__ import annotations

from datetime import timedelta

import aiohttp

from domain.leads import Lead, LeadStatus
from domain.rewards import EntryKind
from domain.usecases.lead_questions import answer_lead
from sandbox.people.actor import Actor, Form
from sandbox.people.cards import Card
from tests.slack.playing import NORTHWIND, answer, card_of, hand_over, home_of, moved, review, seed_leads, top
from tests.slack.story import Story

LEADS = "leads"


def stored(story: Story, number: int) -> Lead:
    """A lead as it is kept."""
    found = story.look(lambda uow: uow.leads.get(number))
    assert found is not None
    return found


async def board(person: Actor, words: str = "") -> Card:
    """The board, by command."""
    return answer(await person.command("/program", f"leads {words}".strip(), channel=LEADS))


async def form_of(story: Story, rep: Actor, number: str, label: str) -> Form:
    """A form about a lead, opened from its review."""
    opened = await review(rep, await card_of(story, number))
    return top(await rep.click(opened, label))


def numbers(card: Card) -> list[str]:
    """The leads that a list shows, from top to bottom."""
    return [
        line.partition(" · ")[0].lstrip("*") for line in card.text.splitlines() if line.lstrip("*").startswith("L-")
    ]


async def sent_file(person: Actor, comment: str) -> list[str]:
    """The rows of a file that came by direct message."""
    card = await person.dm.message(containing=comment)
    [file] = card.message["files"]
    address = f"{file['url_private']}?as={person.person.handle}"
    async with aiohttp.ClientSession() as session, session.get(address) as got:
        return (await got.read()).decode("utf-8-sig").splitlines()


async def test_the_board_is_paged_filtered_and_counted(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind", "brightside", channels=False)
    seed_leads(story, "northwind", 11)
    seed_leads(story, "brightside", 1)
    sam = story.person("sam")
    shown = await board(sam)
    assert numbers(shown) == [f"L-{number}" for number in range(12, 2, -1)]
    assert "1–10 of 12" in shown.text
    shown = answer(await sam.click(shown, "Next"))
    assert numbers(shown) == ["L-2", "L-1"]
    assert "11–12 of 12" in shown.text
    assert "Next" not in shown.buttons
    assert numbers(await board(sam, "unassigned"))[0] == "L-12"
    assert "No open lead is yours." in (await board(sam, "mine")).text
    assert "No lead waits for a partner's answer." in (await board(sam, "waiting")).text
    await moved(story, sam, "L-3", "Approve for further review")
    assert numbers(await board(sam, "mine")) == ["L-3"]
    assert numbers(await board(sam, "approved")) == ["L-3"]
    assert numbers(await board(story.person("riley"), "mine")) == []


async def test_a_lead_is_found_by_its_number_and_by_the_beginnings_of_words(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind", channels=False)
    seed_leads(story, "northwind", 12)
    sam = story.person("sam")
    for typed in ("L-7", "#7", "7", "l7"):
        form = top(await sam.command("/program", f"leads {typed}", channel=LEADS))
        assert form.title == "Lead L-7"
        await form.close()
    assert numbers(await board(sam, "compa 11")) == ["L-12"]
    assert "No lead fits this search." in (await board(sam, "zebra")).text
    assert answer(await sam.command("/program", "leads 99", channel=LEADS)).text == "There is no lead L-99."


async def test_a_partners_name_finds_its_leads_where_no_lead_has_the_word(story: Story) -> None:
    story.enrol("northwind", "brightside", channels=False)
    seed_leads(story, "northwind", 2)
    seed_leads(story, "brightside", 1)
    sam = story.person("sam")
    assert numbers(await board(sam, "brightside")) == ["L-3"]
    shown = await board(sam, "north")
    assert numbers(shown) == ["L-2", "L-1"]
    assert ":mag: from Northwind" in shown.text


async def test_late_leads_come_under_late(story: Story) -> None:
    story.enrol("northwind", channels=False)
    seed_leads(story, "northwind", 1)
    sam = story.person("sam")
    assert "Nothing is late." in (await board(sam, "late")).text
    story.later(timedelta(days=8))
    shown = await board(sam, "late")
    assert numbers(shown) == ["L-1"]
    assert ":hourglass: *late*" in shown.text
    assert "1 lead\n" in shown.text
    assert "1–1 of 1" not in shown.text


async def test_a_question_waits_visibly_until_the_partner_answers(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    pat, sam = story.person("pat"), story.person("sam")
    number = await hand_over(pat)
    form = await form_of(story, sam, number, "Ask the partner")
    seen = await form.fill({"Question": "Which plan do they want?"}).submit()
    assert "Asked. You hear of the answer by direct message." in top(seen).text
    assert "*Waits for the partner's answer*" in top(seen).text
    await top(seen).close()
    await story.settled()
    assert "waits for the partner" in (await board(sam, "waiting")).text
    assert stored(story, 1).assignee == story.key("sam")
    story.do(lambda uow: answer_lead(uow, uow.people.actor(story.key("pat")), 1, "Business", now=story.clock.now()))
    told = await sam.dm.message(containing="answered about *L-1 · Acme*")
    assert "Which plan do they want?" in told.text
    assert "Business" in told.text
    await story.settled()
    assert stored(story, 1).question is None
    assert any("Business" in reply.text for reply in (await card_of(story, number)).thread)


async def test_what_is_typed_into_a_review_stays_while_another_form_lies_upon_it(story: Story) -> None:
    story.enrol("northwind", channels=False)
    seed_leads(story, "northwind", 2)
    sam, note = story.person("sam"), ":lock: Internal note"
    form = await review(sam, await card_of(story, "L-1"))
    form = top(await form.change({"Status": "Reject"}))
    form.fill({"Reason": "No budget.", note: "They pay late"})
    asking = top(await form.click("Ask the partner"))
    assert asking.title == "Ask the partner"
    await asking.close()
    form = top(await sam.forms[-1].change({"Status": "Approve for further review"}))
    assert form[note] == "They pay late"
    form = top(await (top(await form.click("Ask the partner"))).fill({"Question": "Which plan?"}).submit())
    assert "Asked." in form.text
    assert (form[note], form["Status"]) == ("They pay late", "Approve for further review")
    await form.submit()
    assert stored(story, 1).status is LeadStatus.APPROVED
    form = await review(sam, await card_of(story, "L-1"))
    form.fill({note: "Call them in May"})
    seen = await form.click("Protect longer")
    assert "is protected until" in top(seen).text
    assert top(seen)[note] == "Call them in May"
    main = "L-2 · Company 1 · Submitted"
    linked = top(
        await top(await top(seen).click("Same deal as…")).fill({"Which lead stands for the deal?": main}).submit()
    )
    assert "You had written:\nCall them in May" in linked.text
    opened = top(await linked.click("Open L-2"))
    assert (opened.title, len(sam.forms)) == ("Lead L-2", 1)


async def test_a_note_never_reaches_the_partner_and_a_message_does(story: Story) -> None:
    story.enrol("northwind")
    pat, sam = story.person("pat"), story.person("sam")
    number = await hand_over(pat)
    form = await review(sam, await card_of(story, number))
    assert "Only our team sees this" in form.text
    typed = {":lock: Internal note": "They pay late", ":envelope: Message to the partner": "We call on Monday"}
    await form.fill(typed).submit(wait=0)
    await story.settled()
    thread = "\n".join(reply.text for reply in (await card_of(story, number)).thread)
    assert "They pay late" in thread
    assert "We call on Monday" in thread
    messages = story.channel(NORTHWIND).messages
    told = "\n".join(text for each in messages for text in (each.text, *(reply.text for reply in each.thread)))
    assert "We call on Monday" in told
    assert "They pay late" not in told
    own = answer(await pat.command("/partner", f"leads {number}", channel=home_of(pat))).text
    assert "We call on Monday" in own
    assert "They pay late" not in own


async def test_a_lead_is_handed_over_and_given_back(story: Story) -> None:
    story.enrol("northwind", channels=False)
    seed_leads(story, "northwind", 1)
    sam, riley = story.person("sam"), story.person("riley")
    form = await form_of(story, sam, "L-1", "Hand over")
    await form.fill({"To whom?": riley.id}).submit()
    await riley.dm.message(containing="is yours now; it comes from @Sam Rivera")
    assert stored(story, 1).assignee == story.key("riley")
    form = await form_of(story, riley, "L-1", "Hand over")
    seen = await form.fill({"To whom?": None}).submit()
    assert "gave it back to the desk" in top(seen).text
    assert stored(story, 1).assignee is None
    form = await form_of(story, sam, "L-1", "Hand over")
    seen = await form.fill({"To whom?": story.person("pat").id}).submit()
    assert seen.errors == {"to": "Please choose a sales rep, or an admin of the program."}


async def test_one_deal_of_two_leads_pays_once(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind", channels=False)
    seed_leads(story, "northwind", 2)
    sam, dana = story.person("sam"), story.person("dana")
    for number in ("L-1", "L-2"):
        await moved(story, sam, number, "Approve for further review")
    form = await form_of(story, sam, "L-2", "Same deal as…")
    main = "L-1 · Company 0 · Approved for further review"
    seen = await form.fill({"Which lead stands for the deal?": main}).submit()
    assert "Part of the deal of L-1" in top(seen).text
    assert "*Reward*\nnone" in top(seen).text
    assert top(seen).fields == []
    shown = answer(await story.person("pat").command("/partner", "leads L-2", channel=NORTHWIND))
    own = shown.text
    assert ": part of the deal of L-1" in own
    assert "It goes the way of L-1: both are one deal." in own
    assert "is working on the deal" not in own
    assert "L-1 · Company 0" in answer(await story.person("pat").click(shown, "Open L-1")).text
    assert "Reward" not in own
    await moved(story, sam, "L-1", "Won", **{"Confirmed annual value": "1,000"})
    today = story.clock.now().date()
    assert story.look(lambda uow: uow.partners.figures("northwind", new_since=today)).open_leads == 0
    opened = await review(sam, await card_of(story, "L-2"))
    refused = await sam.click(opened, "A deal of its own")
    assert "The reward of L-1 is paid" in f"{refused.text}{refused.form.text if refused.form else ''}"
    await moved(story, dana, "L-1", "Reopen", Reason="Cancelled")
    assert stored(story, 2).deal_of == 1
    opened = await review(sam, await card_of(story, "L-2"))
    assert "part of the deal of L-1, by @Sam Rivera" in opened.text
    seen = await sam.click(opened, "A deal of its own")
    assert "taken out of the deal of L-1, by @Sam Rivera" in top(seen).text
    own = answer(await story.person("pat").command("/partner", "leads L-2", channel=NORTHWIND)).text
    assert ": a deal of its own again" in own
    assert (stored(story, 2).deal_of, stored(story, 2).status) == (None, LeadStatus.APPROVED)
    entry = story.look(lambda uow: uow.partners.figures("northwind", new_since=today)).latest_entry
    assert entry is not None
    assert entry.kind is EntryKind.REVERSAL


async def test_home_shows_a_rep_what_is_to_be_done_first(story: Story) -> None:
    story.enrol("northwind", channels=False)
    seed_leads(story, "northwind", 2)
    sam = story.person("sam")
    await moved(story, sam, "L-1", "Approve for further review")
    story.later(timedelta(days=20))
    home = await sam.open_home()
    assert "L-1 · Company 0" in home.text
    assert ":hourglass: *late*" in home.text


async def test_choices_and_search_narrow_the_board_together(story: Story) -> None:
    story.enrol("northwind", "brightside", channels=False)
    seed_leads(story, "northwind", 3)
    seed_leads(story, "brightside", 3)
    sam = story.person("sam")
    await moved(story, sam, "L-2", "Approve for further review")
    shown = answer(await sam.click(await board(sam), "Submitted (5)"))
    assert numbers(shown) == ["L-6", "L-5", "L-4", "L-3", "L-1"]
    shown = answer(await sam.click(shown, "Oldest first"))
    assert numbers(shown) == ["L-1", "L-3", "L-4", "L-5", "L-6"]
    form = top(await sam.click(shown, "Search"))
    found = top(await form.fill({"Words": "company", "Partner": "bright"}).submit())
    assert ":mag: “company” · from Brightside Studio" in found.text
    assert "from Northwind" not in found.text
    assert "L-4 · Company 0" in found.text
    form = top(await sam.click(found, "Search"))
    assert (form["Words"], form["Partner"]) == ("company", "brightside")
    await form.fill({"Partner": "nobody at all"}).submit()
    assert form.errors == {"Partner": "There is no partner nobody at all."}
    await form.fill({"Partner": "Salt & <Pepper>"}).submit()
    assert form.errors == {"Partner": "There is no partner Salt & <Pepper>."}


async def test_the_board_and_a_lead_come_as_csv(story: Story) -> None:
    story.enrol("northwind", channels=False)
    seed_leads(story, "northwind", 2)
    sam = story.person("sam")
    await sam.click(await board(sam), "Send me as CSV")
    rows = await sent_file(sam, "The leads you asked for.")
    assert rows[0].startswith("lead,partner,status,")
    assert [row.partition(",")[0] for row in rows[1:]] == ["L-1", "L-2"]
    await sam.click(await review(sam, await card_of(story, "L-1")), "Send me as CSV")
    rows = await sent_file(sam, "The whole history of L-1.")
    assert ",submitted," in rows[1]


async def test_what_was_written_in_lines_is_one_line_of_the_history(story: Story) -> None:
    story.enrol("northwind", channels=False)
    seed_leads(story, "northwind", 1)
    sam = story.person("sam")
    asking = await form_of(story, sam, "L-1", "Ask the partner")
    await asking.fill({"Question": "Who signs?\n\nAnd when?"}).submit()
    assert ": Who signs? And when?" in (await review(sam, await card_of(story, "L-1"))).text


async def test_who_may_not_work_on_leads_looks_only(story: Story) -> None:
    story.enrol("northwind", channels=False)
    seed_leads(story, "northwind", 1)
    maria = story.person("maria")
    form = await review(maria, await card_of(story, "L-1"))
    assert form.fields == []
    assert "Ask the partner" not in form.buttons
