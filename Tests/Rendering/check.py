"""Compares what several programs make of the same figures; see run. Python's standard library and Pillow only."""
import html, json, os, re, shutil, subprocess, sys
from concurrent.futures import ThreadPoolExecutor
from PIL import Image, ImageChops, ImageFilter

WORK = sys.argv[1]
# Sheets of many figures, because a start of Chromium takes longer than a figure. It takes no picture higher than 16384 pixels.
SHEET_HEIGHT = 9000
# Of cells of 4 by 4 pixels, blurred: renderers differ in how they smooth edges and place glyphs.
MEAN_DIFFERENCE, FAR_CELLS = 5.0, 0.012
# Points by which a text may stand out of its box where no font but DejaVu Sans is there, whose bold letters are a fifth wider than
# Helvetica's: 16 for the names that people give, a fifth of the text for names as long as they may be.
FALLBACK_OVERHANG, FALLBACK_SHARE = 16.0, 0.2

failures, checks = [], 0


def check(condition, message):
    global checks
    checks += 1
    if not condition:
        failures.append(message)


class Figure:
    def __init__(self, folder, name):
        self.name = f'{folder}/{name}'
        self.path = f'{WORK}/auto/{folder}/{name}'
        self.dark = f'{WORK}/dark/{folder}/{name}'
        self.pdf = f'{WORK}/pdf/{folder}/{name[:-4]}.pdf'
        self.text = open(self.path).read()
        # Points, or pixels where podpath gives everything its place.
        head = re.search(r'<svg[^>]*width="(\d+)(pt)?" height="(\d+)', self.text)
        scale = 4 / 3 if head[2] else 1
        self.width, self.height = (round(int(n) * scale) for n in (head[1], head[3]))


figures = [Figure(folder, name) for folder in sorted(os.listdir(f'{WORK}/auto'))
           for name in sorted(os.listdir(f'{WORK}/auto/{folder}')) if name.endswith('.svg')]


def chromium(arguments, page):
    command = ['chromium', '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-device-scale-factor=1',
               '--font-render-hinting=none', f'--user-data-dir={WORK}/profile-{os.path.basename(page)}', '--allow-file-access-from-files']
    return subprocess.run(command + arguments + [f'file://{page}'], capture_output=True, text=True, timeout=150)


# Sheets: which figures, and where on them.
sheets, place = [], {}
for figure in figures:
    if not sheets or sheets[-1][1] + figure.height > SHEET_HEIGHT:
        sheets.append([[], 0])
    place[figure.name] = (len(sheets) - 1, sheets[-1][1])
    sheets[-1][0].append(figure)
    sheets[-1][1] += figure.height + 10


def sheet(number, kind, theme):
    members, height = sheets[number]
    ground = '#0d1117' if theme == 'dark' else '#ffffff'
    lines = [f'<!DOCTYPE html><meta charset="utf-8"><meta name="color-scheme" content="{theme}"><body style="margin:0;background:{ground}">']
    for figure in members:
        style = f'position:absolute;left:0;top:{place[figure.name][1]}px;width:{figure.width}px;height:{figure.height}px;border:0'
        tag = f'<img src="{figure.path}" style="{style}">' if kind == 'img' else f'<iframe src="{figure.path}" style="{style}"></iframe>'
        lines.append(tag)
    page = f'{WORK}/{kind}-{theme}-{number}.html'
    open(page, 'w').write('\n'.join(lines))
    width = max(figure.width for figure in members)
    picture = page[:-5] + '.png'
    options = ['--blink-settings=preferredColorScheme=0'] if theme == 'dark' else []
    run = chromium(options + [f'--window-size={width},{height}', f'--screenshot={picture}'], page)
    if not os.path.exists(picture):
        sys.exit(f'Chromium made no picture of {page}: {run.stderr[-400:]}')
    return Image.open(picture).convert('RGB')


def rsvg(figure, theme):
    source = figure.dark if theme == 'dark' else figure.path
    out = f'{WORK}/rsvg.{theme}.{figure.name.replace("/", ".")}.png'
    subprocess.run(['rsvg-convert', '-w', str(figure.width), '-h', str(figure.height), source, '-o', out], check=True)
    return Image.open(out).convert('RGB')


def ink(picture, ground):
    """The box around everything that is not the ground; the outermost pixels are part figure, part page."""
    picture = picture.crop((2, 2, picture.width - 2, picture.height - 2))
    plain = Image.new('RGB', picture.size, ground)
    return ImageChops.difference(picture, plain).convert('L').point(lambda value: 255 if value > 40 else 0).getbbox()


