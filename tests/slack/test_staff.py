"""Account managers over the wire: chosen by admins, told as they choose, stood in for while they are away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from domain.people import PersonKey, Role
from domain.usecases.dismissal import dismiss
from domain.usecases.staff_settings import AbsenceOrder, set_absence
from sandbox.people.actor import Actor, Form
from storage.unit_of_work import UnitOfWork
from tests.slack.playing import NORTHWIND, answer, button, card_of, hand_over, moved, notification_form, review, top
from tests.slack.story import Story

NEWS = {
    "New claims": "At once",
    "Late claims": "At once",
    "Questions answered": "At once",
    "Promotions": "At once",
    "Tiers at risk or lost": "At once",
    "Leads won or lost": "At once",
}


async def notifications(person: Actor) -> Form:
    """The form in which one of the staff chooses."""
    return await notification_form(person, "/program", channel="leads")


async def chosen(person: Actor, **changes: str) -> Form:
    """Choices sent off; what comes back."""
    form = await notifications(person)
    return top(await form.fill({label.replace("_", " "): value for label, value in changes.items()}).submit())


async def absence_form(person: Actor) -> Form:
    return top(await person.command("/program", "away", channel="leads"))


async def manager_form(person: Actor) -> Form:
    """The form in which an admin chooses Northwind's account manager."""
    card = answer(await person.command("/program", "partner northwind", channel="leads"))
    return top(await person.click(card, "Account manager"))


def hire(person: PersonKey, role: Role, uow: UnitOfWork) -> None:
    """Gives somebody a role."""
    uow.people.add_staff(person, role, now=datetime.now(UTC))


def days(story: Story, *ahead: int) -> list[str]:
    """Days of the vendor's calendar, as Slack has them."""
    today = story.bot.program.calendar.local_day(story.clock.now())
    return [(today + timedelta(days=each)).isoformat() for each in ahead]


def nobodys(story: Story, partner_id: str = "northwind") -> None:
    """The partner has no account manager."""

    def leave(uow: UnitOfWork) -> None:
        partner = uow.partners.get(partner_id, for_update=True)
        assert partner is not None
        partner.account_manager = None

    story.do(leave)


