import { nextOpening } from "../../../../shared/business-hours.ts";
import { replaceTexts } from "../../../words/catalogue.ts";
import type { ToPanel } from "../../messages.ts";
import { paint } from "../paint.ts";
import type { Panel } from "../panel.ts";
import { panelLanguage } from "../start-language.ts";

const COLOUR = /^#[0-9a-f]{6}$/i;

/** Shows a widget as it is being changed. A colour that is still being typed leaves the one before. */
export function showDraft(panel: Panel, { draft, isClosed }: Extract<ToPanel, { type: "draft" }>): void {
  const { config } = panel;
  const look = COLOUR.test(draft.look.colour) ? draft.look : { ...draft.look, colour: config.look.colour };
  replaceTexts(draft.texts[panelLanguage] ?? {});
  paint(look);
  panel.setConfig({ ...config, ...draft, look });
  if (!isClosed) return void panel.refresh();
  const opensAt = draft.hours === null ? null : nextOpening(draft.hours, panel.now());
  panel.setPeople({ here: 0, names: [], open: false, opensAt, closesAt: null, answerMinutes: null });
}
