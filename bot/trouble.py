"""What can go wrong with the platform, in two words: it said no, or it did not say."""


class PlatformError(Exception):
    """The platform said no. ``code`` is its errcode."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code} {message}")
        self.code = code
        self.message = message


class PlatformDown(Exception):
    """No answer, or none of the platform's: worth another try later."""
