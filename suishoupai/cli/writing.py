"""A file that a command was asked for, written or refused in one sentence. What stands in it is not made here."""

from pathlib import Path

from rules.refusal import Refused


def written(file: Path, content: bytes) -> None:
    """Keep it; raises ``Refused`` where nothing can be written."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Refused(f"{file} 写不了：{error.strerror}；换个文件夹，或者先建好它") from None
