"""How a page is laid out: what sticks out of it, what is cut off, what is said by colour alone, what is too pale."""

from playwright.sync_api import Page

CONTRAST = 4.5
"""What a text needs at the least: WCAG 2.1, 1.4.3."""

_ALL = "const all = [...document.querySelectorAll(`${region}, ${region} *`)];"
_TOLD = ".map(one => one.outerHTML.slice(0, 160))"

_STICKING_OUT = f"""region => {{ {_ALL}
  const clips = one => one !== document.body && getComputedStyle(one).overflowX !== 'visible';
  const inBox = one => one.parentElement && (clips(one.parentElement) || inBox(one.parentElement));
  return all.filter(one => {{
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && (box.right > innerWidth + 1 || box.left < -1) && !inBox(one);
  }}){_TOLD} }}"""

_CUT_OFF = f"""region => {{ {_ALL}
  const clips = one => getComputedStyle(one).overflowX !== 'visible';
  return all.filter(one => one.clientWidth && one.scrollWidth > one.clientWidth + 1 && clips(one)){_TOLD} }}"""

_SCROLLED = f"""region => {{ {_ALL}
  return all.filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'auto')
    .map(one => {{ one.scrollLeft = 1e6; const far = one.scrollLeft; one.scrollLeft = 0; return far; }}) }}"""

_MUTE = f"""region => {{
  const own = '[style*="background"]';
  const colour = one => getComputedStyle(one).backgroundColor;
  const named = one => [...one.closest('table').querySelectorAll(`th[scope=col]${{own}}`)]
    .some(head => head.innerText.trim() && colour(head) === colour(one));
  return [...document.querySelectorAll(`${{region}} :is(td, th)${{own}}`)]
    .filter(one => !one.innerText.trim() && !named(one)){_TOLD} }}"""

_WORDS = """([region, without]) => {
  const found = [];
  for (const top of document.querySelectorAll(region)) {
    const walk = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
    for (let one = walk.nextNode(); one; one = walk.nextNode()) {
      const holder = one.parentElement;
      const seen = holder.checkVisibility({visibilityProperty: true}) && !holder.closest(`title, desc, ${without}`);
      if (seen && one.data.trim()) found.push(one.data);
    }
  }
  return found;
}"""

_PALE = """([picture, enough]) => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => {
    const [r, g, b] = parts(colour).map(one => one / 255)
      .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  const holds = (shape, x, y) => {
    const box = shape.getBoundingClientRect();
    return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
  };
  const painted = colour => colour !== 'none' && !colour.startsWith('url') && parts(colour)[3] !== 0;
  const paper = one => {
    const colour = getComputedStyle(one).backgroundColor;
    return painted(colour) ? colour : paper(one.parentElement);
  };
  const found = [];
  for (const svg of document.querySelectorAll(picture)) {
    let under = [];
    for (const one of svg.querySelectorAll('rect, path, text')) {
      if (one.tagName !== 'text') { under.push(one); continue; }
      const box = one.getBoundingClientRect();
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const shapes = under.filter(shape => holds(shape, x, y)).map(shape => getComputedStyle(shape).fill)
        .filter(painted);
      const ratio = contrast(light(getComputedStyle(one).fill), light(shapes.pop() || paper(svg)));
      if (ratio < enough) found.push(`${ratio.toFixed(2)}: ${one.outerHTML}`);
    }
  }
  return found;
}"""


def sticking_out(page: Page, region: str) -> list[str]:
    """The elements of a region that are seen, or would be, beside the window, but within no box that clips them."""
    found: list[str] = page.evaluate(_STICKING_OUT, region)
    return found


def cut_off(page: Page, region: str) -> list[str]:
    """The boxes of a region that hold more than they show."""
    found: list[str] = page.evaluate(_CUT_OFF, region)
    return found


def scrolled(page: Page, region: str) -> list[float]:
    """How far each box of a region can be scrolled that is too narrow for what it holds, in CSS pixels."""
    found: list[float] = page.evaluate(_SCROLLED, region)
    return found


def mute(page: Page, region: str) -> list[str]:
    """The cells of a region that have a colour of their own, and no words, nor that colour from a column's heading."""
    found: list[str] = page.evaluate(_MUTE, region)
    return found


def words(page: Page, region: str, *, without: str = "script") -> list[str]:
    """All that is written in a region and not hidden, piece by piece, but for what lies in other elements."""
    found: list[str] = page.evaluate(_WORDS, [region, without])
    return found


def pale(page: Page, picture: str) -> list[str]:
    """The words in pictures (SVG) whose contrast to what is behind them is too small; axe-core cannot tell of these.

    What is behind a word is the shape before it that holds its middle, else the page.
    """
    found: list[str] = page.evaluate(_PALE, [picture, CONTRAST])
    return found
