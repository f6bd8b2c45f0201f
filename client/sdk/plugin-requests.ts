import type { InboxServerFrame } from "../../shared/protocol/inbox-frames.ts";
import type { InboxClientFrame } from "../../shared/protocol/inbox-client-frames.ts";
import type { Ref } from "../../shared/protocol/ref.ts";
import type { InboxPort } from "./inbox-channel.ts";
import { Requests, type WithoutRef } from "./requests.ts";

type Given = Extract<InboxServerFrame, { ref: Ref }>;

/** Requests of a feature that shares the inbox's socket. What was not answered is sent again on the next connection. */
export class PluginRequests<Asked extends WithoutRef<Exclude<InboxClientFrame, { type: "hello" | "ack" }>>> {
  #requests: Requests<Asked, Given> | null = null;

  attached(port: InboxPort): void {
    this.#requests = new Requests({
      nextRef: () => port.nextRef(),
      send: (frame) => port.send(frame as InboxClientFrame),
    });
  }

  ask(request: Asked, take?: (answer: Given) => void): Promise<Given> {
    if (this.#requests === null) throw new Error("the inbox attaches a plugin at once");
    return this.#requests.ask(request, take);
  }

  received(frame: InboxServerFrame): void {
    if ("ref" in frame && frame.ref !== undefined) this.#requests?.answered(frame as Given);
  }

  connected(): void {
    this.#requests?.connected();
  }

  disconnected(): void {
    this.#requests?.disconnected();
  }

  stopped(code: number): void {
    this.#requests?.stopped(code);
  }
}
