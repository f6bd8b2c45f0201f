// First: what follows takes its words in the language that this says.
import { panelLanguage } from "./start-language.ts";
import "./tokens.css";
import "./panel.css";
import "./title-row.css";
import "./who.css";
import "./controls.css";
import "./home.css";
import "./devices.css";
import "./composer.css";
import { Show } from "solid-js";
import { render } from "solid-js/web";
import { isWidgetId } from "../../../shared/ids.ts";
import type { WidgetConfig } from "../../../shared/widget.ts";
import type { OutboxStorage } from "../../sdk/types.ts";
import { replaceTexts, wordsLoaded } from "../../words/catalogue.ts";
import { t } from "../../words/widget.ts";
import { createApi } from "./api.ts";
import { paint } from "./paint.ts";
import { openHostPage } from "./host-page.ts";
import { createPanel, PanelProvider, type Panel } from "./panel.ts";
import { PanelView } from "./panel-view.tsx";
import { previewDraft } from "./preview-draft.ts";
import { openStore } from "./store.ts";
import type { ToPanel } from "../messages.ts";

/** `/widget/wid_…`, or `/widget/wid_…/chat` where it is a page of its own. */
const widget = location.pathname.split("/")[2];
const root = document.getElementById("panel");

/** Messages of the page that came before the panel was ready for them. */
const early: ToPanel[] = [];
let take = (message: ToPanel): void => void early.push(message);
const host = openHostPage((message) => take(message));

if (root !== null && isWidgetId(widget)) {
  const store = openStore(widget);
  const api = createApi(widget, store);
  Promise.all([api.call<WidgetConfig>("GET", ""), wordsLoaded()]).then(
    ([config]) => {
      replaceTexts(config.texts[panelLanguage] ?? {});
      paint(config.look);
      render(() => {
        const panel = createPanel({ widget, config, api, store, host, openStorage });
        take = (message) => hear(panel, message);
        early.forEach(take);
        return (
          <PanelProvider value={panel}>
            {/* Texts are read once, so the view is made anew for other ones. */}
            <Show when={panel.config} keyed>
              <PanelView />
            </Show>
          </PanelProvider>
        );
      }, root);
      host.send({ type: "ready" });
    },
    () => {
      root.className = "failed";
      root.textContent = t("cannotOpen");
    },
  );
}

function hear(panel: Panel, message: ToPanel): void {
  switch (message.type) {
    case "start":
      panel.setPage(message.page);
      void panel.identify(message.identity).then(() => panel.setOpen(message.isOpen));
      return;
    case "open":
      return panel.openBy(message.by, message.text);
    case "close":
      return void panel.setOpen(false);
    case "page":
      return panel.setPage(message.page);
    case "identity":
      return void panel.identify(message.token);
    case "forget":
      return void panel.forget();
    case "draft":
      if (host.origin() === location.origin) void previewDraft(panel, message);
      return;
  }
}

async function openStorage(name: string): Promise<OutboxStorage> {
  const { openOutboxStorage } = await import("./lazy/outbox-storage.ts");
  return openOutboxStorage(name);
}
