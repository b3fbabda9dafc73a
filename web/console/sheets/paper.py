"""A sheet as it is printed: docx, xlsx, or the signed file for another installation. The same for the pages and the command."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from importlib import import_module
from typing import Any

from actions.plan.figures import exchanging
from actions.plan.figures.figuring import Built
from actions.plan.figures.frames import Asked
from models.base import Row
from models.plan import sheets
from rules.plan.cells import Frame
from rules.plan.figure import printed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"xlsx": XLSX, "docx": DOCX, "json": "application/json"}
COUNTED_SO = {
    ("wards", "in"): "含科室自己办的培训",
    ("outside", "in"): "含外协人员",
    ("occupational", "out"): "不含职业病危害",
    ("listed", "now"): "挂牌督办只数现在挂着的",
}
"""What is counted otherwise than anybody would expect is said under the table."""


@dataclass(frozen=True)
class Copy:
    """One sheet as it stands at a moment; ``row`` None or a draft: at ``now``, else at its cut."""

    asked: Asked
    unit: Row
    row: Row | None
    built: Built
    now: datetime
    zone: tzinfo

    @property
    def is_draft(self) -> bool:
        return self.row is None or self.row["cut_at"] is None

    @property
    def at(self) -> datetime:
        """截至."""
        cut: datetime = self.now if self.row is None or self.is_draft else self.row["cut_at"]
        return cut.astimezone(self.zone)

    @property
    def filled_on(self) -> date | None:
        """The day that is printed; None leaves it to the pen."""
        if self.row is not None and self.row["filled_on"]:
            day: date = self.row["filled_on"]
            return day
        if self.is_draft or self.built.frame.option("date") == "blank":
            return None
        return self.at.date()


def copy_words(row: Row | None) -> str:
    """第1稿, 更正第1次稿, 更正第1次; nothing on what was handed in first."""
    number = row["number"] if row else 1
    if row is None or row["state"] == sheets.DRAFT:
        return "第1稿" if number == 1 else f"更正第{number - 1}次 草稿"
    return "" if number == 1 else f"更正第{number - 1}次"


def basis_words(copy: Copy) -> str:
    """统计口径：累计，2015年12月28日至2016年2月26日15:40."""
    frame = copy.built.frame
    if frame.option("basis") == "off":
        return ""
    which = "累计" if frame.option("print") == "total" else "本期"
    until = f"{_day(copy.at.date())}{copy.at:%H:%M}" if frame.last >= copy.at.date() else _day(frame.last)
    return "，".join([f"统计口径：{which}", f"{_day(frame.first)}至{until}", *_otherwise(frame)])


def _otherwise(frame: Frame) -> Iterable[str]:
    return (said for (name, value), said in COUNTED_SO.items() if frame.option(name) == value)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def as_file(copy: Copy, ending: str, seed: bytes) -> bytes:
    """The file by its ending: xlsx, docx or json."""
    if ending == "json":
        row = copy.row
        file = exchanging.file_of(copy.asked, copy.unit, row, copy.built, now=copy.now, seed=seed)
        return exchanging.written(file)
    table: Any = import_module("reports.table")
    one = table.Printed(
        layout=copy.asked.form.layout,
        unit=copy.unit["seal_name"] or copy.unit["name"],
        filled_on=copy.filled_on,
        cells=printed(copy.built.cells, copy.built.frame),
        basis=basis_words(copy),
        copy=copy_words(copy.row),
    )
    written: bytes = table.as_xlsx(one) if ending == "xlsx" else table.as_docx(one)
    return written


def file_name(copy: Copy, ending: str) -> str:
    """2016年2月统计表-市一院.xlsx."""
    formal, marked = copy.asked.due.formal, copy_words(copy.row).replace(" ", "")
    parts = [f"{formal.year}年{formal.month}月统计表", copy.unit["name"], *([marked] if marked else [])]
    return f"{'-'.join(parts)}.{ending}"
