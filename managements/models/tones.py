"""Colours as eyes see them: OKLab and OKLCH, https://bottosson.github.io/posts/oklab/."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Tone:
    """A colour by OKLCH: lightness (0 to 1), chroma (0 is grey), hue in radians."""

    lightness: float
    chroma: float
    hue: float


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of a colour (#RRGGBB), from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def linear(channel: int) -> float:
    """Return how much light a channel stands for, from 0 to 1 (sRGB, IEC 61966-2-1)."""
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def hex_of(*light: float) -> str:
    """Return the colour (#RRGGBB) that some red, green and blue light makes, cut off at 0 and 1."""

    def channel(share: float) -> int:
        share = min(1.0, max(0.0, share))
        return round(
            255 * (12.92 * share if share <= 0.0031308 else 1.055 * share ** (1 / 2.4) - 0.055)
        )

    return "#{:02X}{:02X}{:02X}".format(*map(channel, light))


def tone_of(colour: str) -> Tone:
    """Return a colour (#RRGGBB) by OKLCH."""
    lightness, green_red, blue_yellow = _oklab(colour)
    chroma = math.hypot(green_red, blue_yellow)
    return Tone(lightness, chroma, math.atan2(blue_yellow, green_red))


def hex_of_tone(tone: Tone) -> str:
    """Return a tone as #RRGGBB; what screens cannot show is cut off."""
    first, second = tone.chroma * math.cos(tone.hue), tone.chroma * math.sin(tone.hue)
    long = (tone.lightness + 0.3963377774 * first + 0.2158037573 * second) ** 3
    middle = (tone.lightness - 0.1055613458 * first - 0.0638541728 * second) ** 3
    short = (tone.lightness - 0.0894841775 * first - 1.2914855480 * second) ** 3
    return hex_of(
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def of_lightness(tone: Tone, lightness: float) -> str:
    """Return a tone in another lightness, as #RRGGBB."""
    return hex_of_tone(Tone(lightness, tone.chroma, tone.hue))


def difference(first: str, second: str) -> float:
    """Return how far two colours (#RRGGBB) are apart for the eye, 0 to 1; 0.02 can just be told."""
    return math.dist(_oklab(first), _oklab(second))


def _oklab(colour: str) -> tuple[float, float, float]:
    red, green, blue = (linear(channel) for channel in channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )
