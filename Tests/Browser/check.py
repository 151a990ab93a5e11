"""Checks pages in a real browser: what lights what, keys, buttons, widths, themes, no request, no complaint. See run."""
import sys
import time

from browser import Browser

checks = 0
failures = 0


def expect(condition, text):
    global checks, failures
    checks += 1
    if not condition:
        failures += 1
        print("FAILED:", text)


LIT = "[...document.querySelectorAll('.edge.on,.node.on')].map(g => g.id).sort().join(' ')"
# Of each picture: the width that is seen, the whole, and pixels a point.
PICTURES = """[...document.querySelectorAll('.picture')].map(p => {
    return [p.closest('.figure').id, p.clientWidth, p.scrollWidth, p.querySelector('svg').getScreenCTM().a];
})"""
STEP = "[...document.querySelectorAll('.steps button')].findIndex(b => b.getAttribute('aria-current') === 'step') + 1"


def about(selector):
    return f"document.querySelector('{selector}').dataset.about.split(' ').sort().join(' ')"


def eventually(browser, condition):
    """Whether it comes true; a busy machine may take its time over a transition or a timer."""
    for _ in range(100):
        if browser.ask(condition):
            return True
        time.sleep(0.1)
    return False


def middle(browser, element):
    return browser.ask(f"(() => {{ const e = {element}; e.scrollIntoView({{block: 'center'}}); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()")


def on_line(browser, group):
    """A point on the screen where the arrow runs, not covered by anything else."""
    return browser.ask(f"""(() => {{
        const g = document.getElementById('{group}'), p = g.querySelector('path:not(.broad)'), m = p.getScreenCTM(), n = p.getTotalLength();
        for (const part of [.5, .4, .6, .3, .7, .2, .8]) {{
            const q = p.getPointAtLength(n * part).matrixTransform(m);
            const hit = document.elementFromPoint(q.x, q.y);
            if (hit && hit.closest('.edge') === g) return [q.x, q.y];
        }}
        return null;
    }})()""")


def whole_page(browser, name, path):
    """What holds for every page."""
    browser.size(1400, 900)
    browser.prefer(scheme="light")
    browser.open(path)
    expect(not browser.complaints(), f"{name}: the console says {browser.complaints()[:2]}")
    expect(browser.requests() == ["file://" + path], f"{name}: it asks for {browser.requests()[:3]}")
    expect(browser.ask("document.querySelectorAll('script').length === 1 && document.images.length === 0"), f"{name}: an element that is not podpath's")
    expect(browser.ask("document.querySelectorAll('h1').length") == 1, f"{name}: one h1")
    expect(browser.ask("(() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id); return ids.length === new Set(ids).size; })()"), f"{name}: an id stands twice")
    missing = browser.ask("[...document.querySelectorAll('[data-about]')].flatMap(e => (e.dataset.about + ' ' + e.dataset.beside).split(' ')).filter(id => id && !document.getElementById(id)).slice(0, 3)")
    expect(missing == [], f"{name}: sentences about what is not in the picture: {missing}")
    silent = browser.ask("[...document.querySelectorAll('.node:not(.cluster):not(.speaks), .edge:not(.speaks):not(.holds)')].map(g => g.id).slice(0, 3)")
    expect(silent == [], f"{name}: boxes and arrows without a sentence: {silent}")
    for width in [360, 800, 1400]:
        browser.size(width, 800)
        wide = browser.ask("[document.documentElement.scrollWidth, innerWidth]")
        expect(wide[0] <= wide[1], f"{name}: at {width} px the page is {wide[0]} px wide")
    for width in [800, 1000, 1200, 1400, 1900]:
        browser.size(width, 900)
        for figure, shown, whole, scale in browser.ask(PICTURES):
            expect(whole <= shown or scale < 0.77, f"{name}: at {width} px {figure} is cut off, {shown} of {whole} px, and not as small as can be read")
            expect(scale > 0.73, f"{name}: at {width} px {figure} is too small to be read: {scale:.2f} px a point")
    browser.prefer(scheme="dark")
    dark = browser.ask("[getComputedStyle(document.body).backgroundColor, ...[...document.querySelectorAll('svg text')].slice(0, 400).map(t => getComputedStyle(t).fill)]")
    expect(dark[0] == "rgb(13, 17, 23)", f"{name}: the dark page is {dark[0]}")
    expect("rgb(31, 35, 40)" not in dark and "rgb(87, 96, 106)" not in dark, f"{name}: dark text on dark ground")
    browser.prefer(media="print")
    expect(browser.ask("[...document.querySelectorAll('.player, .panel')].every(e => getComputedStyle(e).display === 'none')"), f"{name}: buttons on paper")
    browser.prefer(scheme="light")
    browser.size(1400, 900)


def reader(browser, name):
    """What a screen reader is told."""
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    value = lambda node, key: node.get(key, {}).get("value", "")
    images = [node for node in nodes if value(node, "role") in ("image", "img") and not node.get("ignored")]
    expect(images and all(value(node, "name") and value(node, "description") for node in images), f"{name}: a picture without name or description")
    buttons = [node for node in nodes if value(node, "role") == "button" and not node.get("ignored")]
    expect(buttons and all(value(node, "name") for node in buttons), f"{name}: a button without a name")
    expect(any(value(node, "role") == "status" for node in nodes), f"{name}: no live region")


def sentences(browser, name, kind):
    """A sentence lights its arrow, the arrow its sentence; nothing stays lit."""
    selector = f"#f1 .{kind} > li"
    browser.move(*middle(browser, f"document.querySelector('{selector} button')"))
    expect(browser.ask(LIT) == browser.ask(about(selector)), f"{name}: the sentence lights {browser.ask(LIT)}")
    faint = eventually(browser, "[...document.querySelectorAll('.node, .edge')].filter(g => getComputedStyle(g).opacity < 0.5).every(g => !g.matches('.on, .beside')) && [...document.querySelectorAll('.node, .edge')].every(g => g.matches('.on, .beside') || getComputedStyle(g).opacity < 0.5)")
    expect(faint, f"{name}: what is not lit does not step back")
    browser.move(1, 1)
    expect(browser.ask(LIT) == "", f"{name}: something stays lit")
    browser.ask("scrollTo(0, 0)")
    arrows = browser.ask("[...document.querySelectorAll('#f1 .edge.speaks')].map(g => g.id)")
    tried = 0
    for arrow in arrows:
        browser.ask(f"document.getElementById('{arrow}').scrollIntoView({{block: 'center'}})")
        point = on_line(browser, arrow)
        if point is None:
            continue
        tried += 1
        browser.move(*point)
        told = browser.ask("[...document.querySelectorAll('li.on')].map(li => li.dataset.about.split(' '))")
        expect(len(told) == 1 and arrow in told[0], f"{name}: arrow {arrow} lights the sentences about {told}")
        panel = browser.ask("document.querySelector('#f1 .panel p').textContent.trim().length")
        expect(panel > 5, f"{name}: the panel says nothing of {arrow}")
        browser.move(1, 1)
    expect(tried >= 0.5 * len(arrows), f"{name}: only {tried} of {len(arrows)} arrows can be pointed at")


