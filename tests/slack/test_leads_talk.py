"""A lead told in a talk: question by question, several answers at once, back and forth, and submitted once."""

from __future__ import annotations

from domain.leads import Lead, LeadSource
from tests.slack.playing import NORTHWIND, answer, deal_page, form_of, hand_over
from tests.slack.story import Story
from tests.slack.talking import ALL_SAID, begun, clicks, member, says, told_all, told_contact


def leads_of(story: Story, partner_id: str = "northwind") -> list[Lead]:
    found, _ = story.look(lambda uow: uow.leads.page(partner_id=partner_id, statuses=None, offset=0, limit=50))
    return list(found)


async def test_a_lead_told_in_a_talk_is_that_of_the_form(story_on_both: Story) -> None:
    pat = member(story_on_both)
    summary = await told_all(pat)
    assert "*Acme* · acme.com" in summary.text
    assert "Ann Lee · ann@acme.com" in summary.text
    assert "Your involvement: An introduction only" in summary.text
    closing = await clicks(pat, summary, "Submit lead", hears="What happens next")
    assert "is lead *L-1*" in closing.text
    await hand_over(story_on_both.person("piotr"))
    by_form, by_talk = leads_of(story_on_both)
    assert (by_talk.contact, by_talk.deal, by_talk.involvement) == (by_form.contact, by_form.deal, by_form.involvement)
    assert (by_talk.estimate, by_talk.below_criteria) == (by_form.estimate, by_form.below_criteria)
    assert (by_talk.source, by_form.source) == (LeadSource.TALK, LeadSource.FORM)


async def test_submitting_twice_makes_one_lead(story: Story) -> None:
    pat = member(story)
    summary = await told_all(pat)
    await clicks(pat, summary, "Submit lead", hears="What happens next")
    await says(pat, "submit", hears="what else I can do")
    assert len(leads_of(story)) == 1


async def test_what_is_wrong_is_asked_for_again_in_the_forms_words(story: Story) -> None:
    pat = await begun(story)
    await says(pat, "Acme", hears="What is their website?")
    again = await says(pat, "none", hears="What is their website?")
    assert "This doesn't look like a website, such as acme.com." in again.text
    again = await says(pat, "skip", hears="What is their website?")
    assert "I do need this one." in again.text


async def test_several_answers_at_once_are_understood_and_named(story: Story) -> None:
    pat = await begun(story)
    asked = await says(pat, "Jane Smith, jane@acme.com, +48 600 100 200", hears="What is the company called?")
    assert "First name: *Jane* · Last name: *Smith* · Work email: *jane@acme.com*" in asked.text
    assert "Phone: *+48 600 100 200*" in asked.text
    asked = await says(pat, "Acme", hears="What is their job title?")
    assert "6 of 16 · optional" in asked.text


async def test_a_pasted_signature_answers_all_that_it_says(story: Story) -> None:
    pat = await begun(story)
    signature = "Jane van der Berg\nHead of Support\nAcme Inc.\n+48 600 100 200\ninfo@acme.com | www.acme.com"
    asked = await says(pat, signature, hears="Which country")
    assert "Company: *Acme Inc.* · Website: *acme.com* · First name: *Jane* · Last name: *van der Berg*" in asked.text
    assert "Job title: *Head of Support*" in asked.text


async def test_what_was_said_before_is_corrected_in_words_and_no_address_is_a_name(story: Story) -> None:
    pat = await begun(story)
    await says(pat, "Acme, jane@acme.com", hears="The first name, please.")
    asked = await says(pat, "sorry, that should be ann@acme.com", hears="The first name, please.")
    assert "Work email: *ann@acme.com*" in asked.text
    await says(pat, "Ann Lee", hears="What is their job title?")
    asked = await says(pat, "no, her first name is Anna", hears="What is their job title?")
    assert "First name: *Anna*" in asked.text


async def test_back_asks_for_the_question_before_and_keeps_what_was_said(story: Story) -> None:
    pat = await begun(story)
    await says(pat, "Acme", hears="What is their website?")
    before = await says(pat, "Back.", hears="What is the company called?")
    assert "Now: *Acme*" in before.text
    await clicks(pat, before, "Keep it", hears="What is their website?")
    await says(pat, "back", hears="What is the company called?")
    await says(pat, "Globex", hears="What is their website?")
    known = await says(pat, "show", hears="So far I know:")
    assert "Company: *Globex*" in known.text
    assert "Acme" not in known.text


