"""Color contrast as defined by WCAG 2, and readable tones of a color.

All colors are strings of the form ``#rrggbb``.
"""

import colorsys

_BLACK, _WHITE = "#000000", "#ffffff"


def luminance(color: str) -> float:
    """The relative luminance of WCAG 2, from 0 for black to 1 for white."""
    linear = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(color))
    )
    return sum(
        weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, from 1 (no contrast) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(color: str, other: str, share: float) -> str:
    """Blend two colors in sRGB.

    Args:
        color: The color to start from.
        other: The color to blend into it.
        share: How much of ``other`` the result holds, from 0 to 1.
    """
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def readable(color: str, *backgrounds: str, ratio: float = 4.5) -> str:
    """The tone of a color that is nearest to it and readable on all backgrounds.

    The color is mixed with black or white, whichever contrasts more with the backgrounds, in steps
    of one percent until it is readable.

    Args:
        color: The color to adjust.
        backgrounds: The colors that text in it appears on.
        ratio: The contrast that the result needs. WCAG 2 asks for 4.5 for text (level AA).
    """
    end = max((_BLACK, _WHITE), key=lambda tone: min(contrast(tone, each) for each in backgrounds))
    for step in range(100):
        tone = mix(color, end, step / 100)
        if min(contrast(tone, each) for each in backgrounds) >= ratio:
            return tone
    return end


def nearest_readable(color: str, background: str, ratio: float = 4.5) -> str:
    """The lightest readable color of the same hue and saturation, for a light background.

    A color that is readable already is returned unchanged. ``ratio`` is the contrast that the
    result needs, as in `readable`.
    """
    hue, light, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(color)))
    for step in range(256):
        channels = colorsys.hls_to_rgb(hue, light * (1 - step / 256), saturation)
        tone = "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
        if contrast(tone, background) >= ratio:
            return tone if step else color
    return _BLACK


def text_on(color: str) -> str:
    """Black or white, whichever has more contrast with a color."""
    return max((_WHITE, _BLACK), key=lambda tone: contrast(tone, color))


def _channels(color: str) -> tuple[int, int, int]:
    """Red, green, and blue, from 0 to 255."""
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return red, green, blue
