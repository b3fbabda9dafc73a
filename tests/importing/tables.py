"""Tables as people make them, written to files, and the commands run on them."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from openpyxl import Workbook

from suishoupai.cli.importing import GROUPS

UNITS = [
    ["编码", "名称", "上级编码", "类型"],
    ["QD", "青岛市卫生健康工会", "", "市"],
    ["H1", "第一人民医院", "QD", "医院"],
    ["NK-2", "内二科", "H1", "科室"],
    ["HLZ", "护理组", "NK-2", "班组"],
    ["ZW", "总务科", "H1", "部门"],
]
PEOPLE = [
    ["姓名", "工号", "手机", "单位编码", "岗位"],
    ["王芳", "00153", "13800000001", "NK-2", "护士"],
    ["李红", "00154", "13800000002", "NK-2", "科室安全员"],
    ["张工", "00155", "", "H1", "工会主席"],
    ["赵敏", "", "13800000004", "ZW", "系统管理员"],
]
PLACES = [
    ["编码", "名称", "单位编码", "别名"],
    ["A-01", "门诊东门", "ZW", "东门、急诊口，东侧门"],
    ["A-02", "配电间", "ZW", ""],
]
Cells = Sequence[Sequence[Any]]


def xlsx(path: Path, *sheets: Cells, names: Iterable[str] = ("甲", "乙", "丙")) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows, name in zip(sheets, names, strict=False):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def comma(path: Path, rows: Cells, encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def run(group: str, file: Path, *options: str) -> Result:
    """``suishoupai GROUP import FILE``; a traceback is never what people should see."""
    command = next(each for each in GROUPS if each.name == group)
    result = CliRunner().invoke(command, ["import", str(file), *options])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def figures(group: str, file: Path, *options: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(run(group, file, "--json", *options).stdout)
    return facts


def counts(group: str, file: Path, *options: str) -> tuple[int, int, int, int]:
    """Added, changed, same, bad."""
    facts = figures(group, file, *options)
    return facts["added"], facts["changed"], facts["same"], len(facts["bad"])


def complaints(group: str, file: Path, *options: str) -> dict[int, str]:
    return {bad["line"]: bad["said"] for bad in figures(group, file, *options)["bad"]}
