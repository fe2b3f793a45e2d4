"""What can go wrong with a request, in the shape and the words in which Google's service says it.

    {"error": {"code": 429, "message": "...", "status": "RESOURCE_EXHAUSTED", "details": [...]}}

What `connect` itself raises stands here too. Nothing here knows HTTP libraries or SDKs; what a
learner is told of such an error is in `explain`.
"""

from typing import Any

STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
_TYPE = "type.googleapis.com/google.rpc."
_METRIC = "generativelanguage.googleapis.com/generate_content_free_tier_requests"
_FAULTS = {
    400: "Request contains an invalid argument.",
    401: "Request had invalid authentication credentials. Expected OAuth 2 access token, login "
    "cookie or other valid authentication credential.",
    403: "The caller does not have permission",
    404: "Requested entity was not found.",
    500: "An internal error has occurred. Please retry.",
    501: "Operation is not implemented, or supported, or enabled.",
    503: "The model is overloaded. Please try again later.",
    504: "The request timed out. Please try again.",
}


class NotConnected(RuntimeError):
    """Nobody answers; the message says why and what to do."""


class PortTaken(OSError):
    """Another program listens on the port."""


class SdkMissing(ImportError):
    """One of Google's packages is not installed."""


class ApiError(Exception):
    """An answer that is an error."""

    def __init__(self, code: int, message: str, *details: dict[str, Any]) -> None:
        super().__init__(message)
        self.code, self.message, self.details = code, message, list(details)

    @property
    def body(self) -> dict[str, Any]:
        """The error as JSON."""
        error = {
            "code": self.code,
            "message": self.message,
            "status": STATUS.get(self.code, "UNKNOWN"),
        }
        return {"error": error | ({"details": self.details} if self.details else {})}


def invalid(message: str) -> ApiError:
    """The request says something that it may not say."""
    return ApiError(400, message)


def absent(what: str) -> ApiError:
    """Something that Google's service has and the local server has not."""
    return ApiError(
        501,
        f"The course's local server has no {what}. Run this with a key: connect() then answers "
        "from Google's service. docs/gemini.md lists what the local server speaks.",
    )


def no_key() -> ApiError:
    """A request without a key."""
    return ApiError(
        403,
        "Method doesn't allow unregistered callers (callers without established identity). Please "
        "use API Key or other form of API consumer identity to call this API.",
    )


def wrong_key() -> ApiError:
    """A key that is not the local server's; Google answers 400 too."""
    info = {"reason": "API_KEY_INVALID", "domain": "googleapis.com"}
    return ApiError(
        400,
        "API key not valid. Please pass a valid API key.",
        {"@type": f"{_TYPE}ErrorInfo", **info, "metadata": {"service": "local"}},
    )


def real_key() -> ApiError:
    """A key that may open Google's service; it has no business here."""
    return ApiError(
        401,
        "This looks like a real Gemini API key, and this is not Google: it is the course's local "
        "server, which needs none and has not kept it. Use service.client from connect(), or the "
        'key "local".',
        {"@type": f"{_TYPE}ErrorInfo", "reason": "ACCESS_TOKEN_TYPE_UNSUPPORTED"},
    )


def no_model(name: str, version: str, method: str) -> ApiError:
    """A model that nobody knows."""
    return ApiError(
        404,
        f"models/{name} is not found for API version {version}, or is not supported for {method}. "
        "Call ListModels to see the list of available models and their supported methods.",
    )


def retired_model(name: str) -> ApiError:
    """A model that was switched off."""
    return ApiError(
        404,
        f"This model models/{name} is no longer available to new users. Please update your code to "
        "use a newer model for the latest features and improvements.",
    )


def no_cache() -> ApiError:
    """A cache that expired, was deleted or never was."""
    return ApiError(403, "CachedContent not found (or permission denied)")


def too_long(tokens: int, limit: int) -> ApiError:
    """A prompt that the model cannot read."""
    return invalid(
        f"The input token count ({tokens}) exceeds the maximum number of tokens allowed ({limit})."
    )


def fault(code: int, *, model: str = "", delay: str = "2s") -> ApiError:
    """An error that was asked for, to learn from."""
    if code == 429:
        return _quota(model, delay)
    return ApiError(code, _FAULTS.get(code, "The request was not completed."))


def _quota(model: str, delay: str) -> ApiError:
    violation = {
        "quotaMetric": _METRIC,
        "quotaId": "GenerateRequestsPerMinutePerProjectPerModel-FreeTier",
        "quotaDimensions": {"location": "global", "model": model},
        "quotaValue": "5",
    }
    message = (
        "You exceeded your current quota, please check your plan and billing details.\n* Quota "
        f"exceeded for metric: {_METRIC}, limit: 5, model: {model}\nPlease retry in {delay}."
    )
    return ApiError(
        429,
        message,
        {"@type": f"{_TYPE}QuotaFailure", "violations": [violation]},
        retry_info(delay),
    )


def retry_info(delay: str) -> dict[str, Any]:
    """The detail that says how long to wait, such as "2s"."""
    return {"@type": f"{_TYPE}RetryInfo", "retryDelay": delay}
