"""What all tests share: the same examples on every run, no deadline on a busy machine, no cache of templates.

`MEDSLA_EXAMPLES=5000 make test` looks harder: that many examples, new ones each time.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ["MEDSLA_CACHE"] = ""
_asked = os.environ.get("MEDSLA_EXAMPLES")
settings.register_profile(
    "medsla",
    max_examples=int(_asked or 100),
    derandomize=_asked is None,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("medsla")
