"""The pages that somebody sees in the browser while installing the app: plain, without anything from elsewhere."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 17px/1.5 system-ui, sans-serif; color: #1d1c1d; background: #f7f5f2; margin: 0; padding: 12vh 1.5rem; }}
main {{ max-width: 32rem; margin: 0 auto; background: #fff; border-radius: 12px; padding: 2rem 2.25rem; }}
h1 {{ font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; }}
p {{ margin: 0 0 1rem; }}
a.button {{ display: inline-block; background: #1d1c4d; color: #fff; padding: .6rem 1.1rem; border-radius: 8px;
  text-decoration: none; font-weight: 600; }}
a.button:focus-visible {{ outline: 3px solid #8a88e0; outline-offset: 2px; }}
</style>
</head>
<body><main><h1>{title}</h1>{paragraphs}{button}</main></body>
</html>
"""


def page(
    language: str, title: str, *paragraphs: str, button: tuple[str, str] | None = None, status: int = 200
) -> HTMLResponse:
    """A page of plain texts in a language, such as `en`. The button has its text and where it leads."""
    link = f'<p><a class="button" href="{escape(button[1])}">{escape(button[0])}</a></p>' if button else ""
    body = PAGE.format(
        language=escape(language),
        title=escape(title),
        paragraphs="".join(f"<p>{escape(each)}</p>" for each in paragraphs),
        button=link,
    )
    return HTMLResponse(body, status_code=status, headers=HEADERS)
