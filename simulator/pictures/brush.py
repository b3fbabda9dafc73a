"""A small flat-illustration brush over Pillow. Draws at double size and shrinks, so that edges are smooth."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 1200
FINE = 2
Colour = str
Point = tuple[float, float]


class Brush:
    """Coordinates are those of the finished picture."""

    def __init__(self, background: Colour) -> None:
        self._image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), background)
        self._draw = ImageDraw.Draw(self._image)

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: Colour, *, corner: float = 0
    ) -> None:
        """A filled rectangle, its corners round if wished."""
        self._draw.rounded_rectangle(self._fine(left, top, right, bottom), corner * FINE, fill)

    def ring(
        self, left: float, top: float, right: float, bottom: float, colour: Colour, width: float
    ) -> None:
        """The outline of an ellipse."""
        self._draw.ellipse(self._fine(left, top, right, bottom), None, colour, round(width * FINE))

    def oval(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        """A filled ellipse."""
        self._draw.ellipse(self._fine(left, top, right, bottom), fill)

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        """A filled polygon."""
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], fill)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line with round joints."""
        self._draw.line([(x * FINE, y * FINE) for x, y in points], colour, round(width * FINE), joint="curve")

    def arc(
        self, frame: tuple[float, float, float, float], start: float, end: float, colour: Colour, width: float
    ) -> None:
        """A part of an ellipse, degrees clockwise from three o'clock."""
        self._draw.arc(self._fine(*frame), start, end, colour, round(width * FINE))

    def shadow(self, left: float, top: float, right: float, bottom: float) -> None:
        """A soft dark oval on the floor."""
        mask = Image.new("L", (WIDTH // 4, HEIGHT // 4), 0)
        ImageDraw.Draw(mask).ellipse((left / 4, top / 4, right / 4, bottom / 4), 80)
        mask = mask.filter(ImageFilter.GaussianBlur(5)).resize(self._image.size)
        self._image.paste("#1d2630", mask=mask)
        self._draw = ImageDraw.Draw(self._image)

    def jpeg(self) -> bytes:
        """The finished picture."""
        return to_jpeg(self._image.resize((WIDTH, HEIGHT), Image.Resampling.BOX))

    def _fine(self, *numbers: float) -> tuple[float, float, float, float]:
        left, top, right, bottom = (number * FINE for number in numbers)
        return left, top, right, bottom


def to_jpeg(image: Image.Image, quality: int = 86) -> bytes:
    """JPEG bytes."""
    out = BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()
