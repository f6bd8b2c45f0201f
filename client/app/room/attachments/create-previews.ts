import { createSignal, onCleanup } from "solid-js";
import type { AttachmentId } from "../../../../shared/ids.ts";
import { mayBeShown } from "./may-be-shown.ts";

/** Addresses of images that this page uploads, so that they are seen before the room has them. */
export interface Previews {
  /** Null for what is no image, or one that is too large to be shown. */
  of: (id: AttachmentId) => string | null;
  add: (id: AttachmentId, file: Blob) => void;
  /** Forgets all others. */
  keep: (ids: readonly AttachmentId[]) => void;
}

export function createPreviews(): Previews {
  const [addresses, setAddresses] = createSignal<ReadonlyMap<AttachmentId, string>>(new Map());
  /** Also those that are still examined, and those that are not shown. */
  const known = new Set<AttachmentId>();

  async function examine(id: AttachmentId, file: Blob): Promise<void> {
    // A file that cannot be read is shown by its name, and its upload says why it failed.
    const isShown = await mayBeShown(file).catch(() => false);
    if (isShown && known.has(id)) setAddresses(new Map(addresses()).set(id, URL.createObjectURL(file)));
  }
  function keep(ids: readonly AttachmentId[]): void {
    for (const id of known) if (!ids.includes(id)) known.delete(id);
    const gone = [...addresses()].filter(([id]) => !known.has(id));
    if (gone.length === 0) return;
    for (const [, address] of gone) URL.revokeObjectURL(address);
    setAddresses(new Map([...addresses()].filter(([id]) => known.has(id))));
  }
  onCleanup(() => keep([]));
  return {
    of: (id) => addresses().get(id) ?? null,
    add: (id, file) => {
      if (known.has(id)) return;
      known.add(id);
      void examine(id, file);
    },
    keep,
  };
}
