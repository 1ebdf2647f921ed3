"""Colours that can be read: contrast as WCAG 2 measures it, on colours written ``#rrggbb``."""

import colorsys

_BLACK, _WHITE = "#000000", "#ffffff"


def luminance(color: str) -> float:
    """How light a colour is, from 0 for black to 1 for white."""
    linear = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(color))
    )
    return sum(
        weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )


def contrast(one: str, other: str) -> float:
    """How well one colour can be told from another, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(color: str, other: str, share: float) -> str:
    """A colour with a share of another, from 0 to 1."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def readable(color: str, *grounds: str, ratio: float = 4.5) -> str:
    """The nearest tone of a colour that can be read on all the grounds.

    On light grounds it gets darker, on dark ones lighter, and no more than it needs.
    """
    end = max((_BLACK, _WHITE), key=lambda tone: min(contrast(tone, ground) for ground in grounds))
    for step in range(100):
        tone = mix(color, end, step / 100)
        if min(contrast(tone, ground) for ground in grounds) >= ratio:
            return tone
    return end


def nearest_readable(color: str, ground: str, ratio: float = 4.5) -> str:
    """The lightest colour of the same hue and saturation that can be read on a light ground.

    A colour that can be read stays as it is.
    """
    hue, light, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(color)))
    for step in range(256):
        channels = colorsys.hls_to_rgb(hue, light * (1 - step / 256), saturation)
        tone = "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
        if contrast(tone, ground) >= ratio:
            return tone if step else color
    return _BLACK


def text_on(color: str) -> str:
    """Black or white, whichever can be read better on a colour."""
    return max((_WHITE, _BLACK), key=lambda tone: contrast(tone, color))


def _channels(color: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return red, green, blue