def compare(one, other, what, mean=MEAN_DIFFERENCE, far=FAR_CELLS):
    check(one.size == other.size, f'{what}: {one.size} and {other.size} pixels')
    if one.size != other.size:
        return
    ground = one.getpixel((1, 1))
    boxes = ink(one, ground), ink(other, ground)
    check(all(boxes), f'{what}: blank')
    if not all(boxes):
        return
    # Each renderer has its own choice of fonts for other scripts, and so their height.
    check(max(abs(a - b) for a, b in zip(*boxes)) <= 4, f'{what}: ink in {boxes[0]} and {boxes[1]}')
    inner = (2, 2, one.width - 2, one.height - 2)
    cells = [picture.crop(inner).convert('L').reduce(4).filter(ImageFilter.GaussianBlur(1)) for picture in (one, other)]
    counts = ImageChops.difference(*cells).histogram()
    total = sum(counts)
    average = sum(value * count for value, count in enumerate(counts)) / total
    check(average <= mean, f'{what}: cells differ by {average:.1f} of 255 on average')
    share = sum(counts[60:]) / total
    check(share <= far, f'{what}: {share:.1%} of the cells differ by more than 60 of 255')


def legible(picture, texts, what):
    """Every text's place holds ink: light and dark within it."""
    for text, box in texts:
        area = tuple(round(value) for value in box)
        if area[2] - area[0] < 2 or area[3] - area[1] < 2 or not text.strip():
            continue
        low, high = picture.crop(area).convert('L').getextrema()
        check(high - low > 60, f'{what}: nothing is to be read at "{text}"')


# What Chromium measures: boxes and texts of each figure, in pixels from its corner, for several stacks of fonts.
MEASURE = '''
const fonts = {written: null, fallback: ['DejaVu Sans', 'DejaVu Sans Mono']}, result = {};
for (const [name, families] of Object.entries(fonts)) {
  for (const svg of document.querySelectorAll('svg.kf')) {
    if (families) {
      svg.setAttribute('font-family', families[0]);
      for (const mono of svg.querySelectorAll('[font-family]')) mono.setAttribute('font-family', families[1]);
    }
    const corner = svg.getBoundingClientRect();
    const box = (e) => { const r = e.getBoundingClientRect(); return [r.left - corner.left, r.top - corner.top, r.right - corner.left, r.bottom - corner.top]; };
    const groups = [];
    for (const g of svg.querySelectorAll('g.node, g.cluster, g.edge')) groups.push({
      id: g.id, kind: g.classList[0],
      shapes: [...g.children].filter((e) => e.matches('rect,polygon,path,polyline,ellipse') && e.getAttribute('fill') !== 'none').map(box),
      outlines: [...g.children].filter((e) => e.matches('rect,polygon,path,polyline,ellipse')).map(box),
      texts: [...g.children].filter((e) => e.matches('text')).map((e) => [e.textContent, box(e)])});
    (result[svg.parentElement.id] ??= {})[name] = {groups, size: [corner.width, corner.height]};
  }
}
document.body.innerHTML = '<pre id="result"></pre>';
document.getElementById('result').textContent = JSON.stringify(result);
'''


def measure(script, bodies, options=()):
    page = f'{WORK}/measure-{abs(hash(script + "".join(options))) % 10**8}.html'
    open(page, 'w').write('<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">' + '\n'.join(bodies) + f'<script>{script}</script>')
    run = chromium(['--window-size=2000,1000', '--dump-dom', *options], page)
    found = re.search(r'<pre id="result">(.*?)</pre>', run.stdout, re.S)
    if not found:
        sys.exit(f'Chromium measured nothing: {run.stderr[-400:]}')
    return json.loads(html.unescape(found.group(1)))


def overlap(a, b, slack):
    return a[0] + slack < b[2] and b[0] + slack < a[2] and a[1] + slack < b[3] and b[1] + slack < a[3]


def overhang(text, box):
    return max(box[0] - text[0], text[2] - box[2]) * 0.75


def around(boxes):
    return [min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)]


