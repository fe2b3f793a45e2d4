"""The Gemini API for notebooks: Google's service with a key, the course's own model without.

    from llmcourse.gemini import connect

    service = connect()
    service.client.models.generate_content(model=service.model, contents="Hello!").text

docs/gemini.md tells what the local server speaks and what it does not. The server itself, `api` and
`server`, is imported only when it is started.
"""

from llmcourse.gemini.errors import NotConnected
from llmcourse.gemini.explain import explain, retry_delay
from llmcourse.gemini.models import samples
from llmcourse.gemini.service import Service, connect
from llmcourse.redact import redact

__all__ = [
    "NotConnected",
    "Service",
    "connect",
    "explain",
    "redact",
    "retry_delay",
    "samples",
]
