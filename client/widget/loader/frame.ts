/** `/widget/frame.js`: the panel's frame, and all that is not needed before somebody touches the button. */
import { fromPanel, MARK, type FromPanel, type Opener, type PageFacts, type ToPanel } from "../messages.ts";
import type { WidgetEvent } from "./api.ts";
import type { Base, Run } from "./base.ts";
import { frameStyles } from "./frame-styles.ts";
import { lockPage } from "./page-lock.ts";
import { setTitle } from "./page-title.ts";
import { kept } from "./storage.ts";

/** The page's title follows its address, ms. */
const TITLE_DELAY = 300;
/** The panel needs a moment to tell the server that the visitor is forgotten, ms. */
const FORGET_TIME = 2_000;

const FIELDS = "input,textarea,select,[contenteditable]";

export const run: Run = (base) => {
  const { button, badge, root, origin } = base;
  const { widget } = base.options;
  const phone = matchMedia("(max-width:479px),(max-height:479px)");
  const seen = window.visualViewport;
  let frame: HTMLIFrameElement | null = null;
  let language = base.language();
  let labels: [closed: string, open: string] = [base.label("openChat"), base.label("closeChat")];
  let isOpen = false;
  /** The panel has said that it works. */
  let isReady = false;
  /** How it was opened last, for a panel that has not started yet. */
  let opening: { by: Opener; text: string } | null = null;
  let preview = 0;

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(frameStyles);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];

  function emit(event: WidgetEvent, value = 0): void {
    for (const [name, listener] of [...base.listeners]) if (name === event) listener(value);
  }

  function send(message: ToPanel): void {
    if (isReady) frame?.contentWindow?.postMessage({ ...message, mark: MARK }, origin);
  }

  const pageFacts = (): PageFacts => ({
    url: location.href,
    title: document.title,
    referrer: document.referrer,
  });

  /** The company's token that says who the visitor is. */
  async function identity(): Promise<string | null> {
    const given = base.options.identity;
    try {
      return (typeof given === "function" ? await given() : given) ?? null;
    } catch {
      return null;
    }
  }

  function paint(): void {
    const isFull = isOpen && phone.matches;
    button.className = `${isOpen ? "o" : ""} ${isOpen && isReady ? "k" : ""}`;
    button.hidden = !isOpen && !!(base.options.hideButton || kept(widget, "hidden"));
    button.ariaExpanded = `${isOpen}`;
    button.ariaLabel = labels[isOpen ? 1 : 0];
    badge.hidden = isOpen || !badge.textContent;
    base.setIcon(isOpen ? "close" : "own");
    lockPage(isFull);
    if (!frame) return;
    frame.className = isOpen ? "o" : preview > 0 ? "v" : "";
    // With the keyboard up, the panel is as high as what is seen.
    frame.style.top = isFull && seen ? `${seen.offsetTop}px` : "";
    frame.style.height =
      isFull && seen ? `${seen.height}px` : preview > 0 && !isOpen ? `${Math.min(preview, 320)}px` : "";
  }

  function load(): void {
    isReady = false;
    frame?.remove();
    frame = document.createElement("iframe");
    frame.title = base.config.look.name;
    frame.allow = "clipboard-write";
    frame.src = `${origin}/widget/${widget}#${language}`;
    root.append(frame);
    paint();
  }

  function show(by: Opener, text = ""): void {
    opening = { by, text };
    if (!isOpen) {
      isOpen = true;
      preview = 0;
      kept(widget, "hidden", "");
      kept(widget, "open", "1");
      setTitle("");
      emit("open");
    }
    paint();
    if (by === "hand") frame?.focus();
    send({ type: "open", by, text });
  }

  function hide(): void {
    opening = null;
    if (!isOpen) return;
    const hadFocus = root.activeElement === frame;
    isOpen = false;
    kept(widget, "open", "");
    paint();
    if (hadFocus) button.focus();
    send({ type: "close" });
    emit("close");
  }

  async function hear(message: FromPanel): Promise<void> {
    switch (message.type) {
      case "ready": {
        const token = await identity();
        isReady = true;
        send({ type: "start", page: pageFacts(), identity: token, isOpen });
        if (opening) send({ type: "open", ...opening });
        emit("ready");
        break;
      }
      case "unread": {
        const count = Math.max(0, Number(message.count) || 0);
        kept(widget, "known", message.isKnown ? "1" : "");
        badge.textContent = count === 0 ? "" : count > 99 ? "99+" : `${count}`;
        labels = [`${message.labels?.[0]}`, `${message.labels?.[1]}`];
        setTitle(isOpen ? "" : `${message.title}`);
        emit("unread", count);
        break;
      }
      case "preview":
        preview = Number(message.height) || 0;
        break;
      case "open":
        return show("hand");
      case "hide":
        kept(widget, "hidden", "1");
        return hide();
      case "close":
        return hide();
      case "identity":
        return send({ type: "identity", token: await identity() });
    }
    paint();
  }

  function onMessage({ data, origin: from, source }: MessageEvent): void {
    if (from !== origin || !frame || source !== frame.contentWindow) return;
    const message = fromPanel(data);
    if (message) void hear(message);
  }

  function onAddress(): void {
    setTimeout(() => send({ type: "page", page: pageFacts() }), TITLE_DELAY);
  }

  /** On a phone the keyboard leaves little room, and the button would cover the field. */
  function onFocus({ target }: Event): void {
    button.style.display = phone.matches && target instanceof Element && target.matches(FIELDS) ? "none" : "";
  }

  const onBlur = () => void (button.style.display = "");

  /** To add a listener twice changes nothing. Nothing of the page is patched: where the browser tells no new address, `update()` does. */
  function listen(change: "addEventListener" | "removeEventListener"): void {
    window[change]("message", onMessage as EventListener);
    window[change]("popstate", onAddress);
    (window as { navigation?: EventTarget }).navigation?.[change]("currententrychange", onAddress);
    window[change]("focusin", onFocus);
    window[change]("focusout", onBlur);
    seen?.[change]("resize", paint);
    seen?.[change]("scroll", paint);
    phone[change]("change", paint);
  }

  function end(): void {
    listen("removeEventListener");
    setTitle("");
    frame?.remove();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
    badge.textContent = "";
    base.remove();
  }

  function change(options: Partial<Base["options"]> = {}): void {
    Object.assign(base.options, options);
    if (base.language() !== language) {
      language = base.language();
      labels = [base.label("openChat"), base.label("closeChat")];
      load();
    } else paint();
    if (options.identity) void identity().then((token) => send({ type: "identity", token }));
    onAddress();
  }

  function forget(): void {
    kept(widget, "known", "");
    hide();
    send({ type: "forget" });
    button.hidden = true;
    setTimeout(end, FORGET_TIME);
  }

  base.returned = () => {
    // `document.write` has removed the listeners, and a frame that was taken out of the page loads again.
    isReady = false;
    listen("addEventListener");
  };
  listen("addEventListener");
  load();
  if (kept(widget, "open") && !phone.matches) show("script");

  return (call) => {
    switch (call[0]) {
      case "click":
        return isOpen ? hide() : show("hand");
      case "open":
        return show("script", call[1]);
      case "close":
        return hide();
      case "boot":
      case "update":
        return change(call[1]);
      case "shutdown":
        return forget();
      case "on":
        // The button's part keeps the listeners.
        return undefined;
    }
  };
};
