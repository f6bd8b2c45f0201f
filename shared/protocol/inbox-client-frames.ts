/** Client -> inbox. */
import type { Hello } from "./client-frames.ts";
import type { DraftOpen, DraftUpdate } from "./draft-frames.ts";

/** The first is `hello`, with since and epoch null; everything after it is answered by `ok` or `error`. */
export type InboxClientFrame = Hello | DraftOpen | DraftUpdate;
