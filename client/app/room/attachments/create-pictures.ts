import { createMemo, createSignal, type Accessor } from "solid-js";
import { type Attachment, isImage } from "../../../../shared/attachments.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-attachments.ts";

/** The room's images in their order, and the one that is looked at. */
export interface Pictures {
  shown: Accessor<Attachment>;
  /** Such as "2 of 5"; with a plus where earlier messages are not loaded yet. Null for a single image. */
  count: Accessor<string | null>;
  hasPrevious: Accessor<boolean>;
  hasNext: Accessor<boolean>;
  /** Goes to the previous or the next one. Resolves when it is there. */
  step: (by: -1 | 1) => Promise<void>;
}

/** Pages of earlier messages that one step loads at most while it looks for an image. */
const MOST_PAGES = 10;

export function createPictures(first: Attachment): Pictures {
  const room = useRoom();
  const [shown, setShown] = createSignal(first);
  const [isLoading, setIsLoading] = createSignal(false);
  const all = createMemo(() =>
    room.messages().flatMap(({ attachments = [] }) => attachments.filter((file) => isImage(file))),
  );
  // The files of a held message are in no list: only those who decide on it see them.
  const at = () => all().findIndex(({ id }) => id === shown().id);
  const more = () => room.view().more;
  const isOnlyOne = () => at() < 0 || (all().length === 1 && !more());

  function show(by: -1 | 1): boolean {
    const next = all()[at() + by];
    if (next !== undefined) setShown(next);
    return next !== undefined;
  }
  async function step(by: -1 | 1): Promise<void> {
    if (isLoading() || at() < 0 || show(by) || by === 1) return;
    setIsLoading(true);
    await room.attempt(async () => {
      for (let page = 0; page < MOST_PAGES && more(); page++) {
        await room.room.loadOlder();
        if (show(-1)) return;
      }
    });
    setIsLoading(false);
  }
  return {
    shown,
    count: () =>
      isOnlyOne() ? null : t(more() ? "placeOfMore" : "place", { at: at() + 1, all: all().length }),
    hasPrevious: () => !isLoading() && (at() > 0 || (at() === 0 && more())),
    hasNext: () => at() >= 0 && at() < all().length - 1,
    step,
  };
}
