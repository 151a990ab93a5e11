"""Pictures of figures as an article shows them: gallery.py CHROMIUM SVG-FOLDER PNG-FOLDER. See gallery."""
import glob
import os
import re
import sys

from browser import Browser
from PIL import Image

PROGRAM, SOURCE, TARGET = sys.argv[1:]
WIDTH, MARGIN = 800, 12
GROUNDS = {"light": "#ffffff", "dark": "#0d1117"}
# Figures have few colours, which stay as they are, also those of a thin line; the shades at the edges of letters and lines share the rest.
EXACT, SHADES = 32, 32


def reduced(picture, named):
    counted = sorted(picture.getcolors(1 << 24), reverse=True)
    exact = [colour for place, (_, colour) in enumerate(counted) if place < EXACT or colour in named]
    shades = picture.quantize(SHADES, method=Image.Quantize.MEDIANCUT).getpalette()[:3 * SHADES]
    kept = []
    for colour in exact + list(zip(*[iter(shades)] * 3)):
        # Pillow looks colours up coarsely: of two that are nearly the same the first, more frequent one has to be alone.
        if all(max(abs(a - b) for a, b in zip(colour, other)) > 8 for other in kept):
            kept.append(colour)
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in kept for value in colour])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


browser = Browser(PROGRAM)
for svg in sorted(glob.glob(f"{SOURCE}/*/*.svg")):
    name = os.path.relpath(svg, SOURCE)[:-4]
    page = f"{SOURCE}/page.html"
    for theme, ground in GROUNDS.items():
        with open(page, "w") as file:
            file.write(
                f'<!DOCTYPE html><meta charset="utf-8"><meta name="color-scheme" content="{theme}">'
                f'<body style="margin:0;padding:{MARGIN}px;background:{ground}"><img src="{svg}" style="display:block;max-width:100%;height:auto">')
        browser.prefer(scheme=theme)
        browser.size(WIDTH + 2 * MARGIN, 600)
        browser.open(page)
        height = browser.ask("document.querySelector('img').getBoundingClientRect().bottom")
        browser.size(WIDTH + 2 * MARGIN, round(height) + MARGIN)
        browser.picture(f"{SOURCE}/picture.png")
        picture = Image.open(f"{SOURCE}/picture.png").convert("RGB")
        os.makedirs(os.path.dirname(f"{TARGET}/{name}"), exist_ok=True)
        # Of what the SVG names, for either theme, a picture has what its theme shows.
        text = open(svg).read()
        named = {tuple(bytes.fromhex(colour)) for colour in re.findall("#([0-9a-f]{6})", text)}
        reduced(picture, named).save(f"{TARGET}/{name}-{theme}.png", optimize=True)
browser.close()
