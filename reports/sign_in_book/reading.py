"""Reading a sign-in list that was filled in: xlsx or csv, by what is inside."""

import tempfile
from pathlib import Path

from actions.importing.sign_in import COLUMNS, DEPARTMENT, NAME, NUMBER, Signed
from reports.sheets import read_table
from rules.refusal import Refused

MOST = 5_000
"""More people than any hall holds."""


def read_list(content: bytes) -> list[Signed]:
    """The people of a list, in its order; lines without a name say nothing. Refused with what to put right."""
    with tempfile.TemporaryDirectory(prefix="sign-in-") as folder:
        path = Path(folder) / "list.xlsx"
        path.write_bytes(content)  # whatever it is: openpyxl asks for the ending, the reader for the content
        rows = read_table(path, COLUMNS).rows
    found = [Signed(row.line, row[NAME], row[NUMBER], row[DEPARTMENT]) for row in rows if row[NAME].strip()]
    if not found:
        raise Refused("表里一个名字也没有。姓名写在“姓名”那一列。")
    if len(found) > MOST:
        raise Refused(f"超过{MOST}人，分成几张表再传。")
    return found
