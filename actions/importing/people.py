"""Reading lines of the roster: a name, the numbers of a person, the unit and the post."""

import re
from dataclasses import dataclass
from typing import Any

from actions.importing.findings import Unclear, code_in, fold, is_nothing, needed, words_in, yes_or_no
from actions.importing.rows import Column, Row
from actions.importing.tree import Tree
from rules.words.plain_text import clean

COLUMNS = (
    Column("姓名", ("名字", "员工姓名", "职工姓名", "人员姓名", "姓名全称")),
    Column(
        "工号",
        ("员工号", "人员编号", "职工号", "员工编号", "职工编号", "人员工号", "胸牌号", "工作证号", "编号"),
        needed=False,
    ),
    Column(
        "手机", ("手机号", "手机号码", "电话", "联系电话", "移动电话", "电话号码", "联系方式", "本人手机"), needed=False
    ),
    Column(
        "单位编码",
        ("科室编码", "部门编码", "所属单位编码", "所在单位编码", "科室代码", "部门代码", "单位代码", "组织编码",
         "机构编码", "所在科室", "所属科室", "所在部门", "所属部门", "科室", "部门", "所在单位", "单位"),
    ),
    Column("岗位", ("职务", "岗位名称", "职位", "岗位职务", "角色"), needed=False),
    Column("外协", ("是否外协", "外协人员", "外包", "是否外包"), needed=False),
    Column("值班", ("是否值班", "应急值班", "值班人员"), needed=False),
)  # fmt: skip

OUTSIDE = "外协"
MOBILE = re.compile(r"1[3-9]\d{9}")
AROUND_DIGITS = re.compile(r"[\s()（）\-—_.]")
CHINA = re.compile(r"^(?:\+|00)?86(?=1\d{10}$)")
BETWEEN_CHINESE = re.compile("(?<=[\u3400-\u9fff]) +(?=[\u3400-\u9fff])")


@dataclass(frozen=True, slots=True)
class Entry:
    """One understood line. ``post``, ``outside`` and ``on_duty`` are None when the file does not say."""

    line: int
    name: str
    staff_no: str | None
    phone: str | None
    unit_id: int
    home_id: int
    post: str | None
    outside: bool | None = None
    on_duty: bool | None = None

    @property
    def who(self) -> str:
        return f"{self.name}（{self.staff_no or self.phone or '没有工号'}）"

    @property
    def marks(self) -> str:
        """“ 外协 值班”, or nothing."""
        return " 外协" * bool(self.outside) + " 值班" * bool(self.on_duty)

    def facts(self) -> dict[str, Any]:
        """What two lines of the same person have in common."""
        return {
            "name": self.name,
            "no": self.staff_no,
            "phone": self.phone,
            "unit": self.unit_id,
            "post": self.post,
            "outside": self.outside,
            "on_duty": self.on_duty,
        }


def read_entry(row: Row, tree: Tree) -> Entry:
    """Understand one line. Raises ``Unclear``."""
    name = BETWEEN_CHINESE.sub("", needed(words_in(row, "姓名", longest=40), "姓名"))
    unit, home_id = tree.unit_of_people(code_in(row, "单位编码"))
    post = words_in(row, "岗位") if "岗位" in row else None
    return Entry(
        row.line,
        name,
        _staff_no(row),
        _phone(row),
        unit["id"],
        home_id,
        post,
        outside=_outside(row, post or ""),
        on_duty=bool(yes_or_no(row, "值班")) if "值班" in row else None,
    )


def _outside(row: Row, post: str) -> bool | None:
    """Whether somebody is of another firm: the column decides, and where it is blank the post."""
    said = yes_or_no(row, "外协")
    if said is None and OUTSIDE in post:
        return True
    return bool(said) if "外协" in row else None


def role_of(post: str) -> str:
    """The part a post plays here."""
    if "安全员" in post:
        return "officer"
    if "工会" in post:
        return "union"
    return "admin" if post in ("管理员", "系统管理员") else "staff"


def _staff_no(row: Row) -> str | None:
    text = clean(code_in(row, "工号", longest=32)).replace(" ", "")
    return None if is_nothing(text) else text or None


def _phone(row: Row) -> str | None:
    text = clean(code_in(row, "手机", longest=40))
    digits = CHINA.sub("", AROUND_DIGITS.sub("", text))
    if not digits or is_nothing(text):
        return None
    if not MOBILE.fullmatch(digits):
        raise Unclear(f"手机“{text}”不对，应是1开头的11位手机号；没有就空着")
    return digits


def same_number(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and fold(one) == fold(other)
