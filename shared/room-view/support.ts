/** Applies events to who answers the visitor. Rooms of other kinds have no such state. */
import type { SupportClosed, SupportRated, SupportReopened, SupportRequested } from "../protocol/events.ts";
import { type QueueFrame, type SupportFacts, supportOf } from "../support.ts";
import type { RoomView } from "./view.ts";

export function withRequest(view: RoomView, { at }: SupportRequested): RoomView {
  return changed({ ...view, takeover: null }, { requestedAt: at });
}

export function withoutRequest(view: RoomView): RoomView {
  return changed(view, { requestedAt: null });
}

export function withTakeover(view: RoomView, takeover: RoomView["takeover"]): RoomView {
  return changed({ ...view, takeover }, { requestedAt: null });
}

export function withClosing(view: RoomView, { at, by, servedBy }: SupportClosed): RoomView {
  return changed(
    { ...view, takeover: null },
    { requestedAt: null, closedAt: at, closedBy: by, servedBy: servedBy ?? null },
  );
}

export function withRating(view: RoomView, { at, step, comment, of, isChanged }: SupportRated): RoomView {
  const rating = { step, of, at, ...(comment !== undefined && { comment }), ...(isChanged && { isChanged }) };
  return changed(view, { rating });
}

export function withReopening(view: RoomView, { at, waits }: SupportReopened): RoomView {
  return changed(view, { requestedAt: waits ? at : null, closedAt: null, closedBy: null, servedBy: null });
}

/** A frame that comes after the waiting has ended is late. */
export function applyQueue(view: RoomView, { place, minutes }: QueueFrame): RoomView {
  return view.support?.state === "waiting" ? { ...view, line: { place, minutes } } : view;
}

function changed(view: RoomView, facts: Partial<Omit<SupportFacts, "takeover">>): RoomView {
  if (view.support === undefined) return view;
  const {
    requestedAt = null,
    closedAt = null,
    closedBy = null,
    servedBy = null,
    rating = null,
  } = view.support;
  const known = { requestedAt, closedAt, closedBy, servedBy, rating, takeover: view.takeover };
  const support = supportOf({ ...known, ...facts });
  if (support.state === "waiting") return { ...view, support };
  const { line: _, ...rest } = view;
  return { ...rest, support };
}
