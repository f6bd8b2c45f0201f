import type { OutboxStorage } from "../../../client/sdk/index.ts";
import { Listeners } from "../../../client/sdk/listeners.ts";
import { makeMemoryStorage } from "../../../client/sdk/storage/memory.ts";

/** One storage that several tabs have open, with or without Web Locks. */
export function makeSharedStorage({ locks = true } = {}): { tab(): OutboxStorage } {
  const memory = makeMemoryStorage();
  const tabs = new Set<Listeners>();
  let held = Promise.resolve();

  return {
    tab() {
      const listeners = new Listeners();
      tabs.add(listeners);
      const tellOthers = () => {
        for (const tab of tabs) if (tab !== listeners) queueMicrotask(() => tab.notify());
      };
      return {
        list: memory.list,
        rooms: memory.rooms,
        put: (entry) => memory.put(entry).then(tellOthers),
        remove: (room, id) => memory.remove(room, id).then(tellOthers),
        onChange: (_room, listener) => listeners.add(listener),
        asOnlyWriter(_room, signal, work) {
          if (!locks) return work();
          const turn = held.then(() => (signal.aborted ? undefined : work()));
          held = turn;
          return turn;
        },
      };
    },
  };
}
