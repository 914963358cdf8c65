"""Who is let in where, written out: an independent account of what the software is to do.

Clicks stand as their action, forms after `send`, commands as they are typed.
"""

from __future__ import annotations

from collections.abc import Mapping

OWNER, MEMBER, FINANCE = "owner", "member", "finance"
REP, MANAGER, ADMIN = "sales rep", "account manager", "admin"
STRANGER, OTHER = "stranger", "owner of another partner"
EVERYBODY = (STRANGER, OWNER, MEMBER, FINANCE, REP, MANAGER, ADMIN, OTHER)
PARTNERS = (OWNER, MEMBER, FINANCE, OTHER)

_LET_IN: Mapping[tuple[str, ...], str] = {
    PARTNERS: """
        /partner, /partner arr, /partner customers, /partner earnings, /partner estimate, /partner help,
        /partner nonsense, /partner people, /partner settings, /partner status, /partner tier,
        arr.chart, arr.export, arr.open, arr.open.back, customer.open, customer.open.back, customers.open,
        customers.open.back, customers.search, customers.search.typed, earnings.open, earnings.open.back,
        estimate.answer, estimate.open, overview.open,
        partner.settings, partner.settings.choose, people.leave, people.open, people.open.back,
        send customers.search, send estimate.submit, send partner.submit.settings, send people.submit.leave,
        tier.history, tier.history.back, tier.open
    """,
    (OWNER, MEMBER, OTHER): """
        /partner benefits, /partner claim, /partner import, /partner lead, /partner leads, benefits.open, claim.answer,
        claim.files, claim.form.open, claim.form.typed, claim.open, claim.withdraw, claims.open,
        claims.open.back, lead.again, lead.correct, lead.draft.discard, lead.draft.open, lead.form.answer,
        lead.form.new, lead.form.open, lead.form.page.contact, lead.form.page.deal, lead.form.typed,
        lead.introduced, lead.open, lead.open.earlier, lead.own.export, lead.reply, lead.withdraw, leads.export,
        leads.filter, leads.open, leads.open.back, send claim.submit, send claim.submit.answer,
        send lead.submit.consent,
        send lead.submit.contact, send lead.submit.correct, send lead.submit.deal, send lead.submit.reply,
        send lead.submit.withdraw, shortcut lead.open, talk.answer, talk.back, talk.begin, talk.cancel,
        talk.change, talk.done, talk.draft, talk.form, talk.new, talk.skip, talk.skip.page, talk.submit,
        talk.tick, upload.discard, upload.take, upload.template
    """,
    (REP, MANAGER, ADMIN): """
        /program, /program away, /program claims, /program help, /program leads, /program nonsense,
        /program partner, /program partners, /program report, /program settings, board.export, board.filter,
        board.open, board.open.all, board.open.back, board.search, board.sort, board.view, desk.benefit,
        desk.claim, desk.open, desk.open.back, desk.queue, desk.view, lead.conflict, lead.export, lead.review,
        lead.review.move, lead.timeline, partner.arr, partner.arr.back, partner.day, partner.open,
        partners.only, partners.open, partners.open.back, partners.order, partners.tier, program.open,
        report.file, report.open, report.open.back, send board.submit.search, send staff.submit.away,
        send staff.submit.settings, staff.away, staff.back, staff.choose, staff.settings
    """,
    (MANAGER, ADMIN): """
        /program applications, /program invite, application.approve, application.channel,
        application.decline, application.open, invite.end, partner.channel, partner.channel.way,
        send partner.submit.channel, desk.ask,
        desk.decline, desk.end, desk.files, desk.fulfil, desk.keep, desk.reassign, desk.take,
        send application.submit.approve, send application.submit.decline, send desk.submit.ask,
        send desk.submit.decline, send desk.submit.end, send desk.submit.fulfil, send desk.submit.keep,
        send desk.submit.reassign
    """,
    (OWNER, OTHER): """
        people.history, people.history.back, people.invite, people.invite.end, people.person,
        send people.submit.invite, send people.submit.person
    """,
    (ADMIN,): """
        partner.manager, partner.tier, partner.tier.end, send manager.submit, send tier.submit,
        send tier.submit.end
    """,
    (REP, ADMIN): """
        lead.ask, lead.assign, lead.hand_over, lead.link, lead.protect, lead.unlink, send lead.submit.ask,
        send lead.submit.conflict, send lead.submit.hand_over, send lead.submit.link, send lead.submit.review
    """,
    (OWNER, MEMBER, FINANCE, REP, MANAGER, ADMIN, OTHER): """
        help.open
    """,
    (OWNER, MEMBER, REP, MANAGER, ADMIN, OTHER): """
        shortcut lead.from_message
    """,
    (STRANGER,): """
        /partner join, join.open, join.code, join.accept, send join.submit, send join.submit.code
    """,
}

LET_IN: Mapping[str, tuple[str, ...]] = {
    " ".join(name.split()): roles for roles, names in _LET_IN.items() for name in names.split(",")
}
