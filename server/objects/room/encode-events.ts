import { MAX_EVENTS_FRAME_BYTES } from "../../../shared/limits.ts";
import type { RoomEvent } from "../../../shared/protocol/events.ts";

/** Encodes events into `events` frames. Each event is encoded once, and no frame is much larger than MAX_EVENTS_FRAME_BYTES. */
export function encodeEvents(events: readonly RoomEvent[]): string[] {
  const frames: string[] = [];
  let batch: string[] = [];
  let size = 0;
  const close = (): void => {
    if (batch.length > 0) frames.push(`{"type":"events","events":[${batch.join(",")}]}`);
    batch = [];
    size = 0;
  };
  for (const event of events) {
    const encoded = JSON.stringify(event);
    if (size + encoded.length > MAX_EVENTS_FRAME_BYTES) close();
    batch.push(encoded);
    size += encoded.length;
  }
  close();
  return frames;
}
