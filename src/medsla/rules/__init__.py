"""Rules over one document by itself: contradictions, gaps in the wording, and what statutes and guidelines ask for.

A rule is a row of `RULES`; its check is a pure function; its words stand in the section `rule` of the messages. This
package judges one document and compares nothing.
"""

from __future__ import annotations

from medsla.rules.rule import Check, Found, Kind, Rule
from medsla.rules.table import RULES, lint, rule

__all__ = ["RULES", "Check", "Found", "Kind", "Rule", "lint", "rule"]
