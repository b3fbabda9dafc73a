"""查阅资料: what an inspector looks through, as one zip with an index. Which papers belong in it is decided elsewhere."""

from reports.folder.folder import CHECK_POINTS, INDEX, as_zip, by_check_point, paths
from reports.folder.part import File, Folder, Part

__all__ = ["CHECK_POINTS", "INDEX", "File", "Folder", "Part", "as_zip", "by_check_point", "paths"]
