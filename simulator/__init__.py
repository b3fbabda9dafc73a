"""A whole WeChat in a box: the platform's API and manners, and phones on a page. Knows nothing of any account."""

from .box import Box
from .bubble import FAULT, Bubble
from .clock import Clock, SharedClock
from .phone import NotFollowing, Phone
from .settings import Place, Role, Template
from .story import Step, Story
from .weather import Weather
from .window import Window

__all__ = [
    "FAULT",
    "Box",
    "Bubble",
    "Clock",
    "NotFollowing",
    "Phone",
    "Place",
    "Role",
    "SharedClock",
    "Step",
    "Story",
    "Template",
    "Weather",
    "Window",
]