async def test_who_reaches_gold_meets_its_account_manager(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol()
    nobodys(story)
    story.subscribe("northwind", 2000)
    told = await story.channel(NORTHWIND).message(containing="Meet @Alex Novak, your account manager")
    assert story.channel(NORTHWIND).messages.index(told) > 0, "the promotion comes first"
    dm = await story.person("alex").dm.message(containing="You look after *Northwind* now. It is Gold")
    assert "Open" in dm.buttons
    tier = answer(await story.person("pat").command("/partner", "tier", channel=NORTHWIND))
    assert "Your account manager: @Alex Novak." in tier.text
    opened = await story.person("alex").click(dm, "Open")
    assert "Northwind · Gold" in answer(opened).text


async def test_an_admin_gives_a_partner_to_somebody_else(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol()
    form = await manager_form(story.person("dana"))
    assert "@Alex Novak looks after Northwind." in form.text.replace("*", "")
    assert "• @Alex Novak: 1 partner" in form.text
    assert "• @Maria Kowalska: 2 partners" in form.text
    assert form["Account manager"] == "alex"
    done = top(await form.fill({"Account manager": "maria"}).submit())
    assert "@Maria Kowalska looks after Northwind." in done.text.replace("*", "")
    told = await story.channel(NORTHWIND).message(containing="Meet @Maria Kowalska, your new account manager")
    assert "@Alex Novak hands everything over." in told.text
    dm = await story.person("maria").dm.message(containing="You look after *Northwind* now, after @Alex Novak")
    assert "@Dana Okafor decided so." in dm.text
    await story.person("alex").dm.message(containing="@Maria Kowalska looks after *Northwind* now")


async def test_who_is_no_account_manager_cannot_be_chosen(story: Story) -> None:
    story.enrol("northwind", channels=False)
    form = await manager_form(story.person("dana"))
    await form.fill({"Account manager": "sam"}).submit()
    assert form.errors == {"Account manager": "Please choose an account manager."}


async def test_of_two_admins_the_second_sees_whom_the_first_chose(story: Story) -> None:
    story.enrol("northwind", channels=False)
    for role in (Role.ADMIN, Role.ACCOUNT_MANAGER):
        story.do(partial(hire, story.key("riley"), role))
    danas, rileys = await manager_form(story.person("dana")), await manager_form(story.person("riley"))
    await danas.fill({"Account manager": "maria"}).submit()
    await rileys.fill({"Account manager": "riley"}).submit()
    assert "Somebody else was chosen meanwhile; nothing of yours was saved." in rileys.text
    assert "@Maria Kowalska looks after Northwind." in rileys.text.replace("*", "")
    assert rileys["Account manager"] == "riley", "what was typed stays"


@pytest.mark.parametrize("person", ["sam", "alex"])
async def test_only_admins_are_offered_it_and_others_are_refused(story: Story, person: str) -> None:
    story.enrol("northwind", channels=False)
    actor = story.person(person)
    card = answer(await actor.command("/program", "partner northwind", channel="leads"))
    assert "Account manager" not in card.buttons
    seen = await actor.click(await button(story, "leads", "partner.manager", "northwind - -"), "Forged")
    assert seen.form is None
    assert answer(seen).text == "Your role doesn't include this. An admin of the program can change that."


async def test_news_wait_for_the_digest_of_who_wants_it_so(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    alex = story.person("alex")
    kept = await chosen(alex, Promotions="Daily digest", Tiers_at_risk_or_lost="Daily digest")
    assert "• Promotions: *daily digest*" in kept.text
    assert "Your digest comes daily at *9:00 AM*, Europe/Warsaw time." in kept.text
    await kept.close()
    story.subscribe("northwind", 500, id="sub_a", customer_id="cus_a")
    story.subscribe("northwind", 100, id="sub_a", customer_id="cus_a")
    await story.channel(NORTHWIND).message(containing="is now Silver")
    card = answer(await alex.command("/program", "settings", channel="leads"))
    assert "2 notices wait for your next digest" in card.text
    story.later(timedelta(days=1))
    await story.bot.scheduler.run("digests")
    digest = await alex.dm.message(containing="Your digest: 2 notices")
    assert "*Promotions* (1)\n• :tada: Northwind is now Silver :second_place_medal:, with $6,000.00 ARR." in digest.text
    assert "*Tiers at risk or lost* (1)\n• :warning: Northwind is below what it needs for Silver." in digest.text
    await story.bot.scheduler.run("digests")
    await story.settled()
    assert len([each for each in alex.dm.messages if "Your digest" in each.text]) == 1
    settings = await alex.click(digest, "Notification settings")
    assert "Your settings" in answer(settings).text


async def test_what_waits_comes_at_once_where_everything_is_wanted_now(story: Story) -> None:
    story.enrol("northwind")
    alex = story.person("alex")
    await (await chosen(alex, Promotions="Daily digest")).close()
    story.subscribe("northwind", 500)
    await story.channel(NORTHWIND).message(containing="is now Silver")
    saved = await chosen(alex, **{label.replace(" ", "_"): mode for label, mode in NEWS.items()})
    assert "You get no daily digest" in saved.text
    digest = await alex.dm.message(containing="Your digest: 1 notice")
    assert "Northwind is now Silver" in digest.text


async def test_a_long_digest_names_the_newest_and_says_how_many_more(story: Story) -> None:
    story.enrol("northwind", channels=False)
    alex = story.person("alex")
    await (await chosen(alex, Promotions="Daily digest", Tiers_at_risk_or_lost="Daily digest")).close()
    for _ in range(30):
        story.subscribe("northwind", 500, id="sub_a", customer_id="cus_a")
        story.subscribe("northwind", 100, id="sub_a", customer_id="cus_a")
    held = story.look(lambda uow: uow.staff.held_count(story.key("alex")))
    assert held > 40
    story.later(timedelta(days=1))
    await story.bot.scheduler.run("digests")
    digest = await alex.dm.message(containing=f"Your digest: {held} notices")
    assert digest.text.count("• ") == 40
    assert f"And {held - 40} more." in digest.text


async def test_a_time_zone_nobody_knows_is_said_below_its_field(story: Story) -> None:
    story.enrol("northwind", channels=False)
    form = await notifications(story.person("alex"))
    await form.fill({"Time zone": "Warsav"}).submit()
    assert form.errors == {"Time zone": "A time zone, please, such as Europe/Warsaw."}
    kept = top(await form.fill({"Time zone": "america/new york", "Promotions": "Daily digest"}).submit())
    assert "America/New_York time" in kept.text


async def test_the_stand_in_hears_while_somebody_is_away_and_partners_where_asked(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    alex, maria = story.person("alex"), story.person("maria")
    first, last = days(story, 0, 7)
    form = await absence_form(alex)
    filled = {"First day": first, "Last day": last, "Who stands in?": "maria"}
    noted = top(await form.fill(filled, **{"Tell my partners": ["Say it in my partners' channels, now"]}).submit())
    assert "You are away until" in noted.text
    assert "@Maria Kowalska stands in." in noted.text
    await noted.close()
    told = await story.channel(NORTHWIND).message(containing="@Alex Novak is away")
    assert "@Maria Kowalska helps you meanwhile." in told.text
    story.subscribe("northwind", 500)
    await maria.dm.message(containing="Northwind is now Silver")
    tier = answer(await story.person("pat").command("/partner", "tier", channel=NORTHWIND))
    assert "@Maria Kowalska helps you meanwhile" in tier.text
    card = answer(await alex.command("/program", "settings", channel="leads"))
    back = await alex.click(card, "I'm back")
    assert "Welcome back!" in back.text
    story.subscribe("northwind", 2000)
    await alex.dm.message(containing="Northwind is now Gold")
    await story.settled()
    assert not [each for each in alex.dm.messages if "Silver" in each.text]
    assert not [each for each in maria.dm.messages if "Gold" in each.text]


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        ({"Who stands in?": "alex"}, "Who stands in?", "Please choose another account manager, or an admin."),
        ({"Who stands in?": "pat"}, "Who stands in?", "Please choose another account manager, or an admin."),
        ({"Last day": "2020-01-01"}, "Last day", "A day from "),
        ({"First day": "2020-01-01"}, "First day", "A day from "),
    ],
)
async def test_what_makes_no_absence_is_said_below_its_field(
    story: Story, changes: dict[str, str], field: str, text: str
) -> None:
    story.enrol("northwind", channels=False)
    first, last = days(story, 0, 7)
    form = await absence_form(story.person("alex"))
    await form.fill({"First day": first, "Last day": last, "Who stands in?": "maria", **changes}).submit()
    assert list(form.errors) == [field]
    assert form.errors[field].startswith(text)


@pytest.mark.parametrize("word", ["settings", "away"])
async def test_strangers_to_the_staff_learn_what_is_theirs(story: Story, word: str) -> None:
    story.enrol("northwind", channels=False)
    pat = await story.person("pat").command("/program", word, channel=NORTHWIND)
    assert answer(pat).text == "This is for the LiveChat team. Yours is `/partner`."


async def test_home_leads_everybody_to_the_choices_of_its_role(story: Story) -> None:
    story.enrol("northwind", channels=False)
    of_manager = top(await (await story.person("alex").open_home()).click("Settings")).text
    of_rep = top(await (await story.person("sam").open_home()).click("Settings")).text
    of_partner = top(await (await story.person("pat").open_home()).click("Settings")).text
    assert "Promotions" in of_manager
    assert "Promotions" not in of_rep
    assert "New leads of all partners" in of_rep
    assert "New leads of all partners" not in of_manager
    assert "News of leads you gave" in of_partner
    assert "be away" not in of_partner


async def test_a_lost_lead_is_told_to_the_account_manager(story: Story) -> None:
    story.enrol("northwind")
    number = await hand_over(story.person("pat"))
    await moved(story, story.person("sam"), number, "Approve for further review")
    await moved(story, story.person("sam"), number, "Lost", Reason="Chose another tool")
    told = await story.person("alex").dm.message(containing="Northwind lost")
    assert "> Chose another tool" in told.text


async def test_who_only_stood_in_is_not_said_to_have_looked_after_partners(story: Story) -> None:
    story.enrol("northwind")
    today = story.clock.now().date()
    order = AbsenceOrder(today, today + timedelta(days=3), story.key("sam"), announce=False)

    def leave(uow: UnitOfWork) -> None:
        set_absence(uow, story.bot.program, uow.people.actor(story.key("riley")), order, now=story.clock.now())
        dismiss(uow, story.key("sam"), None, now=story.clock.now())

    story.do(leave)
    told = await story.person("dana").dm.message(containing="noted as here again")
    assert "@Sam Rivera can't stand in for colleagues any more." in told.text
    assert "look after partners" not in told.text


async def test_leads_of_a_rep_who_left_wait_at_the_desk_for_somebody(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    sam, dana = story.person("sam"), story.person("dana")
    firms = {"Acme": "acme.com", "Birch": "birch.com"}
    numbers = [
        await hand_over(story.person("pat"), None, Company=name, Website=site, **{"Work email": f"ann@{site}"})
        for name, site in firms.items()
    ]
    for number in numbers:
        await moved(story, sam, number, "Approve for further review")
    await story.settled()
    story.do(lambda uow: dismiss(uow, story.key("sam"), None, now=story.clock.now()))
    await story.settled()
    for place in (story.channel("leads"), dana.dm):
        [told] = [each for each in place.messages if "@Sam Rivera doesn't work on leads any more." in each.text]
        assert "• 2 leads are nobody's now." in told.text
        assert "look after partners" not in told.text
        board = await dana.click(told, "Unassigned leads")
        assert all(number in board.text for number in numbers)
    for number in numbers:
        card = await card_of(story, number)
        assert "Sam" not in card.text
        form = await review(dana, card)
        assert "@Sam Rivera works on leads no more: it is nobody's" in form.text
