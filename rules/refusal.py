"""A refusal carries the sentence the person will read."""


class Refused(Exception):
    """The rules do not allow this. ``str(error)`` is shown as it is; the work it stands in is undone."""
