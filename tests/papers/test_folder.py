"""查阅资料: what the inspector opens on a strange computer, with an index that hides nothing."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from typing import Any
from zipfile import ZipFile, ZipInfo

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.folder import CHECK_POINTS, File, Folder, Part, as_zip, by_check_point, paths

NOW = datetime(2016, 3, 14, 9, 30, 8, tzinfo=timezone(timedelta(hours=8)))
TITLE = "市第一人民医院 2016年“查保促”集中行动"
REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|$)", re.IGNORECASE)


def folder(**changed: Any) -> Folder:
    files = {
        "方案制定": [File("行动方案.docx", b"plan", "2016年1月4日印发"), File("督导手册.pdf", b"book")],
        "教育培训": [File("签到表.jpg", b"one"), File("签到表.jpg", b"two", "1月12日，42人")],
        "闭环管理": [File("隐患台账.xlsx", b"ledger", "43条")],
    }
    missing = {"教育培训": ["逃生自救演练方案", "1场培训的签到表"], "长效机制": ["专项奖励资金文件"]}
    return replace(by_check_point(TITLE, files, missing), **changed)


def entries(content: bytes) -> list[ZipInfo]:
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return archive.infolist()


def read(content: bytes, path: str) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(path)


def index(content: bytes) -> list[str]:
    """The words of 目录.docx, paragraph by paragraph, cells too."""
    body = Document(BytesIO(read(content, "目录.docx"))).element.body
    return ["".join(p.itertext(qn("w:t"))) for p in body.iter(qn("w:p"))]


def test_each_check_point_has_its_folder_and_files_are_numbered():
    assert [entry.filename for entry in entries(as_zip(folder(), NOW))] == [
        "目录.docx",
        "1 方案制定/01 行动方案.docx",
        "1 方案制定/02 督导手册.pdf",
        "2 教育培训/01 签到表.jpg",
        "2 教育培训/02 签到表.jpg",
        "3 载体作用/",
        "4 闭环管理/01 隐患台账.xlsx",
        "5 长效机制/",
    ]


def test_two_files_of_one_name_keep_their_content():
    content = as_zip(folder(), NOW)
    assert read(content, "2 教育培训/01 签到表.jpg") == b"one"
    assert read(content, "2 教育培训/02 签到表.jpg") == b"two"


def test_the_index_says_what_is_there_and_what_is_not():
    words = index(as_zip(folder(), NOW))
    assert words[:3] == [TITLE, "查阅资料目录", "共5份，还缺4样，2016年3月14日整理"]
    assert words[words.index("01 行动方案.docx") + 1] == "2016年1月4日印发"
    assert [line for line in words if line.startswith("还没有")] == [
        "还没有：逃生自救演练方案、1场培训的签到表。",
        "还没有：这一项的材料。",
        "还没有：专项奖励资金文件。",
    ]
    assert (
        words.index("2 教育培训")
        < words.index("还没有：逃生自救演练方案、1场培训的签到表。")
        < words.index("3 载体作用")
    )


def test_the_index_words_each_check_point_as_the_plan_does():
    words = index(as_zip(folder(), NOW))
    assert [words[words.index(f"{at} {name}") + 1] for at, name in enumerate(CHECK_POINTS, 1)] == [
        "“查保促”集中行动方案的制定",
        "职工安全教育培训的组织",
        "各类活动载体作用的发挥",
        "实行隐患排查治理闭环管理",
        "健全完善群众性隐患排查治理长效机制",
    ]


def test_a_whole_folder_lacks_nothing():
    whole = Folder(TITLE, [Part("方案制定", [File("方案.pdf", b"x")])])
    words = index(as_zip(whole, NOW))
    assert "共1份，2016年3月14日整理" in words
    assert not any("还没有" in line or "缺" in line for line in words)


def test_the_same_folder_at_the_same_instant_is_the_same_file():
    assert as_zip(folder(), NOW) == as_zip(folder(), NOW)
    assert as_zip(folder(), NOW) != as_zip(folder(), NOW + timedelta(days=1))


def test_every_entry_also_inside_the_index_carries_the_day_it_was_packed():
    content = as_zip(folder(), NOW)
    stamps = {entry.date_time for entry in entries(content) + entries(read(content, "目录.docx"))}
    assert stamps == {(2016, 3, 14, 9, 30, 8)}


def test_chinese_names_are_marked_as_utf8():
    assert all(entry.flag_bits & 0x800 for entry in entries(as_zip(folder(), NOW)))


def test_the_index_can_be_opened_though_the_clock_is_wrong():
    long_ago = datetime(1970, 1, 1, tzinfo=UTC)
    assert {entry.date_time[0] for entry in entries(as_zip(folder(), long_ago))} == {1980}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("签到表.PDF", "01 签到表.pdf"),
        ("1月12日/消防.jpg", "01 1月12日-消防.jpg"),
        ("..\\..\\hosts", "01 -..-hosts"),
        ("9:30 培训?.docx", "01 9：30 培训？.docx"),
        ("", "01 未命名"),
        (" . ", "01 未命名"),
        (".pdf", "01 未命名.pdf"),
        ("CON", "01 CON"),
        ("a\nb\x00c.png", "01 a bc.png"),
        ("方案 v1.2 修改稿", "01 方案 v1.2 修改稿"),
        ("长" * 300 + ".pdf", f"01 {'长' * 39}….pdf"),
    ],
)
def test_odd_names_become_names_windows_takes(typed, shown):
    assert paths(Folder(TITLE, [Part("方案", [File(typed, b"")])])) == [[f"1 方案/{shown}"]]


def test_numbers_sort_when_there_are_more_than_a_hundred():
    listed = paths(Folder(TITLE, [Part("照片", [File("照片.jpg", b"")] * 120)]))[0]
    assert listed == sorted(listed)
    assert listed[0] == "1 照片/001 照片.jpg"


NAMES = st.text(max_size=30) | st.text('/\\:*?"<>|. ％／＊．\u202e\ud800\x00CONpdf长😀e\u0301', max_size=200)
FILES = st.lists(st.builds(File, NAMES, st.binary(max_size=20), NAMES), max_size=4)
PARTS = st.lists(st.builds(Part, NAMES, FILES, st.lists(NAMES, max_size=3)), max_size=4)


@given(title=NAMES, parts=PARTS)
@example("", [])
@example("题", [Part("CON", [File("aux.", b""), File("．．／x", b"")])])
@settings(max_examples=30, deadline=None)
def test_whatever_the_names_the_zip_opens_and_the_index_tells_its_content(title, parts):
    content = as_zip(Folder(title, parts), NOW)
    found = [entry.filename for entry in entries(content)]
    filed = [path for path in found if "/" in path and not path.endswith("/")]
    assert len({path.casefold() for path in found}) == len(found)
    assert [read(content, path) for path in filed] == [file.content for part in parts for file in part.files]
    words = index(content)
    assert all(path.split("/")[1] in words and path.split("/")[0] in words for path in filed)
    for name in (name for path in found for name in path.rstrip("/").split("/")):
        assert not REFUSED.search(name)
        assert not RESERVED.match(name)
        assert name == name.strip(" .")
        assert len(name.encode()) < 160
