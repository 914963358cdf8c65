"""A partner's channel is made in Slack, or linked: on approval and from the partner's page, and when Slack says no."""

from __future__ import annotations

from datetime import timedelta

from domain.notices.rooms import ChannelWanted
from domain.usecases.enrol import PartnerData, put_partner
from domain.usecases.partner_channels import channel_made
from sandbox.people.actor import Form
from sandbox.world.model import Conversation
from storage.unit_of_work import UnitOfWork
from tests.slack.playing import answer, top
from tests.slack.story import VENDOR, Story
from tests.slack.test_people_joining import apply, approval

ACME = "partner-acme-labs"
CREATE, LINK = "conversations.create", "Link an existing one"


def room(story: Story, name: str) -> Conversation | None:
    """A channel by its name, if there is one."""
    return story.workspace.world.rooms.find(name)


def channel_of(story: Story, partner_id: str = "acme-labs") -> str | None:
    """The id of a partner's channel."""
    return story.look(lambda uow: uow.partners.by_id([partner_id])[partner_id]).slack_channel_id


async def approved(story: Story, handle: str = "maria") -> None:
    """Acme Labs, of Nick, is let in as the form proposes."""
    number = await apply(story)
    done = top(await (await approval(story, handle, number)).submit())
    assert done.title == "Approved", done.errors


async def linking(story: Story, handle: str, name: str = "northwind") -> Form:
    """The form behind “Link channel” on a partner's page."""
    page = answer(await story.person(handle).command("/program", f"partner {name}", channel="claims"))
    return top(await story.person(handle).click(page, "Link channel"))


def without_channel(story: Story, **changes: str | None) -> None:
    """Northwind, enrolled without a channel; `changes` are of the partner."""
    story.enrol("northwind", channels=False)

    def change(uow: UnitOfWork) -> None:
        partner = uow.partners.get("northwind", for_update=True)
        assert partner is not None
        for name, value in changes.items():
            setattr(partner, name, value)

    story.do(change)


