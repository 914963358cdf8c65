"""Leads from a file that is dropped in the app's direct messages: 200 over the wire, all or none, once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

from domain.leads import Lead
from sandbox.people.actor import Actor
from sandbox.people.cards import Card
from tests.slack.playing import NORTHWIND, answer, button
from tests.slack.story import Story

COLUMNS = ("company", "domain", "first_name", "last_name", "email", "products", "agents", "reward", "involvement")
Row = Mapping[str, str]


def row(number: int, **changes: str) -> Row:
    """A good row."""
    return {
        "company": f"Company {number}",
        "domain": f"company{number}.com",
        "first_name": "Ann",
        "last_name": "Lee",
        "email": f"ann@company{number}.com",
        "products": "livechat",
        "agents": "5",
        "reward": "rev_share",
        "involvement": "email",
        **changes,
    }


def csv(rows: Iterable[Row], columns: Iterable[str] = COLUMNS) -> bytes:
    """The rows as a file."""
    names = list(columns)
    return "\n".join([",".join(names), *(",".join(each.get(name, "") for name in names) for each in rows)]).encode()


async def drops(person: Actor, content: bytes, name: str = "leads.csv") -> Card:
    """What is answered to a dropped file."""
    written = await person.say("", files={name: content})
    return await person.dm.message(after=written)


def newest_file(story: Story, name: str) -> bytes:
    """What was sent last, a file of this name."""
    sent = story.workspace.world.files.all()[-1]
    assert sent.name == name
    assert sent.content is not None
    return sent.content


def leads_of(story: Story) -> list[Lead]:
    return list(story.look(lambda uow: uow.leads.page(partner_id=None, statuses=None, offset=0, limit=1000))[0])


async def test_two_hundred_leads_are_shown_first_and_handed_over_at_one_click(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    pat = story.person("pat")
    shown = await drops(pat, csv(row(number) for number in range(200)))
    for part in ("leads.csv: 200 leads", "*Company 0* · company0.com · Ann Lee", "and 195 more rows"):
        assert part in shown.text
    assert "The lead knows that LiveChat will get in touch" in shown.text
    assert shown.buttons == ["Submit 200 leads", "Discard"]
    assert not leads_of(story)
    await pat.click(shown, "Submit 200 leads", wait=0)
    await pat.dm.message(containing=":white_check_mark: 200 leads submitted. Thank you!", timeout=60)
    shown = await pat.dm.changed(shown, containing="200 leads submitted from *leads.csv*")
    assert "L-1 to L-200. You hear from us within 2 business days." in shown.text
    assert shown.buttons == ["My leads"]
    made = leads_of(story)
    assert (len(made), {each.source for each in made}) == (200, {"file"})
    told = await story.channel(NORTHWIND).message(containing="from a file")
    assert told.text.startswith(":inbox_tray: @Pat Lindqvist submitted 200 leads from a file.")
    assert not [card for card in story.channel(NORTHWIND).messages if "*L-" in card.text]


async def test_a_country_may_be_called_by_its_name_as_in_a_talk(story: Story) -> None:
    story.enrol("northwind", channels=False)
    pat = story.person("pat")
    rows = [row(1, country="Poland", phone="600 100 200"), row(2, country="uk"), row(3, country="PL")]
    shown = await drops(pat, csv(rows, (*COLUMNS, "country", "phone")))
    await pat.click(shown, "Submit 3 leads")
    await pat.dm.message(containing="3 leads submitted. Thank you!")
    contacts = {each.contact.domain: each.contact for each in leads_of(story)}
    assert [contacts[f"company{number}.com"].country for number in (1, 2, 3)] == ["PL", "GB", "PL"]
    assert contacts["company1.com"].phone == "+48600100200"
    again = await drops(pat, csv([row(1, country="PL", phone="600 100 200")], (*COLUMNS, "country", "phone")))
    assert "is a lead of yours already" in again.text


async def test_companies_that_may_be_known_are_named_before_they_are_handed_over(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind", "brightside")
    pat, bea = story.person("pat"), story.person("bea")
    shown = await drops(bea, csv([row(1)]))
    assert "already" not in shown.text
    await bea.click(shown, "Submit 1 lead", wait=0)
    await bea.dm.message(containing="1 lead submitted. Thank you!")
    shown = await drops(pat, csv([row(1), row(2)]))
    assert "We may know *Company 1* already." in shown.text
    for secret in ("Brightside", "Bea", "L-1"):
        assert secret not in shown.text
    assert shown.buttons == ["Submit 2 leads", "Discard"]
    shown = await drops(bea, csv([row(1, agents="9"), row(2)]))
    assert "You have handed *Company 1* over already." in shown.text
    assert "We may know" not in shown.text


async def test_a_second_click_changes_nothing(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    pat = story.person("pat")
    shown = await drops(pat, csv(row(number) for number in range(3)))
    first, second = await asyncio.gather(
        pat.click(shown, "Submit 3 leads", wait=0), pat.click(shown, "Submit 3 leads", wait=0)
    )
    assert (first.error, second.error) == (None, None)
    await pat.dm.message(containing="3 leads submitted. Thank you!", timeout=60)
    await story.bot.boundary.drain()
    assert len(leads_of(story)) == 3
    assert len([card for card in pat.dm.messages if "Thank you!" in card.text]) == 1


async def test_a_file_brought_again_makes_leads_of_what_is_new_in_it(story: Story) -> None:
    story.enrol("northwind")
    pat, piotr = story.person("pat"), story.person("piotr")
    shown = await drops(pat, csv([row(1)]))
    await pat.click(shown, "Submit 1 lead", wait=0)
    await pat.dm.message(containing="1 lead submitted. Thank you!")
    shown = await drops(piotr, csv([row(2), row(1), row(3)]))
    assert "1 row is a lead of yours already: nothing changes about that." in shown.text
    await piotr.click(shown, "Submit 2 leads", wait=0)
    await piotr.dm.message(containing="2 leads submitted. Thank you!", timeout=60)
    assert sorted(each.contact.company for each in leads_of(story)) == ["Company 1", "Company 2", "Company 3"]
    shown = await drops(pat, csv([row(3)]))
    assert shown.buttons == ["My leads"]


async def test_a_discarded_file_is_gone(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    shown = await drops(pat, csv([row(1)]))
    stale = shown
    await pat.click(shown, "Discard", wait=0)
    await pat.dm.changed(shown, containing="Discarded *leads.csv*")
    upload = next(each["value"] for block in stale.blocks for each in block.get("elements", []) if "value" in each)
    assert story.look(lambda uow: uow.lead_uploads.get(upload)) is None
    assert not leads_of(story)


async def test_what_is_wrong_is_told_line_by_line_and_sent_back_to_be_mended(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    rows = [row(number, agents="many") for number in range(30)]
    await drops(pat, csv([row(99), *rows]))
    shown = await pat.dm.message(containing="need mending")
    assert "leads.csv: 31 leads" in shown.text
    assert "30 lines need mending, so nothing can be submitted yet." in shown.text
    assert "• line 3: agents: A whole number, please, such as 12." in shown.text
    assert "and 10 more" in shown.text
    assert shown.buttons == []
    sent = await pat.dm.message(containing="Your file with what is wrong in the last column.")
    assert sent is not None
    back = newest_file(story, "leads-errors.csv")
    lines = back.decode("utf-8-sig").splitlines()
    assert lines[0] == ",".join([*COLUMNS, "error"])
    assert lines[1].endswith(",email,")
    assert lines[2].endswith('email,"agents: A whole number, please, such as 12."')
    mended = back.replace(b",many,", b",12,")
    assert (await drops(pat, mended)).buttons == ["Submit 31 leads", "Discard"]


async def test_what_is_no_table_of_leads_is_told_with_a_template_that_works(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    shown = await drops(pat, b"\xff\xfe\x00", "leads.CSV")
    assert "I can't read *leads.CSV* as leads" in shown.text
    assert "CSV file" in (await drops(pat, b"x", "leads.xlsx")).text
    assert "There is no lead in *leads.csv* yet." in (await drops(pat, csv([]))).text
    shown = await drops(pat, csv([row(1)], ["company", "site"]))
    assert 'line 1: unknown column "site"' in shown.text
    await pat.click(shown, "Get a template", wait=0)
    await pat.dm.message(containing="Put a lead into each row")
    assert (await drops(pat, newest_file(story, "leads-template.csv"))).buttons == ["Submit 2 leads", "Discard"]


async def test_strangers_and_hostile_names_bring_nothing(story: Story) -> None:
    story.enrol("northwind")
    shown = await drops(story.person("pat"), csv([row(1, company="<!channel> & Co")]), "<!here>.csv")
    assert "<!channel>" not in str(shown.blocks).replace("&lt;", "")
    assert "&lt;!channel&gt; &amp; Co" in str(shown.blocks)
    stranger = story.person("bea")
    assert "You aren't in the LiveChat Partner Program yet" in (await drops(stranger, csv([row(1)]))).text


async def test_nobody_takes_the_file_of_somebody_else(story: Story) -> None:
    story.enrol("northwind", "brightside")
    pat, bea = story.person("pat"), story.person("bea")
    shown = await drops(pat, csv([row(1)]))
    upload = next(each["value"] for block in shown.blocks for each in block.get("elements", []) if "value" in each)
    forged = await button(story, bea, "upload.take", upload)
    seen = await bea.click(forged, "Forged")
    assert "This file was discarded" in answer(seen).text
    assert not leads_of(story)