def check_texts(name, fonts, limit):
    widest = 0.0
    nodes = [(group, around(group['outlines'])) for group in fonts['groups'] if group['kind'] == 'node' and group['outlines']]
    for group in fonts['groups']:
        if group['kind'] == 'edge':
            for text, box in group['texts']:
                for node, area in nodes:
                    check(not text.strip() or not overlap(box, area, 2 + limit), f'{name}: "{text}" of {group["id"]} lies on {node["id"]}')
            continue
        outline = around(group['outlines'])
        for text, box in group['texts']:
            middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            inner = [s for s in group['shapes'] if s[0] < middle[0] < s[2] and s[1] < middle[1] < s[3]] or [outline]
            out = overhang(box, min(inner, key=lambda s: s[2] - s[0]))
            widest = max(widest, out)
            allowed = limit if limit < FALLBACK_OVERHANG else max(limit, (box[2] - box[0]) * 0.75 * FALLBACK_SHARE)
            check(out <= allowed, f'{name}: "{text}" leaves {group["id"]} by {out:.1f} pt')
    return widest


print(f'{len(figures)} figures', flush=True)
jobs = [(number, kind, theme) for number in range(len(sheets)) for kind in ('img', 'page') for theme in ('light', 'dark')]
with ThreadPoolExecutor(max_workers=2) as pool:
    pictures = dict(zip(jobs, pool.map(lambda job: sheet(*job), jobs)))
    light = dict(zip([figure.name for figure in figures], pool.map(lambda figure: rsvg(figure, 'light'), figures)))
    dark = dict(zip([figure.name for figure in figures], pool.map(lambda figure: rsvg(figure, 'dark'), figures)))
measured = measure(MEASURE, [f'<div id="{html.escape(figure.name)}">{figure.text}</div>' for figure in figures])

widest = {'written': 0.0, 'fallback': 0.0}
for figure in figures:
    fonts = measured[figure.name]
    # Scripts for which this machine has no font, or one of other widths, are not podpath's to hold.
    is_latin = not figure.name.startswith('scripts/')
    for name, limit in (('written', 1.0), ('fallback', FALLBACK_OVERHANG)):
        if is_latin:
            widest[name] = max(widest[name], check_texts(f'{figure.name}, fonts {name}', fonts[name], limit))
    texts = [text for group in fonts['written']['groups'] for text in group['texts']]
    number, top = place[figure.name]
    area = (0, top, figure.width, top + figure.height)
    for theme, own in (('light', light), ('dark', dark)):
        image, page = (pictures[number, kind, theme].crop(area) for kind in ('img', 'page'))
        compare(image, page, f'{figure.name}, {theme}, Chromium: <img> and page', mean=1.0, far=0.002)
        compare(image, own[figure.name], f'{figure.name}, {theme}, Chromium and librsvg')
        ground = image.getpixel((1, 1))
        check((sum(ground) < 120) == (theme == 'dark'), f'{figure.name}, {theme}: the ground is {ground}')
        legible(image, texts, f'{figure.name}, {theme}, Chromium')
        if is_latin:
            legible(own[figure.name], texts, f'{figure.name}, {theme}, librsvg')

# PDF is laid out with the fonts of the machine, so that only shape and words are compared.
for figure in figures:
    if not os.path.exists(figure.pdf):
        check(False, f'{figure.name}: no PDF')
        continue
    out = f'{WORK}/pdf.{figure.name.replace("/", ".")}'
    subprocess.run(['pdftoppm', '-r', '96', '-png', '-singlefile', figure.pdf, out], check=True)
    picture = Image.open(out + '.png').convert('RGB')
    is_usual = figure.name.split('/')[0] not in ('long', 'scripts')
    # libgvc leaves half an inch at each side of a page.
    ratio = (picture.width - 96) / (picture.height - 96) / (figure.width / figure.height)
    check(0.7 < ratio < 1.4 or not is_usual, f'{figure.name}: the PDF has other proportions ({ratio:.2f})')
    check(ink(picture, picture.getpixel((1, 1))), f'{figure.name}: the PDF is blank')
    if not figure.name.startswith('scripts/'):
        words = subprocess.run(['pdftotext', figure.pdf, '-'], capture_output=True, text=True).stdout
        names = [text for group in measured[figure.name]['written']['groups'] if group['kind'] == 'node' for text, _ in group['texts'][:2]]
        # pdftotext takes a hyphen at a line's end off.
        missing = [text for text in names if re.sub(r'\s', '', text).rstrip('-') not in re.sub(r'\s', '', words)]
        check(not missing, f'{figure.name}: the PDF lacks {missing[:3]}')

