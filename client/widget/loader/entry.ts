/** `/widget.js`: one async script on a company's page. It defines `Parley`, draws the button, and loads the rest when it is needed. */
import type { WidgetConfig } from "../../../shared/widget.ts";
import { words as ar } from "../../words/ar/launcher.ts";
import { words as de } from "../../words/de/launcher.ts";
import { words as en } from "../../words/en/launcher.ts";
import { words as es } from "../../words/es/launcher.ts";
import { words as fr } from "../../words/fr/launcher.ts";
import { words as ja } from "../../words/ja/launcher.ts";
import { chooseLanguage } from "../choose-language.ts";
import type { BootOptions, Call, ParleyGlobal } from "./api.ts";
import { attach, detach } from "./attached.ts";
import type { Base, Label, Run } from "./base.ts";
import { badge, button, lift, root, setIcon, setLook } from "./element.ts";
import { kept } from "./storage.ts";

const WORDS = { ar, de, en, es, fr, ja };
const script = document.currentScript as HTMLScriptElement | null;
const origin = new URL(script?.src ?? location.href).origin;

let options: BootOptions | null = null;
let base: Base | null = null;
/** The rest, once it is there. Until then, calls wait. */
let run: ReturnType<Run> | null = null;
let isLoading = false;
let calls: Parameters<ReturnType<Run>>[0][] = [];
const listeners: Base["listeners"] = [];

function push(call: (typeof calls)[number]): unknown {
  const [name, value] = call;
  if (name === "boot" && !options) void boot((options = value));
  else if (name === "on") {
    const each: (typeof listeners)[number] = [value, call[2]];
    // No method of an array is called here: pages have replaced them.
    listeners[listeners.length] = each;
    return () => (each[1] = () => undefined);
  } else if (run) run(call);
  else {
    calls[calls.length] = call;
    if (name === "open" || name === "click") load();
  }
  return undefined;
}

async function boot(wanted: BootOptions): Promise<void> {
  const { widget } = wanted;
  let config: WidgetConfig;
  try {
    const response = await fetch(`${origin}/api/widget/${widget}`, { credentials: "omit" });
    config = (await response.json()).data;
  } catch {
    // Without Parley, the page is as it would be without the script.
    return;
  }
  if (options !== wanted || !config) return;
  const language = () =>
    chooseLanguage([base?.options.language, document.documentElement.lang, ...navigator.languages]) ??
    config.language;
  const label = (name: Label) => config.texts[language()]?.[name] ?? WORDS[language()][name];
  base = {
    ...{ origin, options, config, root, button, badge, listeners, language, label },
    setLook: () => setLook(config.look),
    setIcon: (name) => setIcon(name === "own" ? config.look.icon : name),
    returned: () => undefined,
    remove() {
      detach();
      options = base = run = null;
      isLoading = false;
    },
  };
  button.ariaLabel = label("openChat");
  button.ariaExpanded = "false";
  button.hidden = !!(wanted.hideButton || kept(widget, "hidden"));
  base.setLook();
  base.setIcon("own");
  attach(() => {
    lift();
    base?.returned();
  });
  // Who has talked before hears of an answer. For anybody else, nothing is loaded before the button is touched.
  if (calls.length > 0 || kept(widget, "open") || kept(widget, "known"))
    ("requestIdleCallback" in window ? requestIdleCallback : setTimeout)(load);
}

function load(): void {
  const before = base;
  if (!before || isLoading) return;
  isLoading = true;
  import(/* @vite-ignore */ `${origin}/widget/frame.js`).then(
    (rest: { run: Run }) => {
      if (before !== base) return;
      run = rest.run(before);
      const waiting = calls;
      calls = [];
      for (let i = 0; i < waiting.length; i++) run(waiting[i] as Call);
    },
    () => (isLoading = false),
  );
}

button.onclick = () => push(["click"]);
button.onpointerenter = button.onfocus = load;

const parley = { push } as unknown as ParleyGlobal;
const names = ["boot", "update", "open", "close", "shutdown", "on"] as const;
for (let i = 0; i < names.length; i++) {
  const name = names[i] as "on";
  parley[name] = (...values) => push([name, ...values]) as () => void;
}

const page = window as { Parley?: ParleyGlobal & Call[] };
const before = page.Parley;
// A second copy of this script adds nothing: the first one has the page's button.
if (!before?.boot) {
  page.Parley = parley as typeof before & ParleyGlobal;
  for (let i = 0; before && i < before.length; i++) push(before[i] as Call);
}
const { widget, language } = script?.dataset ?? {};
if (widget) page.Parley?.boot({ widget, ...(language && { language }) });
