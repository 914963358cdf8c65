"""`python app.py …`: the commands, their options and their help. What they do is beside, loaded when asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.workspace import OpenWorkspace
from bot.invocation import command

NAME = "app.py"
Commands = typer.Typer

File = Annotated[
    Path, typer.Argument(metavar="FILE.csv", help="UTF-8, cells separated by , or ; columns in any order.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, store nothing.")]
User = Annotated[str, typer.Argument(metavar="USER", help="Slack user id, such as U0123ABCD.")]
Team = Annotated[
    str | None, typer.Option("--team", metavar="TEAM", help="Slack workspace id.", show_default="VENDOR_TEAM_ID")
]


class RoleName(StrEnum):
    """The roles of staff, as the command line names them."""

    SALES_REP = "sales_rep"
    ACCOUNT_MANAGER = "account_manager"
    ADMIN = "admin"


def main(arguments: Sequence[str] | None, open_workspace: OpenWorkspace) -> int:
    """Runs one command and gives its exit code: 0 done, 1 failed, 2 used wrongly."""
    # typer is told not to print errors itself, so that each is one line
    try:
        answer = program(open_workspace)(args=arguments, prog_name=NAME, standalone_mode=False)
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # the last resort: an operator gets a line, not a traceback
        return _failed(error)
    return answer if isinstance(answer, int) else 0


def _failed(error: Exception) -> int:
    from bot.cli.errors import FAILED, WRONG_USAGE, CommandError, complain

    if isinstance(error, CommandError):
        complain(f"error: {error}")
        return error.code
    describe: Any = getattr(error, "format_message", None)
    if describe is not None:  # what typer refuses
        context: Any = getattr(error, "ctx", None)
        why = str(describe()).replace("Value error, ", "")
        if why:  # a group without a command has shown its help, and says nothing more
            path = str(context.command_path).removeprefix(NAME).strip() if context else ""
            complain(f"error: {why} (see: {command(f'{path} --help'.strip())})")
        return WRONG_USAGE
    if sys.flags.dev_mode:
        raise error
    complain(f"error: unexpected {type(error).__name__}: {error}; `python -X dev {NAME} …` shows where it came from")
    return FAILED


def program(open_workspace: OpenWorkspace) -> Commands:
    """All commands."""
    commands = Commands(
        help="The partner program in Slack.", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )

    @commands.command(epilog=_examples("demo", "demo --port 9000 --no-browser"))
    def demo(
        *,
        port: Annotated[int, typer.Option(min=0, max=65535, help="Of the page; 0 takes a free one.")] = 8400,
        no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the page's address.")] = False,
        empty: Annotated[bool, typer.Option("--empty", help="Without sample data.")] = False,
    ) -> None:
        """Try the bot in a local Slack workspace, with sample data."""
        from bot.cli.demo import run_demo

        run_demo(open_workspace, port=port, browser=not no_browser, empty=empty)

    @commands.command(epilog=_examples("run"))
    def run() -> None:
        """Connect to Slack and serve, until stopped."""
        from bot.cli.serving import run_bot

        run_bot()

    @commands.command(epilog=_examples("migrate"))
    def migrate() -> None:
        """Bring the database to the newest schema."""
        from bot.cli.migrating import migrate_database

        migrate_database()

    commands.add_typer(_imports(), name="import", help="Bring in partners, subscriptions and leads from CSV files.")
    commands.add_typer(_staff(), name="staff", help="Say who of your team may do what.")
    commands.add_typer(_jobs(), name="jobs", help="See the scheduled jobs, or run one now.")

    @commands.command(epilog=_examples("doctor"))
    def doctor() -> None:
        """Check everything, and say how to mend what is wrong."""
        from bot.cli.checking import examine

        examine()

    @commands.command(epilog=_examples("manifest", "manifest --url https://bot.example.com"))
    def manifest(
        *,
        url: Annotated[str | None, typer.Option(help="Where Slack reaches the bot: fills in the request URLs.")] = None,
        rotation: Annotated[
            bool, typer.Option("--rotation", help="With tokens that expire. Slack never takes that back.")
        ] = False,
    ) -> None:
        """Print the Slack app's manifest."""
        from bot.cli.manifest import show

        show(url, rotation=rotation)

    return commands


