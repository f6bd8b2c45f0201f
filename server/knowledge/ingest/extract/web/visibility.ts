/** Styles and style sheets after this length are ignored. UTF-16 units. */
const MAX_STYLE = 2_000;
const MAX_SHEETS = 500_000;

/**
 * Whether a reader of a page sees an element, as far as its attributes and the simple rules of the page's style sheets say. Text that
 * people do not see may be written for models.
 */
export class Visibility {
  readonly #selectors: ReadonlySet<string>;
  /** White text is readable only on a background. */
  readonly #hasBackground: boolean;
  /** Ids of panels that a button opens. */
  readonly #panels = new Set<string>();
  /** A button that opens a panel came last, as in a list of questions. */
  #isPanelNext = false;

  constructor(html: string) {
    this.#hasBackground = /background|bgcolor/i.test(html);
    this.#selectors = hidingSelectors(html, this.#hasBackground);
  }

  /** Call it once for each opening element, in order. */
  isHidden(name: string, attributes: Readonly<Record<string, string>>): boolean {
    if (attributes["aria-expanded"] !== undefined || attributes["aria-controls"] !== undefined) {
      for (const id of (attributes["aria-controls"] ?? "").split(/\s+/).slice(0, 10))
        if (id !== "") this.#panels.add(id);
      this.#isPanelNext = true;
    }
    if (!this.#isHiddenAt(name, attributes)) return false;
    const isPanel = this.#isPanelNext || this.#panels.has(attributes["id"] ?? "");
    this.#isPanelNext = false;
    // People open it. Text of no size or of the page's colour is not read even then.
    return !isPanel || isUnreadable(attributes["style"] ?? "", this.#hasBackground);
  }

  #isHiddenAt(name: string, attributes: Readonly<Record<string, string>>): boolean {
    if (attributes["hidden"] !== undefined && attributes["hidden"] !== "until-found") return true;
    if (attributes["aria-hidden"]?.toLowerCase() === "true") return true;
    if (name === "font" && !this.#hasBackground && isWhite(attributes["color"] ?? "")) return true;
    if (hides(attributes["style"] ?? "", this.#hasBackground)) return true;
    if (this.#selectors.size === 0) return false;
    const classes = (attributes["class"] ?? "").split(/\s+/);
    return (
      this.#selectors.has(`#${attributes["id"] ?? ""}`) ||
      classes.some((one) => this.#selectors.has(`.${one}`))
    );
  }
}

/** The classes and ids, as `.a` and `#b`, that a rule of its own hides. Rules inside of `@media` and the like are ignored. */
function hidingSelectors(html: string, hasBackground: boolean): Set<string> {
  const found = new Set<string>();
  for (const css of styleSheets(html)) {
    let depth = 0;
    let from = 0;
    for (let at = 0; at < css.length; at++) {
      if (css[at] === "{") {
        if (depth === 0)
          addSelectors(found, css.slice(from, at), css.slice(at + 1, endOfRule(css, at)), hasBackground);
        depth += 1;
        from = at + 1;
      } else if (css[at] === "}") {
        depth = Math.max(0, depth - 1);
        from = at + 1;
      }
    }
  }
  return found;
}

function* styleSheets(html: string): Generator<string> {
  const lower = html.toLowerCase();
  let left = MAX_SHEETS;
  for (let at = lower.indexOf("<style"); at !== -1 && left > 0; at = lower.indexOf("<style", at + 1)) {
    const end = lower.indexOf("</style", at);
    if (end === -1) return;
    const css = html.slice(lower.indexOf(">", at) + 1, end).slice(0, left);
    left -= css.length + 1;
    yield css.replace(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, "");
    at = end;
  }
}

function endOfRule(css: string, from: number): number {
  const end = css.indexOf("}", from);
  return end === -1 ? css.length : end;
}

function addSelectors(found: Set<string>, selectors: string, style: string, hasBackground: boolean): void {
  if (selectors.includes("@") || !hides(style, hasBackground)) return;
  for (const one of selectors.split(",")) {
    const simple = /^\s*(?:[a-z][a-z0-9]*)?([.#][\w-]+)\s*$/i.exec(one)?.[1];
    if (simple !== undefined) found.add(simple);
  }
}

function hides(style: string, hasBackground: boolean): boolean {
  return style !== "" && (isAbsent(style) || isUnreadable(style, hasBackground));
}

/** Not shown, or moved out of sight. A low opacity is not: animations begin with it. */
function isAbsent(style: string): boolean {
  const values = declarations(style);
  const clip = values.get("clip-path") ?? values.get("clip") ?? "";
  return (
    values.get("display") === "none" ||
    ["hidden", "collapse"].includes(values.get("visibility") ?? "") ||
    /^-\d{3,}/.test(values.get("text-indent") ?? "") ||
    /^-\d{4,}/.test(values.get("left") ?? "") ||
    /^-\d{4,}/.test(values.get("top") ?? "") ||
    /^(?:inset\((?:50|100)%|circle\(0|rect\((?:0|1px)(?:px)?[ ,]+(?:0|1px))/.test(clip)
  );
}

function isUnreadable(style: string, hasBackground: boolean): boolean {
  const values = declarations(style);
  return isTiny(values.get("font-size") ?? "") || (!hasBackground && isWhite(values.get("color") ?? ""));
}

/** Too small to read: up to 2 px, or a seventh of the size around it. */
function isTiny(size: string): boolean {
  const [, number = "", unit = ""] = /^(\d*\.?\d+)(px|pt|r?em|%)?$/.exec(size) ?? [];
  if (number === "") return false;
  const most = unit === "%" ? 15 : unit.endsWith("em") ? 0.15 : 2;
  return Number(number) <= most;
}

const isWhite = (color: string): boolean =>
  /^(?:white|transparent|#f{3,4}|#f{6}(?:f{2})?|rgba?\(255[, ]+255[, ]+255\b|rgba\([\d, ]+[, ]0\))/i.test(
    color.trim(),
  );

function declarations(style: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const one of style.slice(0, MAX_STYLE).split(";")) {
    const colon = one.indexOf(":");
    if (colon === -1) continue;
    const value = one
      .slice(colon + 1)
      .replace(/!important/i, "")
      .trim()
      .toLowerCase();
    values.set(one.slice(0, colon).trim().toLowerCase(), value);
  }
  return values;
}
