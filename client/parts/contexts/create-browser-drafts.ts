import { onCleanup } from "solid-js";
import type { Drafts, DraftStorage } from "../../sdk/drafts/types.ts";
import type { Client } from "../../sdk/types.ts";
import { saveOnHide } from "../lib/save-on-hide.ts";

/** The drafts of the signed-in person. They are loaded after the first screen, because they need yjs. They close with their owner. */
export function createBrowserDrafts(client: Client, storage: DraftStorage): Promise<Drafts> {
  let isOver = false;
  const drafts = import("../../sdk/drafts/index.ts").then(({ createDrafts }) => {
    const made = createDrafts(client.inbox(), storage);
    if (isOver) made.close();
    return made;
  });
  saveOnHide(() => void drafts.then((all) => all.keep()));
  onCleanup(() => {
    isOver = true;
    void drafts.then((all) => all.close());
  });
  return drafts;
}
