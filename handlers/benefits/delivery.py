"""What an instant benefit delivers: the partner badge as files, with the HTML that places it."""

from __future__ import annotations

from collections.abc import Mapping

from domain.partners import Partner
from handlers.badge.badge import DARK, LIGHT, THEMES, Badge, Theme, badge_of
from handlers.badge.snippet import snippet
from handlers.blocks import buttons, section
from handlers.context import Context
from handlers.ids import Action
from handlers.results import Attachment, Reply, SendFile
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import safe
from handlers.ways import way_to

TOLD = mark(":sparkles: Your badge is on its way: look into your direct messages with me in a moment.")

THEME: Mapping[str, str] = Spoken({LIGHT.key: mark("light"), DARK.key: mark("dark")})


def badge_files(partner: Partner, context: Context) -> SendFile:
    """The badge of the partner's tier today in all its forms, drawn once Slack has its answer."""
    badge = badge_of(partner.name, partner.tier, context.program)
    first, *others = [_png(badge, LIGHT), _png(badge, DARK), *(_svg(badge, theme) for theme in THEMES)]
    ways_on = buttons(way_to(Action.BENEFITS), way_to(Action.CLAIMS))
    return SendFile(
        name=first.name,
        title=first.title,
        content=first.content,
        comment=_comment(badge, context.program.vendor.website),
        told=Reply(say(TOLD), [section(say(TOLD)), ways_on], title=say("Partner badge")),
        alt_text=first.alt_text,
        others=others,
    )


def _comment(badge: Badge, website: str) -> str:
    kinds = say("SVG is sharp at any size; PNG is for wherever SVG isn't taken.")
    if badge.only_browsers_write_it:
        nameless = say("Your name has letters that only browsers can write, so PNG goes without it.")
        kinds = f"{kinds} {nameless}"
    lines = [
        say(":sparkles: *Your {badge} badge*, for light and dark pages.", badge=safe(badge.title)),
        kinds,
        say("To place it, put both SVG files beside your page and paste this:"),
        f"```{safe(snippet(badge, website))}```",
    ]
    return "\n".join(lines)


def _png(badge: Badge, theme: Theme) -> Attachment:
    def made(_: object) -> bytes:
        from handlers.badge.drawing import png  # noqa: PLC0415 - matplotlib takes a second: only when one is drawn

        return png(badge, theme)

    return Attachment(badge.file_name(theme, "png"), f"{_title(badge, theme)} (PNG)", made, badge.words)


def _svg(badge: Badge, theme: Theme) -> Attachment:
    def made(_: object) -> bytes:
        from handlers.badge.drawing import svg  # noqa: PLC0415 - as above

        return svg(badge, theme)

    return Attachment(badge.file_name(theme, "svg"), f"{_title(badge, theme)} (SVG)", made, badge.words)


def _title(badge: Badge, theme: Theme) -> str:
    return f"{badge.title}, {THEME[theme.key]}"
