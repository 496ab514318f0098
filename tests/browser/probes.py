"""What is measured inside a page, in the browser's own language."""

# axe is brought into a page once; each run says what it finds as [rule, element] pairs.
RUN_AXE = """
async ([part, options]) => {
  await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)));
  const moving = document.getAnimations().filter(each => each.effect.getComputedTiming().endTime < 1000);
  const ended = Promise.allSettled(moving.map(each => each.finished));
  await Promise.race([ended, new Promise(passed => setTimeout(passed, 1000))]);  // one that is hidden never ends
  const look = async () => {  // axe throws at once, and gives no promise to catch, where it is running
    try {
      return await axe.run(part || document, {...options, resultTypes: ["violations"]});
    } catch (error) {
      if (!error.message.includes("already running")) throw error;  // the admin has a check of its own
      await new Promise(painted => requestAnimationFrame(painted));
      return look();
    }
  };
  const found = await look();
  return found.violations.flatMap(rule => rule.nodes.map(node => [rule.id, node.html]));
}
"""

# By how many pixels the page is wider than its window (WCAG 2.2, 1.4.10).
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

# The spacing that a reader may ask for (WCAG 2.2, 1.4.12), as a style sheet of the reader.
SPACE_OUT = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}
"""

# A browser that does not know @layer drops what stands in one.
FORGET_LAYERS = """
() => {
  const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]);
  const known = rules.filter(rule => !/^@layer/.test(rule.cssText));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(known.map(rule => rule.cssText).join("\\n"));
  for (const each of document.styleSheets) each.disabled = true;
  document.adoptedStyleSheets = [sheet];
}
"""

RESTORE = """
() => {
  document.adoptedStyleSheets = [];
  for (const each of document.styleSheets) each.disabled = false;
  document.documentElement.dir = "ltr";
  document.documentElement.style.fontSize = "";
  document.activeElement.blur();
  scrollTo(0, 0);
}
"""

# Everything that can be seen and has the focus of the keyboard in its turn, but for what is drawn.
STOPS = """
const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter(node => !node.closest("svg") && node.type !== "hidden" && node.checkVisibility({visibilityProperty: true}));
"""

# The stops whose focus has no line around it of 2 pixels and a contrast of 3 (WCAG 2.2, 2.4.7 and 1.4.11).
UNSEEN_FOCUS = (
    "() => {"
    + STOPS
    + """
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  function light(colours) {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(part => part / 255)
      .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
    return .2126 * parts[0] + .7152 * parts[1] + .0722 * parts[2];
  }
  function behind(node) {
    const colours = [];
    for (let each = node; each; each = each.parentElement) colours.unshift(getComputedStyle(each).backgroundColor);
    return ["Canvas", ...colours];
  }
  function contrast(one, other) { return (Math.max(one, other) + .05) / (Math.min(one, other) + .05); }
  return stops.filter(node => {
    node.focus();
    const style = getComputedStyle(node);
    return document.activeElement !== node || style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2
      || contrast(light([...behind(node.parentElement), style.outlineColor]), light(behind(node.parentElement))) < 3;
  }).map(node => node.outerHTML.slice(0, 120));
}"""
)

# What moves although the reader's system asks for less motion.
MOVING = """
() => [...document.querySelectorAll("*")].flatMap(node => ["", "::before", "::after"].flatMap(part => {
  const style = getComputedStyle(node, part || null);
  const moves = style.animationName !== "none" || style.scrollBehavior === "smooth"
    || style.transitionDuration.split(", ").some(time => parseFloat(time) > 0);
  return moves ? [node.tagName + part] : [];
}))
"""

# What refuses the colours that a reader has set (high contrast): those are laid over all text but this.
KEEPING_COLOURS = """
() => [...document.querySelectorAll("body, body *")]
  .filter(node => getComputedStyle(node).forcedColorAdjust === "none").map(node => node.outerHTML.slice(0, 120))
"""

# Fields and buttons that nothing sets apart once the reader's colours replace backgrounds.
WITHOUT_EDGE = """
() => [...document.querySelectorAll("button, select, input:not([type=hidden], [type=checkbox], [type=radio])")]
  .filter(node => node.checkVisibility()).filter(node => {
    const style = getComputedStyle(node);
    return style.borderBlockEndStyle === "none" || parseFloat(style.borderBlockEndWidth) === 0;
  }).map(node => node.outerHTML.slice(0, 120))
"""

# Pictures and drawings that would fill a screen without the style sheet.
OVERGROWN = """
() => [...document.querySelectorAll("img, svg:not([role=group])")]
  .filter(node => node.getBoundingClientRect().height > 800)
  .map(node => node.outerHTML.slice(0, 120))
"""

# Written down from the first moment on: how far what was shown has moved by itself (layout shift score).
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => { for (const each of list.getEntries()) window.shifted += each.value; })
  .observe({type: "layout-shift", buffered: true});
"""

PLANT_FAULTS = """
() => {
  document.querySelector("main").append(new Image());
  for (const [tag, text] of [["p", "faint"], ["button", "x"], ["button", "y"]]) {
    const node = document.createElement(tag);
    node.textContent = text;
    node.className = "planted";
    document.querySelector("main").append(node);
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`p.planted { color: #888; background: #777 }
    button.planted { block-size: 10px; inline-size: 10px; min-block-size: 0; padding: 0; border: 0 }
    button.planted { transition: color 1s; forced-color-adjust: none }
    button.planted:focus-visible { outline: 0 }
    main { inline-size: 3000px }`);
  document.adoptedStyleSheets = [sheet];
}
"""