def _imports() -> Commands:
    commands = Commands(no_args_is_help=True)

    @commands.command(epilog=_examples("import partners partners.csv --dry-run", "import partners partners.csv"))
    def partners(file: File, *, dry_run: DryRun = False) -> None:
        """Add partners with their members, or bring them up to date.

        All rows or none. Columns: id, name, slack_team_id, slack_channel_id, account_manager, members (user ids with
        ; between), joined_on.
        """
        from bot.cli.importing import import_partners

        import_partners(file, dry_run=dry_run)

    @commands.command(epilog=_examples("import subscriptions subscriptions.csv"))
    def subscriptions(file: File, *, dry_run: DryRun = False) -> None:
        """Add subscriptions with their customers, or bring them up to date.

        All rows or none. Columns: id, partner, customer_id, customer_name, customer_domain, kind, product, plan, seats,
        billing_cycle, amount, currency, status, rate, started_on, ended_on.
        """
        from bot.cli.importing import import_subscriptions

        import_subscriptions(file, dry_run=dry_run)

    @commands.command(epilog=_examples("import leads leads.csv --dry-run", "import leads leads.csv"))
    def leads(file: File, *, dry_run: DryRun = False) -> None:
        """Hand over leads for their partners, at most 5,000 in a file.

        All rows or none; rows of an earlier file change nothing. Columns: partner, company, domain, first_name,
        last_name, email, reward, involvement, consent (yes); they may have job_title, country, phone, employees, notes,
        products (keys with ; between), plan_livechat and so on for each product, agents, billing_cycle.
        """
        from bot.cli.importing import import_leads

        import_leads(file, dry_run=dry_run)

    return commands


def _staff() -> Commands:
    commands = Commands(no_args_is_help=True)

    @commands.command(
        epilog=_examples("staff add U0123ABCD --role sales_rep", "staff add U0123 --team T0123 --role admin")
    )
    def add(
        user: User, *, role: Annotated[RoleName, typer.Option(help="What the person may do.")], team: Team = None
    ) -> None:
        """Give a person of your team a role."""
        from bot.cli import staff
        from domain.people import Role

        staff.add(user, team, Role(role))

    @commands.command(epilog=_examples("staff remove U0123ABCD", "staff remove U0123ABCD --role admin"))
    def remove(
        user: User,
        *,
        role: Annotated[RoleName | None, typer.Option(help="One role only.", show_default="all roles")] = None,
        team: Team = None,
    ) -> None:
        """Take one role from a person, or all of them."""
        from bot.cli import staff
        from domain.people import Role

        staff.remove(user, team, Role(role) if role else None)

    @commands.command("list", epilog=_examples("staff list"))
    def show() -> None:
        """List everybody with a role."""
        from bot.cli import staff

        staff.show()

    return commands


def _jobs() -> Commands:
    commands = Commands(no_args_is_help=True)

    @commands.command("list", epilog=_examples("jobs list"))
    def show() -> None:
        """List the jobs: what each does, when, and its latest run."""
        from bot.cli import jobs

        jobs.show()

    @commands.command(epilog=_examples("jobs run tiers"))
    def run(name: Annotated[str, typer.Argument(metavar="NAME", help="As in `jobs list`.")]) -> None:
        """Run one job now."""
        from bot.cli import jobs

        jobs.run(name)

    return commands


def _examples(*lines: str) -> str:
    # typer keeps line breaks between paragraphs only
    return "\n\n".join(("Examples:" if len(lines) > 1 else "Example:", *(command(line) for line in lines)))
