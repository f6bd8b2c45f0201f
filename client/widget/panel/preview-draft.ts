import { backoff } from "../../sdk/backoff.ts";
import { loadAgain } from "../../parts/lib/load-again.ts";
import type { ToPanel } from "../messages.ts";
import type { Panel } from "./panel.ts";

type Draft = Extract<ToPanel, { type: "draft" }>;

const MOST_TRIES = 20;
const load = loadAgain(() => import("./lazy/draft.ts"));
let newest: Draft | undefined;
let isLoading = false;

/** Shows the newest draft as soon as the code for it is there. A failure to load it is tried again after a pause. */
export async function previewDraft(panel: Panel, draft: Draft, failures = 0): Promise<void> {
  newest = draft;
  if (isLoading) return;
  isLoading = true;
  try {
    const { showDraft } = await load();
    showDraft(panel, newest);
  } catch (error) {
    if (failures === MOST_TRIES) throw error;
    setTimeout(() => void previewDraft(panel, newest ?? draft, failures + 1), backoff(failures, Math.random));
  } finally {
    isLoading = false;
  }
}
