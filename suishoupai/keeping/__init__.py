"""A consistent copy of database and photos in one file, and the way back."""

from suishoupai.keeping.making import Kept, backup, last_backup
from suishoupai.keeping.returning import Restored, restore

__all__ = ["Kept", "Restored", "backup", "last_backup", "restore"]
