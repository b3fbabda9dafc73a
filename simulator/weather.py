"""The switches of bad weather. What each one does stands where it happens: post, phone and api."""

from dataclasses import dataclass, field, fields


@dataclass
class Weather:
    """Everything calm by default; ``offline`` holds names of phones, ``slowness`` is in seconds."""

    slow: bool = False
    repeat: bool = False
    shuffle: bool = False
    token_revoked: bool = False
    media_gone: bool = False
    refuse_templates: bool = False
    api_down: bool = False
    offline: set[str] = field(default_factory=set)
    slowness: float = 2.0

    def clear(self) -> None:
        """Back to a calm day."""
        calm = Weather()
        for switch in fields(self):
            setattr(self, switch.name, getattr(calm, switch.name))
