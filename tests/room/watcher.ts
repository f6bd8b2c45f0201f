import { expect } from "vitest";
import { applyPart, applyStep, applyWelcome, type RoomView, withLive } from "../../shared/room-view.ts";
import { grace } from "../support/people.ts";
import type { Told } from "./play-steps.ts";
import { catchUpView, type TestRoom, viewFromArrival } from "./test-room.ts";

/** A person who watches the room over several connections, one after another. */
export class Watcher {
  view: RoomView;
  readonly #room: TestRoom;
  readonly #user = grace;

  constructor(room: TestRoom) {
    this.#room = room;
    this.view = viewFromArrival(room.hello(this.#user));
  }

  /** Reconnects with the last known seq. Repeating the request has the same result. */
  resume(times = 1): void {
    for (let n = 0; n < times; n++) {
      const { welcome, events } = this.#room.hello(this.#user, this.view.head, this.view.epoch);
      const caughtUp = catchUpView(applyWelcome(this.view, welcome) ?? this.view, events);
      this.view = withLive(caughtUp, welcome.live);
    }
  }

  hears(told: readonly Told[]): void {
    for (const each of told) {
      if (each.type === "publish") this.view = catchUpView(this.view, [each.event]);
      if (each.type === "step" || each.type === "reasoning") this.view = applyStep(this.view, each);
      if (each.type !== "part") continue;
      const { view, hole } = applyPart(this.view, each);
      expect(hole, "a hole").toBeNull();
      this.view = view;
    }
  }

  get text(): string {
    return this.view.messages.at(-1)?.text ?? "";
  }
}
