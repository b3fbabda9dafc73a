"""成绩 as xlsx: 汇总, 科室, 人员 where names may be read, 题目分析. Whose results stand in it is decided elsewhere."""

from reports.results_book.book import book
from reports.results_book.lines import ItemLine, PersonLine, Summary, UnitLine

__all__ = ["ItemLine", "PersonLine", "Summary", "UnitLine", "book"]
