"""What keeps somebody out of a page: axe-core's rules, the keyboard's way through, narrow windows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_FILE_PATH

if TYPE_CHECKING:
    from playwright.sync_api import Page

OURS = ".jp-MarkdownOutput, .jp-OutputArea-output"
ROOTS = ".jp-NotebookPanel:not(.lm-mod-hidden) :is(section.cx, .cq-form)"
# JupyterLab's body is 0 pixels high, and axe-core takes what a body without height cuts off for
# unseen: it would read no text at all. So for this moment it is as high as the window.
AXE = """async ([ours, rules]) => {
    document.body.style.minHeight = '100vh';
    const only = rules.length ? { runOnly: { type: 'rule', values: rules } } : {};
    const found = await axe.run(document, { elementRef: true, ...only });
    document.body.style.minHeight = '';
    const said = (kind) => found[kind].flatMap((rule) => rule.nodes.map((node) => ({
        rule: rule.id, ours: Boolean(node.element?.closest(ours)), html: node.html.slice(0, 160),
        why: [...node.any, ...node.all, ...node.none][0]?.message ?? '',
    })));
    const read = found.passes.find((rule) => rule.id === 'color-contrast')?.nodes ?? [];
    return { violations: said('violations'), doubts: said('incomplete'),
             read: read.filter((node) => node.element?.closest(ours)).length };
}"""
OF_COLOUR = ("color-contrast", "link-in-text-block")
# Tab stops at what is native, enabled and visible, and at one of each group of radios.
STOPS = """(roots) => [...document.querySelectorAll(roots)].flatMap((root) => {
    const natural = 'a[href], button, input, select, textarea, summary, [tabindex]';
    const inGroup = (radio) => [...root.querySelectorAll(`input[name="${radio.name}"]`)];
    return [...root.querySelectorAll(natural)].filter((one) => {
        if (one.tabIndex < 0 || one.matches(':disabled')) return false;
        if (!one.checkVisibility({ visibilityProperty: true })) return false;
        if (one.type !== 'radio') return true;
        return one === (inGroup(one).find((radio) => radio.checked) ?? inGroup(one)[0]);
    });
})"""
START = f"""(roots) => {{
    const steps = window.courseSteps = [];
    window.courseStops = ({STOPS})(roots);
    document.onfocusin = ({{ target }}) => {{
        const {{ outlineStyle, outlineWidth }} = getComputedStyle(target);
        const seen = outlineStyle === 'auto' || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
        if (target.closest(roots)) steps.push({{ target, seen }});
    }};
    document.addEventListener('focusin', document.onfocusin);
    document.activeElement.blur();
    window.courseStops[0].focus();
    return window.courseStops.length;
}}"""
ARRIVED = "() => document.activeElement === window.courseStops.at(-1)"
WALKED = """() => {
    document.removeEventListener('focusin', document.onfocusin);
    const named = (one) => one && (one.ariaLabel || one.labels?.[0]?.innerText || one.innerText || one.className);
    const { courseSteps: steps, courseStops: stops } = window;
    const wrong = stops.findIndex((one, place) => steps[place]?.target !== one);
    return {
        astray: wrong < 0 ? '' : `${named(stops[wrong])} expected, ${named(steps[wrong]?.target)} reached`,
        unseen: steps.slice(1).filter((one) => !one.seen).map((one) => named(one.target)),
        stops: stops.length,
    };
}"""
# What is cut off: parts of ours beyond the window or their form, and words wider than their box,
# unless a box around them can be scrolled.
CUT_OFF = """(roots) => {
    const said = [], scrolled = '.cx-picture, .cx-scroll, .cq-wide, .cx-unseen, .cx-room, .cq-room';
    const tell = (one, why) => said.push(`${one.className || one.tagName}: ${why}: ${one.innerText?.slice(0, 60)}`);
    for (const root of document.querySelectorAll(roots)) {
        const edge = Math.min(root.getBoundingClientRect().right, innerWidth) + 1;
        for (const one of [root, ...root.querySelectorAll('*')]) {
            if (one.closest(scrolled) || !one.checkVisibility()) continue;
            if (one.getBoundingClientRect().right > edge) tell(one, 'sticks out');
            const hides = !['visible', ''].includes(getComputedStyle(one).overflowX);
            if (hides && one.clientWidth && one.scrollWidth > one.clientWidth + 1) tell(one, 'is cut');
        }
    }
    for (const page of document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-MarkdownOutput')) {
        if (page.getBoundingClientRect().right > innerWidth + 1) tell(page, 'sticks out');
        if (page.scrollWidth > page.clientWidth + 1 && getComputedStyle(page).overflowX !== 'auto') tell(page, 'is cut');
    }
    return said;
}"""


@dataclass(frozen=True)
class Findings:
    """What axe-core says of a page: of what is ours, and of JupyterLab's own."""

    ours: list[str]
    doubts: list[str]
    apart: Counter[str]
    read: int


def axe(page: Page, rules: tuple[str, ...] = ()) -> Findings:
    """Run some rules, or all of them, over the whole page."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(AXE, [OURS, list(rules)])
    apart = Counter(one["rule"] for one in found["violations"] if not one["ours"])
    ours = [_said(one) for one in found["violations"] if one["ours"]]
    doubts = [_said(one) for one in found["doubts"] if one["ours"]]
    return Findings(ours, doubts, apart, found["read"])


def _said(one: dict[str, Any]) -> str:
    return f"{one['rule']}: {one['html']} ({one['why']})"


def walk(page: Page) -> dict[str, Any]:
    """Go through all forms and panels with Tab alone, from the first stop to the last."""
    stops = int(page.evaluate(START, ROOTS))
    for _ in range(3 * stops + 100):  # links in the text between them are stops as well
        if page.evaluate(ARRIVED):
            break
        page.keyboard.press("Tab")
    walked: dict[str, Any] = page.evaluate(WALKED)
    return walked


def cut_off(page: Page) -> list[str]:
    """What cannot be read or reached in a window of this width."""
    found: list[str] = page.evaluate(CUT_OFF, ROOTS)
    return found
