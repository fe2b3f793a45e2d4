"""The only place where Google's two SDKs are imported, and only when they are needed.

`google-genai` is the one that Google maintains. The support of `google-generativeai`, its
predecessor, ended on November 30, 2025; the two warnings with which it says so at import are
silenced here, because the notice of `connect` says it in words. It is used over REST alone: its
default, gRPC, would speak TLS to a plain port and hang.
"""

import importlib
import os
import urllib.request
import warnings
from types import ModuleType
from typing import Any

from llmcourse.gemini.errors import SdkMissing
from llmcourse.gemini.keys import LOCAL_KEY

_set_to: tuple[str, str | None] | None = None
_PACKAGES = {"google.genai": "google-genai", "google.generativeai": "google-generativeai"}


def modern() -> Any:
    """The module google.genai."""
    return _import("google.genai")


def legacy() -> Any:
    """The module google.generativeai."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return _import("google.generativeai")


def client(key: str, address: str | None) -> Any:
    """A google-genai client for a key; without an address, of Google's service."""
    options = {"base_url": address} if address else None
    return modern().Client(api_key=key, vertexai=False, http_options=options)


def configured(key: str, address: str | None) -> Any:
    """The module google.generativeai, set to this key, this address and REST."""
    global _set_to
    module, options = legacy(), {"api_endpoint": address} if address else None
    if _set_to != (key, address):  # each time it drops its open connections
        module.configure(api_key=key, transport="rest", client_options=options)
        _set_to = key, address
    return module


def vertex_client(address: str | None, project: str, location: str) -> Any:
    """A google-genai client on Vertex AI's paths; with an address, of the local server there."""
    if address is None:
        return modern().Client(vertexai=True, project=project, location=location)
    return modern().Client(
        vertexai=True,
        project=project,
        location=location,
        credentials=_local_credentials(),
        http_options={"base_url": address},
    )


def avoid_proxy() -> None:
    """Let no proxy stand between this process and its own server."""
    if not urllib.request.getproxies():
        return
    for name in ("NO_PROXY", "no_proxy"):
        hosts = [host for host in os.environ.get(name, "").split(",") if host]
        if "*" not in hosts and "127.0.0.1" not in hosts:
            os.environ[name] = ",".join([*hosts, "127.0.0.1"])


def _local_credentials() -> Any:
    """Credentials that open the local server and nothing else."""
    base = importlib.import_module("google.auth.credentials").Credentials

    def refresh(self: Any, request: Any) -> None:
        self.token = LOCAL_KEY

    made = type("LocalCredentials", (base,), {"refresh": refresh})()
    made.token = LOCAL_KEY
    return made


def _import(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and not name.startswith(error.name):
            raise
        package = _PACKAGES[name]
        raise SdkMissing(
            f"Google's package {package} is not installed in this kernel. Install it with "
            f"`%pip install {package}`, then restart the kernel."
        ) from None
