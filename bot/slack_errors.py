"""What Slack's error codes mean for us: an enum for each group, and one exception for a call that failed."""

from __future__ import annotations

from enum import StrEnum


class Unreachable(StrEnum):
    """The place cannot be written to, or not this. Trying again changes nothing."""

    CHANNEL_NOT_FOUND = "channel_not_found"
    USER_NOT_FOUND = "user_not_found"
    USERS_NOT_FOUND = "users_not_found"
    USER_DISABLED = "user_disabled"
    IS_ARCHIVED = "is_archived"
    NOT_IN_CHANNEL = "not_in_channel"
    CANNOT_DM_BOT = "cannot_dm_bot"
    USER_NOT_VISIBLE = "user_not_visible"
    CANNOT_REPLY_TO_MESSAGE = "cannot_reply_to_message"
    RESTRICTED_ACTION = "restricted_action"
    RESTRICTED_ACTION_READ_ONLY_CHANNEL = "restricted_action_read_only_channel"
    RESTRICTED_ACTION_THREAD_LOCKED = "restricted_action_thread_locked"
    MESSAGES_TAB_DISABLED = "messages_tab_disabled"
    TEAM_NOT_FOUND = "team_not_found"
    EXTERNAL_CHANNEL_MIGRATING = "external_channel_migrating"
    NO_PERMISSION = "no_permission"
    METHOD_NOT_SUPPORTED_FOR_CHANNEL_TYPE = "method_not_supported_for_channel_type"


class Unacceptable(StrEnum):
    """Slack refuses the message itself."""

    INVALID_BLOCKS = "invalid_blocks"
    INVALID_BLOCKS_FORMAT = "invalid_blocks_format"
    INVALID_ARGUMENTS = "invalid_arguments"
    INVALID_ATTACHMENTS = "invalid_attachments"
    MSG_TOO_LONG = "msg_too_long"
    MSG_BLOCKS_TOO_LONG = "msg_blocks_too_long"
    NO_TEXT = "no_text"
    TOO_MANY_ATTACHMENTS = "too_many_attachments"
    UNKNOWN_METHOD = "unknown_method"
    VIEW_TOO_LARGE = "view_too_large"


class Gone(StrEnum):
    """A message that was to be updated can no longer be."""

    MESSAGE_NOT_FOUND = "message_not_found"
    CANT_UPDATE_MESSAGE = "cant_update_message"
    EDIT_WINDOW_CLOSED = "edit_window_closed"


class FileGone(StrEnum):
    """A file that Slack no longer has, or that is larger than we keep."""

    FILE_NOT_FOUND = "file_not_found"
    FILE_TOO_LARGE = "file_too_large"


class TooLate(StrEnum):
    """The three seconds of a trigger are over, or it was used."""

    EXPIRED_TRIGGER_ID = "expired_trigger_id"
    TRIGGER_EXPIRED = "trigger_expired"
    EXCHANGED_TRIGGER_ID = "exchanged_trigger_id"
    TRIGGER_EXCHANGED = "trigger_exchanged"
    INVALID_TRIGGER_ID = "invalid_trigger_id"


class Unauthorized(StrEnum):
    """The installation does not work; an operator can mend it, and then the same call succeeds."""

    INVALID_AUTH = "invalid_auth"
    ACCOUNT_INACTIVE = "account_inactive"  # the app was removed there; it may come back
    NOT_AUTHED = "not_authed"
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 - an error code, not a secret
    TOKEN_EXPIRED = "token_expired"  # noqa: S105 - as above
    MISSING_SCOPE = "missing_scope"
    TOKEN_UNREADABLE = "token_unreadable"  # noqa: S105 - ours: none of our keys reads it
    FILE_NOT_SHOWN = "file_not_shown"  # ours: Slack asks us to log in instead of handing out a file
    NO_ACTIVE_INSTALLATION = "no_active_installation"
    ORG_LOGIN_REQUIRED = "org_login_required"
    TEAM_ACCESS_NOT_GRANTED = "team_access_not_granted"
    ACCESSLIMITED = "accesslimited"


class Passing(StrEnum):
    """Slack is busy or has trouble; the same call succeeds later."""

    RATELIMITED = "ratelimited"
    RATE_LIMITED = "rate_limited"
    MESSAGE_LIMIT_EXCEEDED = "message_limit_exceeded"
    INTERNAL_ERROR = "internal_error"
    FATAL_ERROR = "fatal_error"
    SERVICE_UNAVAILABLE = "service_unavailable"
    REQUEST_TIMEOUT = "request_timeout"
    TEAM_ADDED_TO_ORG = "team_added_to_org"
    NO_ANSWER = "no_answer"  # ours: the connection broke or the time was up
    BAD_ANSWER = "bad_answer"  # ours: 5xx, or not the JSON that was expected


ALREADY_PINNED = "already_pinned"
HASH_CONFLICT = "hash_conflict"

Group = Unreachable | Unacceptable | Gone | FileGone | TooLate | Unauthorized | Passing
_GROUPS: tuple[type[StrEnum], ...] = (Unreachable, Unacceptable, Gone, FileGone, TooLate, Unauthorized, Passing)


def group_of(code: str) -> type[StrEnum] | None:
    """The group a code belongs to; None for a code we do not know."""
    return next((group for group in _GROUPS if code in set(group)), None)


class CallError(Exception):
    """A call to Slack that failed: its method, Slack's code, and in seconds how long to wait (with a 429)."""

    def __init__(self, method: str, code: str, *, retry_after: float | None = None, detail: str = "") -> None:
        super().__init__(f"{method}: {code}{f' ({detail})' if detail else ''}")
        self.method = method
        self.code = code
        self.retry_after = retry_after
        self.detail = detail

    @property
    def pause(self) -> float | None:
        """Seconds after which the same call may be tried once more: what Slack asks for, none where the connection
        broke at once. None where another try would change nothing, or the time was up.
        """
        if self.retry_after is not None:
            return self.retry_after
        return 0.0 if self.is_cut_off else None

    @property
    def is_cut_off(self) -> bool:
        """Whether the connection broke, so that nobody knows if the call was carried out."""
        return self.code == Passing.NO_ANSWER and self.detail != TimeoutError.__name__

    @property
    def group(self) -> type[StrEnum] | None:
        """What the code means for us; None where we do not know it."""
        return group_of(self.code)


class NotInstalledError(CallError):
    """A call that was not made: the app is not installed at the sender's, a workspace; None is the vendor's."""

    def __init__(self, method: str, sender: str | None) -> None:
        super().__init__(method, Unauthorized.NO_ACTIVE_INSTALLATION)
        self.sender = sender