def steps(browser, name):
    """Keys and buttons play the steps forward and back."""
    browser.ask("scrollTo(0, 0)")
    count = browser.ask("document.querySelectorAll('.steps > li').length")
    for number in range(1, count + 1):
        browser.press("ArrowRight")
        expect(browser.ask(STEP) == number, f"{name}: → leads to step {browser.ask(STEP)} instead of {number}")
        expect(browser.ask(LIT) == browser.ask(about(f".steps > li:nth-child({number})")), f"{name}: step {number} lights {browser.ask(LIT)}")
        spoken = browser.ask("document.querySelector('[role=status]').textContent")
        expect(spoken.startswith(f"Step {number} of {count}: "), f"{name}: the live region says {spoken}")
    for key, number in [("ArrowRight", count), ("ArrowLeft", count - 1), ("Home", 1), ("End", count), ("Escape", 0), ("ArrowLeft", 0)]:
        browser.press(key)
        expect(browser.ask(STEP) == number, f"{name}: {key} leads to step {browser.ask(STEP)} instead of {number}")
    expect(browser.ask("!document.querySelector('.lit')"), f"{name}: Escape does not show the whole picture")
    for action, number in [("next", 1), ("next", min(2, count)), ("back", 1), ("last", count), ("first", 1), ("whole", 0)]:
        browser.click(*middle(browser, f"document.querySelector('[data-do={action}]')"))
        expect(browser.ask(STEP) == number, f"{name}: button {action} leads to step {browser.ask(STEP)} instead of {number}")
    browser.ask("document.activeElement.blur()")
    browser.press(" ")
    expect(browser.ask(STEP) == 1 and browser.ask("document.querySelector('[data-do=play]').textContent") == "Pause", f"{name}: Space does not play")
    expect(eventually(browser, f"{STEP} === 2"), f"{name}: it plays no further than step {browser.ask(STEP)}")
    # At the last step there is nothing left to pause.
    if count > 2:
        browser.press(" ")
    expect(eventually(browser, "document.querySelector('[data-do=play]').textContent === 'Play'"), f"{name}: Space does not pause")
    browser.press("Escape")


def keyboard(browser, name, path):
    """Tab reaches the picture, the player and the sentences; a sentence in focus is lit and is seen to be in focus."""
    browser.open(path)
    seen = []
    for _ in range(30):
        browser.press("Tab")
        seen.append(browser.ask("document.activeElement.className || document.activeElement.dataset.do || document.activeElement.tagName"))
        if seen[-1] == "sentence":
            break
    expect("picture" in seen and "next" in seen and seen[-1] == "sentence", f"{name}: Tab goes through {seen}")
    first = browser.ask("document.activeElement.closest('li').dataset.about.split(' ').sort().join(' ')")
    expect(browser.ask(LIT) == first, f"{name}: the focus lights {browser.ask(LIT)} instead of {first}")
    expect(browser.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid", f"{name}: no visible focus")
    browser.press("ArrowDown")
    second = browser.ask("document.activeElement.closest('li').dataset.about.split(' ').sort().join(' ')")
    expect(second != first and browser.ask(LIT) == second, f"{name}: ↓ does not go to the next sentence")
    browser.press(" ")
    expect(browser.ask("document.activeElement.getAttribute('aria-pressed')") == "true", f"{name}: Space does not keep a sentence lit")
    browser.press("Escape")


def without_script(browser, name, path):
    """Everything can be read; nothing that would do nothing is shown."""
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(path)
    expect(browser.ask("document.querySelectorAll('button').length") == 0, f"{name}: buttons without a script")
    expect(browser.ask("document.querySelectorAll('button.sentence').length") == 0, f"{name}: sentences are buttons without a script")
    expect(browser.ask("[...document.querySelectorAll('.steps .because, main > .figure > .sentences > .parts .because')].every(e => e.offsetHeight > 0)"), f"{name}: reasons are hidden without a script")
    browser.call("Emulation.setScriptExecutionDisabled", value=False)


def main():
    program, pages = sys.argv[1], [argument.split("=", 1) for argument in sys.argv[2:]]
    browser = Browser(program)
    try:
        for name, path in pages:
            whole_page(browser, name, path)
            reader(browser, name)
            if name.startswith("steps"):
                sentences(browser, name, "steps")
                steps(browser, name)
                keyboard(browser, name, path)
                without_script(browser, name, path)
            elif name.startswith("parts"):
                sentences(browser, name, "parts")
                keyboard(browser, name, path)
            expect(not browser.complaints(), f"{name}: the console says {browser.complaints()[:2]}")
        browser.prefer(motion="reduce")
        browser.open(dict(pages)["steps"])
        expect(browser.ask("getComputedStyle(document.querySelector('.node')).transitionDuration") == "0s", "motion although less of it is asked for")
    finally:
        browser.close()
    print(f"{checks} checks of {len(pages)} pages in Chromium, {failures} failed")
    sys.exit(failures > 0)


main()
