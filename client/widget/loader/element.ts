import type { WidgetLook } from "../../../shared/widget.ts";
import { styles } from "./styles.ts";

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  chat: "M5 4h14a3 3 0 013 3v7a3 3 0 01-3 3h-7l-5 4v-4H5a3 3 0 01-3-3V7a3 3 0 013-3z",
  question: "M7 8a5 4 0 0110 0c0 4-5 3-5 7M12 20v.1",
  wave: "M7 12V5m3 6V3m3 8V4m3 8V6v9a6 6 0 01-11 2l-2-4",
  close: "M6 6l12 12M18 6L6 18",
};

/**
 * The button and its badge, in a shadow root of an element beside `<body>`: the page's styles do not reach them, and a page that replaces
 * its body keeps them. Nothing is parsed from a string, so that a page that requires trusted types can have it.
 */
export const host = document.createElement("parley-widget");
export const root = host.attachShadow({ mode: "open" });
export const button = document.createElement("button");
const icon = document.createElementNS(SVG, "svg");
const path = document.createElementNS(SVG, "path");
export const badge = document.createElement("span");

icon.setAttribute("viewBox", "0 0 24 24");
icon.append(path);
button.append(icon, badge);
root.append(button);
badge.hidden = true;

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
root.adoptedStyleSheets = [sheet];

/** Inline and important: no rule of the page is stronger. */
export function setLook({ offset: { x, y }, colour, corner, side }: WidgetLook): void {
  const [button, panel] = corner === "square" ? [6, 4] : [28, 16];
  host.style.cssText = `all:initial!important;position:fixed!important;z-index:2147483647!important;--x:${x}px;--y:${y}px;--c:${colour};--r:${button}px;--p:${panel}px`;
  host.className = side;
}

export function setIcon(name: keyof typeof ICONS): void {
  path.setAttribute("d", ICONS[name]);
}

/** Lifts the button over what the page has fixed to its lower edge, such as a banner. */
export function lift(): void {
  let at = document.elementFromPoint(innerWidth / 2, innerHeight - 2);
  while (at && getComputedStyle(at).position !== "fixed") at = at.parentElement;
  const top = at && at !== host ? at.getBoundingClientRect().top : 0;
  host.style.setProperty("--l", `${top > innerHeight / 2 ? innerHeight - top : 0}px`);
}
