"""The shared channel: external members have no commands, so the pinned message does it all, and tells only the one."""

from __future__ import annotations

from domain.people import person_key
from domain.usecases.enrol import PartnerData, put_partner
from tests.slack.playing import CONSENT, CONTACT, SHARE, answer, top
from tests.slack.story import COMPANIES, Story

HELIO = "partner-helio"


def rename(story: Story, name: str) -> None:
    """Helio as another import has it, under another name."""
    helio = COMPANIES["helio"]
    members = [person_key(helio.team, user) for user in helio.people]
    data = PartnerData(helio.id, name, None, members, helio.team, helio.channel)
    story.do(lambda uow: put_partner(uow, story.bot.program, data, now=story.clock.now()))


async def test_an_external_member_does_everything_from_the_pinned_message(story: Story) -> None:
    story.enrol("helio")
    story.subscribe("helio", 250)
    hana = story.person("hana")
    assert (await hana.command("/partner", channel=HELIO)).error == "not_offered"
    await story.channel(HELIO).message(containing="Welcome, *Helio Labs*!")
    await story.settled()
    [pinned] = hana.channel(HELIO).pins
    assert pinned.buttons == [
        "Submit a lead",
        "Tell me in a chat",
        "Overview",
        "My leads",
        "Estimate a deal",
        "How my ARR adds up",
        "My tier",
        "My benefits",
        "People",
    ]
    shown = {
        "Overview": "Helio Labs · Bronze",
        "My leads": "No leads yet.",
        "How my ARR adds up": "1 reseller × $250.00 × 12 = *$3,000.00*",
        "My tier": "Bronze since",
        "My benefits": "Your benefits at Bronze",
        "People": "Helio Labs: people",
    }
    for label, part in shown.items():
        seen = await hana.click(pinned, label)
        assert part in answer(seen).text
        assert answer(seen).is_ephemeral
    form = top(await hana.click(pinned, "Estimate a deal"))
    await form.change({"Number of agents": "5"})
    assert "$5,832.00\n$2,832.00 more" in form.text
    await form.close()
    form = top(await hana.click(pinned, "Submit a lead"))
    page = top(await form.fill(CONTACT).submit())
    await page.change({"Products": ["LiveChat"], "Number of agents": "5", "Commission type": SHARE})
    assert "*10% = $354.00*" in page.text
    page = top(await page.submit())
    closing = top(await page.fill(CONSENT).submit())
    assert "is lead *L-1*" in closing.text
    await closing.close()
    told = await story.channel(HELIO).message(containing="submitted *L-1 · Acme*")
    seen = await hana.click(told, "Details")
    assert answer(seen).is_ephemeral
    assert "LiveChat Business for 5 agents" in answer(seen).text


async def test_every_partners_channel_has_one_pinned_message_without_figures(story: Story) -> None:
    story.enrol()
    for company in COMPANIES.values():
        story.subscribe(company.id, 100)
    story.enrol()
    await story.settled()
    for company in COMPANIES.values():
        [pinned] = story.channel(f"partner-{company.id}").pins
        assert f"Welcome, *{company.name}*!" in pinned.text
        assert "$" not in pinned.text


async def test_who_shares_the_channel_without_being_a_partner_is_told_where_to_go(story: Story) -> None:
    story.enrol("northwind", "helio")
    await story.channel(HELIO).message(containing="Welcome")
    await story.settled()
    [pinned] = story.channel(HELIO).pins
    seen = await story.person("maria").click(pinned, "Overview")
    assert answer(seen).text == "You are on the LiveChat team: yours is `/program`."


async def test_answers_are_replaced_in_place_where_one_clicks_on(story: Story) -> None:
    story.enrol("helio")
    hana = story.person("hana")
    await story.channel(HELIO).message(containing="Welcome")
    await story.settled()
    [pinned] = story.channel(HELIO).pins
    first = answer(await hana.click(pinned, "Overview"))
    second = answer(await hana.click(first, "My tier"))
    assert second.ts == first.ts
    assert "Bronze since" in second.text
    assert len([each for each in hana.channel(HELIO).messages if each.is_ephemeral]) == 1


async def test_a_renamed_partner_is_greeted_by_its_new_name_in_the_same_message(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("helio")
    await story.channel(HELIO).message(containing="Welcome, *Helio Labs*!")
    await story.settled()
    [first] = story.channel(HELIO).pins
    for name in ("Helios", "Helio Labs"):
        rename(story, name)
        await story.settled()
        [pinned] = story.channel(HELIO).pins
        assert pinned.ts == first.ts
        assert f"Welcome, *{name}*!" in pinned.text


async def test_who_keeps_its_name_is_not_greeted_again(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("helio")
    await story.settled()
    [before] = story.channel(HELIO).pins
    version = before.version
    rename(story, "Helio Labs")
    story.bot.jobs.run_now("pinned-messages", story.clock.now())
    await story.settled()
    [after] = story.channel(HELIO).pins
    assert (after.ts, after.version) == (before.ts, version)