# Inkscape takes a second a figure: one of each kind.
if shutil.which('inkscape'):
    kinds = {}
    for figure in figures:
        kinds.setdefault(re.search(r'class="graph kf-([a-z-]+)"', figure.text).group(1), figure)
    for figure in kinds.values():
        out = f'{WORK}/inkscape.png'
        subprocess.run(['inkscape', '--export-type=png', '-w', str(figure.width), '-h', str(figure.height), f'--export-filename={out}',
                        figure.path], capture_output=True, timeout=60)
        if os.path.exists(out):
            compare(Image.open(out).convert('RGB'), light[figure.name], f'{figure.name}, Inkscape and librsvg')
            os.remove(out)
        else:
            check(False, f'{figure.name}: Inkscape makes no picture')
    print(f'Inkscape: {len(kinds)} figures, one of each kind')
else:
    print('skipped: Inkscape is not installed')

# The animation: whole at its start and without motion, then one step after the other.
animated = open(f'{WORK}/animated.svg').read()
PLAY = '''
const all = document.getAnimations(), result = {count: all.length, states: []};
for (const animation of all) animation.pause();
const steps = [...new Set([...document.querySelectorAll('[class*="step-"]')].map((e) => +e.getAttribute('class').match(/step-(\\d+)/)[1]))].sort();
for (const seconds of [0, 2.4, 4.4, 6.4, 8.4, 11]) {
  for (const animation of all) animation.currentTime = seconds * 1000;
  result.states.push(steps.map((n) => getComputedStyle(document.querySelector('.step-' + n)).opacity));
}
document.body.innerHTML = '<pre id="result"></pre>';
document.getElementById('result').textContent = JSON.stringify(result);
'''
playing = measure(PLAY, [animated])
expected = [['1'] * 5] + [['1'] * shown + ['0.2'] * (5 - shown) for shown in range(1, 5)] + [['1'] * 5]
check(playing['states'] == expected, f'the animation shows {playing["states"]}')
still = measure(PLAY, [animated], ['--force-prefers-reduced-motion'])
check(still['count'] == 0, f'{still["count"]} animations run though less motion is asked for')
subprocess.run(['rsvg-convert', f'{WORK}/animated.svg', '-o', f'{WORK}/animated.png'], check=True)
subprocess.run(['rsvg-convert', f'{WORK}/auto/frontend-backend/dns-lookup.svg', '-o', f'{WORK}/still.png'], check=True)
check(open(f'{WORK}/animated.png', 'rb').read() == open(f'{WORK}/still.png', 'rb').read(), 'librsvg shows less than the whole animated figure')

# A page that holds a figure can set its colours, in the light and in the dark.
OWN = '''
const box = document.querySelector('.node.workload > rect'), result = getComputedStyle(box).stroke;
document.body.innerHTML = '<pre id="result"></pre>';
document.getElementById('result').textContent = JSON.stringify(result);
'''
for theme in ('light', 'dark'):
    options = ['--blink-settings=preferredColorScheme=0'] if theme == 'dark' else []
    stroke = measure(OWN, ['<style>:root{--podpath-pod:#123456}</style>', open(f'{WORK}/alone-auto.svg').read()], options)
    check(stroke == 'rgb(18, 52, 86)', f'{theme}: a page sets --podpath-pod, and the Pods are {stroke}')

# Opened alone, a figure stands on the browser's own ground, which goes with its colours, also where it has no ground of its own; in an
# <img> that ground is the page's.
for name in ('auto', 'none', 'dark-none'):
    path = f'{WORK}/alone-{name}.svg'
    page = f'{WORK}/alone-{name}.html'
    open(page, 'w').write(f'<!DOCTYPE html><body style="margin:0;background:#fdf6d0"><img src="{path}">')
    for theme in ('light', 'dark'):
        options = ['--blink-settings=preferredColorScheme=0'] if theme == 'dark' else []
        is_dark = theme == 'dark' or name.startswith('dark')
        for source, expected in ((path, (0, 120) if is_dark else (700, 766)), (page, (650, 720))):
            picture = f'{WORK}/alone.png'
            chromium(options + ['--window-size=1500,1100', f'--screenshot={picture}'], source)
            corner = sum(Image.open(picture).convert('RGB').getpixel((1490, 1090)))
            check(expected[0] <= corner <= expected[1], f'{os.path.basename(source)}, {theme}: the ground beside the figure is {corner}')
            if name != 'auto':
                within = sum(Image.open(picture).convert('RGB').getpixel((3, 3)))
                check(within == corner, f'{os.path.basename(source)}, {theme}: the figure hides the ground')

for failure in failures[:40]:
    print('FAILED:', failure)
print(f'{checks} checks with Chromium, librsvg and poppler, {len(failures)} failed; texts leave their boxes by at most '
      f'{widest["written"]:.1f} pt with the fonts as written, {widest["fallback"]:.1f} pt with DejaVu Sans alone')
sys.exit(1 if failures else 0)
