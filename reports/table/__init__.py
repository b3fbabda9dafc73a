"""The official table (统计表) as docx and xlsx, laid out as its source prints it. What the figures are is decided elsewhere."""

from reports.table.docx import as_docx
from reports.table.printed import Printed
from reports.table.xlsx import as_xlsx

__all__ = ["Printed", "as_docx", "as_xlsx"]
