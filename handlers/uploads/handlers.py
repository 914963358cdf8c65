"""A file of leads dropped in direct messages: read, shown with what is wrong, handed over as a whole or discarded."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath

from domain.usecases.import_leads import discard_upload, keep_upload, own_upload, take_upload
from handlers.blocks import section
from handlers.context import Context
from handlers.requests import Click, Command, Said, SentFile
from handlers.results import Fetched, Later, Reply, Result, Say, SendFile
from handlers.sheets.leads import LeadSheet
from handlers.texts.catalogue import mark, say
from handlers.texts.format import safe
from handlers.uploads import views
from handlers.uploads.reading import MOST_BYTES, Dropped, errors_file, read

CSV = ".csv"
HOW = mark(
    "Drop a CSV file into your messages with me, with a lead in each row. You see first what I read in it, and nothing "
    "is submitted before you say so."
)
NOT_CSV = mark("I can read leads from a CSV file. A spreadsheet saves as one: choose *CSV UTF-8*.")
ONE_AT_A_TIME = mark("One file at a time, please. Nothing of these was read.")
NOT_FETCHED = mark("I couldn't fetch *{file}* from Slack. Please drop it again.")


def how(_: Command, context: Context) -> Reply:
    """How many leads are handed over at once."""
    context.actor.of_partner()
    return _with_template(say(HOW))


def file_dropped(said: Said, context: Context) -> Result:
    """Fetches a CSV file and shows what is in it; of other files says what would do."""
    context.actor.of_partner()
    files = [each for each in said.files if PurePath(each.name).suffix.lower() == CSV]
    if len(files) > 1:
        return Reply(say(ONE_AT_A_TIME))
    if not files:
        return _with_template(say(NOT_CSV))
    (file,) = files
    if file.size > MOST_BYTES:
        return Reply(views.too_large(file.name))
    failed = Reply(say(NOT_FETCHED, file=safe(file.name)))
    upload_id = f"{said.channel}-{said.ts}-{file.id}"
    return Later(partial(_read, file, upload_id), Fetched(file.url, MOST_BYTES, failed))


def take(click: Click, context: Context) -> Result:
    """Hands all leads of a file over. It takes a while: a second click meanwhile waits, and changes nothing."""
    own_upload(context.uow, context.actor, click.value)
    return Later(partial(_taken, click.value))


def discard(click: Click, context: Context) -> Say | Reply:
    """Forgets a file."""
    upload = own_upload(context.uow, context.actor, click.value)
    discard_upload(context.uow, context.actor, click.value)
    text = say(":wastebasket: Discarded *{file}*. Nothing was submitted.", file=safe(upload.file_name))
    return Say(say("Nothing was submitted."), instead=Reply(text))


def template(_click: Click, context: Context) -> SendFile:
    """A file with the columns and two examples, by direct message."""
    context.actor.of_partner()
    content = LeadSheet(context.house, context.today).template(in_messages=True)
    comment = say("Put a lead into each row, take the examples out, and drop the file here.")
    told = Reply(say("The template is on its way to your messages with me."))
    return SendFile(views.TEMPLATE, say("Template for leads"), content, comment, told)


def _read(file: SentFile, upload_id: str, context: Context, content: bytes) -> Result:
    partner, house = context.actor.of_partner(), context.house
    dropped = read(content, context.uow, partner.id, house, context.today)
    if dropped.unread:
        return Reply(say("I can't read {file}", file=file.name), views.unread(file.name, dropped.unread, house))
    if dropped.too_many:
        return Reply(views.too_many(file.name, house))
    if not dropped.rows:
        return _with_template(say("There is no lead in *{file}* yet.", file=safe(file.name)))
    if dropped.problems:
        return _sent_back(file, dropped, context)
    rows = [cells for _, cells in dropped.rows]
    upload = keep_upload(context.uow, context.actor, upload_id, file.name, rows, now=context.now)
    return Reply(f"{file.name}: {context.format.count(dropped.new, 'lead')}", views.ready(upload, dropped, house))


def _sent_back(file: SentFile, dropped: Dropped, context: Context) -> SendFile:
    told = Reply(say("{file} needs mending", file=file.name), views.wrong(file.name, dropped, context.house))
    name = f"{PurePath(file.name).stem}-errors{CSV}"
    comment = say("Your file with what is wrong in the last column.")
    return SendFile(name, name, errors_file(dropped), comment, told)


def _taken(upload_id: str, context: Context, _content: bytes) -> Say:
    done = take_upload(context.uow, context.program, context.actor, upload_id, now=context.now)
    upload = own_upload(context.uow, context.actor, upload_id)
    count = context.format.count(len(done.leads), "lead")
    instead = Reply(say("{leads} submitted", leads=count), views.taken(upload, done, context.house))
    return Say(say(":white_check_mark: {leads} submitted. Thank you!", leads=count), instead=instead)


def _with_template(text: str) -> Reply:
    return Reply(text, [section(text), views.with_template()])