async def test_an_approval_creates_the_channel_with_everybody_in_it(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    number = await apply(story)
    form = await approval(story, "maria", number)
    assert "Channel shared with the partner" not in form
    done = top(await form.submit())
    assert "Its channel is being created." in done.text
    told = await story.person("maria").dm.message(containing="is the channel of *Acme Labs*")
    made = room(story, ACME)
    assert made is not None
    assert (made.kind, channel_of(story)) == ("private", made.id)
    assert {"U0NICK001", "U0MARIA01", "U0APPBOT1"} == set(made.members)
    assert "I couldn't" not in told.text
    [pinned] = story.channel(ACME).pins
    assert "Welcome, *Acme Labs*!" in pinned.text
    nick = story.person("nick")
    await story.settled()
    assert sum("Welcome" in card.text for card in nick.dm.messages) == 1
    assert "Acme Labs · Bronze" in answer(await nick.click(pinned, "Overview")).text


async def test_where_the_name_is_taken_it_is_the_next_one(story: Story) -> None:
    story.enrol("northwind")
    bot = story.workspace.world.store.people["U0DANA001"]
    for name in (ACME, f"{ACME}-2"):
        story.workspace.world.rooms.create(name, "channel", bot)
    await approved(story)
    await story.person("maria").dm.message(containing="is the channel of *Acme Labs*")
    made = room(story, f"{ACME}-3")
    assert made is not None
    assert channel_of(story) == made.id


async def test_a_lost_answer_makes_no_second_channel(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    story.workspace.fail(CREATE, "lost_answer")
    await approved(story)
    await story.settled()
    assert channel_of(story) is None
    story.later(timedelta(minutes=1))
    await story.person("maria").dm.message(containing="is the channel of *Acme Labs*")
    made = room(story, ACME)
    assert made is not None
    assert channel_of(story) == made.id
    assert room(story, f"{ACME}-2") is None


async def test_a_channel_that_somebody_else_has_made_meanwhile_is_not_taken(story: Story) -> None:
    story.enrol("northwind")
    story.workspace.fail(CREATE, "server_error")
    await approved(story)
    await story.settled()
    story.workspace.world.rooms.create(ACME, "private", story.person("dana").person)
    story.later(timedelta(minutes=1))
    await story.person("maria").dm.message(containing="is the channel of *Acme Labs*")
    assert room(story, f"{ACME}-2") is not None


async def test_where_slack_forbids_it_the_account_manager_hears_what_to_do(story: Story) -> None:
    story.enrol("northwind")
    story.workspace.world.store.teams[VENDOR].app_channels = False
    await approved(story)
    told = await story.person("maria").dm.message(containing="Slack doesn't let me create a channel for *Acme Labs*")
    assert "only some people of your workspace may create channels" in told.text
    await story.settled()
    assert channel_of(story) is None
    assert story.look(lambda uow: (uow.outbox.dead_count(), uow.outbox.pending_count())) == (0, 0)
    form = top(await story.person("maria").click(told, "Link channel"))
    form = top(await form.change({"Channel": LINK}))
    await form.fill({"Channel shared with the partner": "partner-brightside"}).submit()
    await story.channel("partner-brightside").message(containing="Welcome, *Acme Labs*!")


async def test_without_the_scope_it_goes_on_once_the_app_is_installed_again(story: Story) -> None:
    story.enrol("northwind")
    story.workspace.fail(CREATE, "error", error="missing_scope", times=2)
    await approved(story)
    told = await story.person("maria").dm.message(containing="the app lacks a scope")
    assert told.buttons == ["Link channel"]
    await story.settled()
    for _ in range(2):
        story.later(timedelta(minutes=5))
        await story.settled()
    await story.person("maria").dm.message(containing="is the channel of *Acme Labs*")
    assert sum("lacks a scope" in card.text for card in story.person("maria").dm.messages) == 1


async def test_who_cannot_be_brought_in_is_named(story: Story) -> None:
    story.enrol("northwind")
    story.workspace.fail("conversations.invite", "error", error="cant_invite")
    await approved(story)
    told = await story.person("maria").dm.message(containing="is the channel of *Acme Labs*")
    assert "I couldn't bring in @Nick Fowler" in told.text
    made = room(story, ACME)
    assert made is not None
    assert "U0MARIA01" in made.members


async def test_a_company_with_a_workspace_of_its_own_is_to_be_shared_with(story: Story) -> None:
    story.enrol("helio")

    def let_go(uow: UnitOfWork) -> None:
        partner = uow.partners.get("helio", for_update=True)
        assert partner is not None
        partner.slack_channel_id = None

    await story.settled()
    story.do(let_go)
    form = await linking(story, "maria", "helio")
    assert (await form.submit()).form is not None
    told = await story.person("maria").dm.message(containing="is the channel of *Helio Labs*")
    assert "Hana Sato, @Hugo Martin can't be brought in from another workspace" in told.text


async def test_an_import_that_names_no_channel_takes_none_away(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    await approved(story)
    await story.person("maria").dm.message(containing="is the channel of *Acme Labs*")
    made = channel_of(story)
    data = PartnerData("acme-labs", "Acme Labs", None, [story.key("nick")])
    story.do(lambda uow: put_partner(uow, story.bot.program, data, now=story.clock.now()))
    assert made is not None
    assert channel_of(story) == made


async def test_a_channel_that_came_too_late_is_named_to_be_archived(story: Story) -> None:
    story.enrol("northwind")
    wanted = ChannelWanted("northwind", ACME, True, (), story.key("maria"), "form-1")
    story.do(lambda uow: channel_made(uow, wanted, "C0TOOLATE", now=story.clock.now()))
    await story.person("maria").dm.message(containing="which had another channel by then. Archive it.")
    assert channel_of(story, "northwind") == "C0NORTHWND"
