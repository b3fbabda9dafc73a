"""Narrative reports as docx: figures filled in, at most three paragraphs left to a person. Where facts come from is not known here."""

from reports.narrative.composing import month_summary, phase_report, quarter_report
from reports.narrative.docx import as_docx
from reports.narrative.facts import Consultation, Deed, Facts, Figure, Five, Hazards, Quiz, Share, Task
from reports.narrative.report import Blank, Evidence, Figures, Report, Said, Section, blanks

__all__ = [
    "Blank",
    "Consultation",
    "Deed",
    "Evidence",
    "Facts",
    "Figure",
    "Figures",
    "Five",
    "Hazards",
    "Quiz",
    "Report",
    "Said",
    "Section",
    "Share",
    "Task",
    "as_docx",
    "blanks",
    "month_summary",
    "phase_report",
    "quarter_report",
]
