"""The inspector's folder as one zip: a sub-folder per check point, numbered files, 目录.docx. Everything is held in memory."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from reports.folder.index import index
from reports.folder.names import file_name, part_name
from reports.folder.packing import packed, repacked
from reports.folder.part import File, Folder, Part

INDEX = "目录.docx"
CHECK_POINTS = {
    "方案制定": "“查保促”集中行动方案的制定",
    "教育培训": "职工安全教育培训的组织",
    "载体作用": "各类活动载体作用的发挥",
    "闭环管理": "实行隐患排查治理闭环管理",
    "长效机制": "健全完善群众性隐患排查治理长效机制",
}
"""The five things an inspection looks at, and how the plan words them."""


def by_check_point(
    title: str, files: Mapping[str, Sequence[File]], missing: Mapping[str, Sequence[str]]
) -> Folder:
    """A folder with all five check points in their order, also those nobody filed anything for."""
    parts = [
        Part(name, files.get(name, ()), missing.get(name, ()), asks) for name, asks in CHECK_POINTS.items()
    ]
    return Folder(title, parts)


def as_zip(folder: Folder, now: datetime) -> bytes:
    """The zip, the same bytes for the same folder and instant. ``now`` is aware and in the hospital's own zone."""
    return packed([(INDEX, _index(folder, now)), *_entries(folder)], now)


def paths(folder: Folder) -> list[list[str]]:
    """The path of every file inside the zip, part by part."""
    return [
        [_path(order, part, at) for at in range(len(part.files))]
        for order, part in enumerate(folder.parts, 1)
    ]


def _path(order: int, part: Part, at: int) -> str:
    name = file_name(at + 1, len(part.files), part.files[at].name)
    return f"{part_name(order, part.name)}/{name}"


def _entries(folder: Folder) -> Iterator[tuple[str, bytes]]:
    """A part without files is an empty folder: the inspector looks for it."""
    for order, (part, listed) in enumerate(zip(folder.parts, paths(folder), strict=True), 1):
        if not part.files:
            yield f"{part_name(order, part.name)}/", b""
        for file, path in zip(part.files, listed, strict=True):
            yield path, file.content


def _index(folder: Folder, now: datetime) -> bytes:
    names = [[path.partition("/")[2] for path in listed] for listed in paths(folder)]
    return repacked(index(folder, names, now), now)
