"""What a page must be whatever it shows: accessible, whole at any size, still when asked to be."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.support.stack import ROOT

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What a page that has no fault in one theme may still have in the other.
RULES_OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

# What sticks out sideways or is cut off. What scrolls in a frame of its own, what only screen readers get and
# decoration (aria-hidden) do not count; an ellipsis does, since words are lost.
_CUT_OFF = """() => {
  const width = document.documentElement.clientWidth;
  const found = [];
  if (document.scrollingElement.scrollWidth > width) found.push('the page scrolls sideways');
  const scrolls = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement)
      if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX)) return true;
    return false;
  };
  const name = (element) => `${element.tagName.toLowerCase()} "${element.textContent.trim().slice(0, 40)}"`;
  for (const element of document.querySelectorAll('body *')) {
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || element.closest('[aria-hidden=true], svg')) continue;
    const style = getComputedStyle(element);
    if (style.visibility === 'hidden' || style.clipPath !== 'none') continue;
    if (element.closest('.visually-hidden')) continue;
    const interactive = element.matches('a, button, input, select, textarea, summary, h1, h2');
    if (interactive && (box.right > width + 1 || box.left < -1) && !scrolls(element) && box.bottom > 0)
      found.push(`beyond the edge: ${name(element)}`);
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const clips = ['hidden', 'clip'].includes(style.overflowX);
    const tooLong = element.scrollWidth > element.clientWidth + 1;
    if (text && clips && tooLong) found.push(`cut off: ${name(element)}`);
  }
  return found;
}"""

# Notes every animation and transition that takes longer than a frame.
_WATCH_MOTION = """() => {
  window.motions = [];
  const note = (target, what, duration) => {
    if (Number(duration) > 20)
      window.motions.push(`${what} of ${target.tagName}.${target.className}: ${duration} ms`);
  };
  const look = ({ type, target }) => {
    for (const animation of target.getAnimations?.() ?? [])
      note(target, type, animation.effect.getComputedTiming().duration);
  };
  addEventListener('transitionrun', look, true);
  addEventListener('animationstart', look, true);
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (frames, options) {
    note(this, 'animate', typeof options === 'number' ? options : options?.duration);
    return animate.call(this, frames, options);
  };
}"""


def violations(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA and its own best practices, or against fewer `rules`, one
    line a rule."""
    if not page.evaluate("'axe' in window"):
        # Evaluated, not added as a script element: the page's policy rightly refuses foreign scripts.
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules}).then(({violations}) => violations)", rules)
    return [_line(rule) for rule in found]


def _line(rule: dict[str, Any]) -> str:
    nodes = "; ".join(node["html"][:160] for node in rule["nodes"][:3])
    return f"{rule['id']}: {rule['help']} ({len(rule['nodes'])}): {nodes}"


def cut_off(page: Page) -> list[str]:
    """What cannot be read or reached at the window's size without scrolling sideways."""
    return page.evaluate(_CUT_OFF)


def watch_motion(context: BrowserContext) -> None:
    """From the next page on, `motions` knows of every movement."""
    context.add_init_script(f"({_WATCH_MOTION})()")


def motions(page: Page) -> list[str]:
    """What moved on the page since it was opened."""
    return page.evaluate("window.motions")
