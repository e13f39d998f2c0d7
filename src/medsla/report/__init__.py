"""Reports for people and programs: text, Markdown, HTML and JSON of a review, a comparison, lint or refused input.

Facts come from `results`, sentences from `explanation`; here is only the order and the look. One function for each
format, all called alike: `render_text(subject, language, *, origin=…)`.
"""

from __future__ import annotations

from medsla.report.html import render_html
from medsla.report.json_report import json_of, render_json
from medsla.report.markdown import render_markdown
from medsla.report.meeting import MeetingRow, meeting_rows, render_meeting_html
from medsla.report.notebook_table import notebook_html, notebook_text
from medsla.report.outline import outline
from medsla.report.places import origins_of
from medsla.report.questionnaire import Question, questionnaire_rows, render_questionnaire_html
from medsla.report.subjects import LintReport, ProblemReport, Subject
from medsla.report.summary import Summary, summary
from medsla.report.text import render_text

__all__ = [
    "LintReport",
    "MeetingRow",
    "ProblemReport",
    "Question",
    "Subject",
    "Summary",
    "json_of",
    "meeting_rows",
    "notebook_html",
    "notebook_text",
    "origins_of",
    "outline",
    "questionnaire_rows",
    "render_html",
    "render_json",
    "render_markdown",
    "render_meeting_html",
    "render_questionnaire_html",
    "render_text",
    "summary",
]
