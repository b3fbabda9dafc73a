"""Files and folders named on the command line, and what to do about one that cannot be reached."""

from pathlib import Path
from typing import Any

import click

WHERE = (
    "写全路径，放在运行随手拍的用户（suishoupai）读得到的地方，例如 /var/lib/suishoupai/；"
    "/root 和别人的家目录它进不去"
)


class Unreached(click.ClickException):
    """The command was written wrongly, as far as the file goes."""

    exit_code = 2


class Given(click.Path):
    """A file that is there and may be read."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, dir_okay=False, exists=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Raises ``Unreached`` in one sentence: the wrappers of ``/usr/local/bin`` change the folder first."""
        path = Path(value)
        try:
            path.open("rb").close()
        except IsADirectoryError:
            raise Unreached(f"{value} 是文件夹，要的是文件") from None
        except OSError:
            raise Unreached(f"打不开 {value}（在 {Path.cwd()} 里找的）。{WHERE}") from None
        return path


def cannot_write(folder: Path) -> str:
    """What to say of a folder nothing can be put into."""
    return (
        f"写不进 {folder.absolute()}。写全路径，选运行随手拍的用户（suishoupai）写得进的文件夹，"
        "例如 /var/lib/suishoupai/海报"
    )