async def test_first_and_last_name_in_one_answer(story: Story) -> None:
    pat = await begun(story)
    await says(pat, "Acme", hears="What is their website?")
    await says(pat, "acme.com", hears="The first name, please.")
    asked = await says(pat, "Dr. Jane van der Berg", hears="What is their work email?")
    assert "First name: *Jane* · Last name: *van der Berg*" in asked.text


async def test_the_button_of_a_question_before_answers_it(story: Story) -> None:
    pat = await begun(story)
    title = await says(pat, "Company: Acme\nWebsite: acme.com\nName: Ann Lee\nEmail: a@acme.com", hears="job title?")
    countries = await says(pat, "skip", hears="Which country are they in?")
    phone = await says(pat, "poland", hears="Do you have a phone number?")
    assert "Country: *Poland*" in phone.text
    again = await clicks(pat, countries, "Germany", hears="Noted.")
    assert "Do you have a phone number?" in again.text
    past = await clicks(pat, title, "Skip", hears="That question is past.")
    assert "Do you have a phone number?" in past.text
    known = await says(pat, "show", hears="So far I know:")
    assert "Country: *Germany*" in known.text


async def test_cancel_keeps_a_draft_to_go_on_with(story: Story) -> None:
    pat = await begun(story)
    await says(pat, "Acme", hears="What is their website?")
    stopped = await says(pat, "cancel", hears="kept as a draft until")
    await says(pat, "acme.com", hears="what else I can do")
    offered = await says(pat, "lead", hears="You have begun a lead already.")
    assert "*Acme*" in offered.text
    gone_on = await clicks(pat, offered, "Go on", hears="What is their website?")
    assert "Company: *Acme*" in gone_on.text
    await clicks(pat, stopped, "Discard", hears="Discarded")
    await says(pat, "acme.com", hears="what else I can do")


async def test_nothing_is_kept_of_a_talk_that_never_began(story: Story) -> None:
    pat = await begun(story)
    await says(pat, "cancel", hears="Nothing was kept.")
    await says(pat, "lead", hears="What is the company called?")


async def test_the_form_knows_what_was_told_and_the_talk_what_was_typed(story: Story) -> None:
    pat = await begun(story)
    asked = await says(pat, "Acme", hears="What is their website?")
    await clicks(pat, asked, "Open the form", hears="The form is open.")
    form = pat.form
    assert form["Company"] == "Acme"
    await form.change({"Website": "acme.com", "First name": "Ann"}, wait=0)
    await form.close()
    asked = await says(pat, "hello again", hears="And the last name?")
    assert "go on here" in asked.text
    known = await says(pat, "show", hears="So far I know:")
    assert "First name: *Ann*" in known.text


async def test_a_lead_that_was_submitted_in_the_form_ends_the_talk(story: Story) -> None:
    pat = member(story)
    summary = await told_all(pat)
    await clicks(pat, summary, "Open the form", hears="The form is open.")
    seen = await pat.form.submit()
    assert seen.form is not None
    assert seen.form.title == "Lead submitted"
    await says(pat, "submit", hears="what else I can do")
    assert len(leads_of(story)) == 1


async def test_the_summary_lets_one_thing_be_changed(story: Story) -> None:
    pat = member(story)
    summary = await told_all(pat)
    await clicks(pat, summary, "Company", hears="What is the company called?")
    changed = await says(pat, "Globex", hears=ALL_SAID)
    assert "*Globex* · acme.com" in changed.text


async def test_a_company_that_may_be_known_can_be_given_a_reason(story: Story) -> None:
    story.enrol("northwind", "brightside", channels=False)
    await hand_over(story.person("bea"))
    pat = story.person("pat")
    summary = await told_all(pat)
    assert "We may know this company already." in summary.text
    assert "Brightside" not in summary.text
    summary = await says(pat, "We have met them <!here> in May.", hears=ALL_SAID)
    assert "Your reason: We have met them" in summary.text
    await clicks(pat, summary, "Submit lead", hears="What happens next")
    [lead] = leads_of(story)
    conflicts = story.look(lambda uow: uow.lead_conflicts.of_lead(lead.id))
    assert [each.reason for each in conflicts] == ["We have met them <!here> in May."]


