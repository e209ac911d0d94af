"""What a use case can refuse, each with its HTTP status and code.

::

    AppError                      code, params, message
    ├── InvalidInput        422   understood, and not acceptable; ``errors`` name the fields
    ├── BadRequest          400   not understood: a broken cursor, a broken signature
    ├── NotAuthenticated    401   no valid credentials
    ├── Forbidden           403   valid credentials that may not do this
    ├── NotFound            404   is not there, or is somebody else's
    ├── Conflict            409   does not go with the present state
    ├── PayloadTooLarge     413
    ├── TooManyRequests     429   ``retry_after`` seconds
    └── ServiceUnavailable  503   a part we need is away; ``retry_after`` seconds
"""

from __future__ import annotations

from typing import ClassVar

from vinyldigger.core.domain.words import Param


class AppError(Exception):
    """A refusal that the caller is told: a stable ``code`` with ``params``, and a message for people who debug."""

    status: ClassVar[int] = 500
    default_code: ClassVar[str] = "internal_error"

    def __init__(self, message: str, code: str | None = None, **params: Param) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.params = params


class InvalidInput(AppError):
    """Understood, and not acceptable. ``errors``: (field, message) pairs."""

    status = 422
    default_code = "invalid_input"

    def __init__(
        self, message: str, code: str | None = None, *, errors: tuple[tuple[str, str], ...] = (), **params: Param
    ) -> None:
        super().__init__(message, code, **params)
        self.errors = errors


class BadRequest(AppError):
    """Not understood."""

    status = 400
    default_code = "bad_request"


class NotAuthenticated(AppError):
    """No valid credentials."""

    status = 401
    default_code = "not_authenticated"


class Forbidden(AppError):
    """Valid credentials that may not do this."""

    status = 403
    default_code = "forbidden"


class NotFound(AppError):
    """Is not there, or is somebody else's: the two are never told apart."""

    status = 404
    default_code = "not_found"

    def __init__(self, message: str = "Not found", code: str | None = None, **params: Param) -> None:
        super().__init__(message, code, **params)


class Conflict(AppError):
    """Does not go with the present state."""

    status = 409
    default_code = "conflict"


class PayloadTooLarge(AppError):
    """The body is over the limit."""

    status = 413
    default_code = "payload_too_large"


class TooManyRequests(AppError):
    """Slow down: ``retry_after`` in seconds."""

    status = 429
    default_code = "too_many_requests"

    def __init__(self, message: str, code: str | None = None, *, retry_after: int, **params: Param) -> None:
        super().__init__(message, code, retry_after=retry_after, **params)
        self.retry_after = retry_after


class ServiceUnavailable(AppError):
    """A part we need is away: ``retry_after`` in seconds."""

    status = 503
    default_code = "service_unavailable"

    def __init__(self, message: str, code: str | None = None, *, retry_after: int = 5, **params: Param) -> None:
        super().__init__(message, code, retry_after=retry_after, **params)
        self.retry_after = retry_after