async def test_yes_to_the_last_question_submits_and_no_does_not(story: Story) -> None:
    story.enrol("northwind", "brightside", channels=False)
    await hand_over(story.person("bea"))
    pat = story.person("pat")
    await told_all(pat)
    await says(pat, "We have met them in May.", hears=ALL_SAID)
    summary = await says(pat, "No, wait!", hears=ALL_SAID)
    assert "Nothing is submitted yet." in summary.text
    assert "Your reason: We have met them in May." in summary.text
    assert leads_of(story) == []
    await says(pat, "Yes, please!", hears="What happens next")
    assert len(leads_of(story)) == 1


async def test_what_is_to_be_changed_can_be_said_below_the_summary(story: Story) -> None:
    pat = member(story)
    await told_all(pat)
    await says(pat, "change company", hears="What is the company called?")
    await says(pat, "Globex", hears=ALL_SAID)
    await says(pat, "change the commission type", hears="Which reward would you like?")
    summary = await says(pat, "the $500 fixed fee", hears=ALL_SAID)
    assert "Your reward: $500 fixed fee" in summary.text


async def test_how_many_it_is_for_is_understood_beside_a_choice(story: Story) -> None:
    pat = member(story)
    await told_contact(pat)
    asked = await says(pat, "LiveChat for 8 agents", hears="Which LiveChat plan?")
    assert "Products: *LiveChat* · Number of agents: *8*" in asked.text
    await says(pat, "Team", hears="How would they like to be billed?")


async def test_a_talk_begins_by_a_button_where_one_is_written_to(story: Story) -> None:
    pat = member(story)
    hint = await says(pat, "good morning", hears="what else I can do")
    await clicks(pat, hint, "Tell me about a lead", hears="What is the company called?")


async def test_an_external_member_begins_a_talk_from_the_pinned_message(story: Story) -> None:
    story.enrol("helio")
    await story.channel("partner-helio").message(containing="Welcome, *Helio Labs*!")
    await story.settled()
    hana = story.person("hana")
    [pinned] = hana.channel("partner-helio").pins
    seen = await hana.click(pinned, "Tell me in a chat")
    assert "I have written to you" in seen.text
    await hana.dm.message("What is the company called?")
    await says(hana, "Acme", hears="What is their website?")


async def test_the_form_hands_over_to_the_talk_with_what_is_typed(story: Story) -> None:
    pat = member(story)
    form = await form_of(pat)
    form.fill({"Company": "Acme", "Website": "nowhere"})
    seen = await form.click("Tell me in a chat instead")
    assert "I have written to you" in seen.text
    asked = await pat.dm.message("What is their website?")
    assert "Company: *Acme*" in asked.text


async def test_page_two_hands_over_to_the_talk_and_page_three_gone_on_with_as_well(story: Story) -> None:
    pat = member(story)
    page = await deal_page(pat)
    await page.change({"Products": ["LiveChat"], "Number of agents": "7"})
    seen = await page.click("Tell me in a chat instead")
    assert "I have written to you" in seen.text
    asked = await pat.dm.message("How would they like to be billed?")
    assert "Number of agents: *7*" in asked.text
    await says(pat, "skip", hears="Which reward would you like?")
    asked = await says(pat, "10%", hears="How would you like to be involved?")
    await pat.forms[-1].close(everything=True)
    await clicks(pat, asked, "Open the form", hears="The form is open")
    page = pat.forms[-1]
    assert "Page 3 of 3" in page.text
    await page.click("Tell me in a chat instead")
    asked = await pat.dm.message("How would you like to be involved?", after=asked)
    asked = await clicks(pat, asked, "Not involved", hears="Is that so?")


async def test_what_cannot_be_written_directly_is_said_where_it_was_asked_for(story: Story) -> None:
    pat = member(story)
    help_card = answer(await pat.command("/partner", "help", channel=NORTHWIND))
    story.workspace.fail("chat.postMessage", "error", error="user_not_found")
    seen = await pat.click(help_card, "Tell me in a chat")
    assert "doesn't let me write to you directly" in seen.text
