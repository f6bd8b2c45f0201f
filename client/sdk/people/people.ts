/** Presence of people in the organization, for those that a component watches. Shares the inbox's socket. */
import { isAgentId, type UserId } from "../../../shared/ids.ts";
import { MAX_WATCHED, WATCH_RENEWAL } from "../../../shared/limits.ts";
import { isTransient } from "../../../shared/protocol/codes.ts";
import type {
  Activity,
  ErrorFrame,
  InboxServerFrame,
  Ok,
  PersonStatus,
  Ref,
  SetStatus,
} from "../../../shared/protocol/frames.ts";
import type { InboxChannel, InboxPlugin } from "../inbox-channel.ts";
import { Listeners } from "../listeners.ts";
import { ParleyError } from "../parley-error.ts";
import { Timer } from "../timer.ts";
import type { Inbox } from "../types.ts";
import type { People, StatusChange } from "./types.ts";

/** Delay of watch requests, ms. A scrolled list watches new people with each row, so requests are joined. */
export const WATCH_JOIN = 150;
const DEFAULT_RETRY = 1_000;

/**
 * Presence of people over all rooms, on the inbox's socket.
 *
 * @example
 * const people = createPeople(client.inbox());
 * const stop = people.watch([grace]);
 * people.subscribe(() => console.log(people.known.get(grace)?.state));
 */
export function createPeople(inbox: Inbox): People {
  return new WatchedPeople(inbox);
}

class WatchedPeople implements People, InboxPlugin {
  readonly #listeners = new Listeners();
  readonly #wanted = new Set<readonly UserId[]>();
  readonly #detach: () => void;
  readonly #ask = new Timer();
  readonly #open = new Map<Ref, { resolve: () => void; reject: (error: ParleyError) => void }>();
  #known: ReadonlyMap<UserId, PersonStatus> = new Map();
  #channel: InboxChannel | null = null;
  #asked: Ref | null = null;
  #activity: Activity | null = null;

  constructor(inbox: Inbox) {
    this.#detach = inbox.attach(this);
  }

  get known(): ReadonlyMap<UserId, PersonStatus> {
    return this.#known;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  watch(people: readonly UserId[]): () => void {
    // A copy, because the same list may be watched twice. Agents have no presence.
    const wanted = people.filter((user) => !isAgentId(user));
    this.#wanted.add(wanted);
    this.#askIn(WATCH_JOIN);
    return () => {
      this.#wanted.delete(wanted);
      this.#askIn(WATCH_JOIN);
    };
  }

  setActivity(state: Activity): void {
    if (state === this.#activity) return;
    this.#activity = state;
    this.#channel?.send({ type: "here", state });
  }

  setStatus(change: StatusChange): Promise<void> {
    const frame: Omit<SetStatus, "ref"> = { type: "status", ...change };
    const ref = this.#channel?.send(frame) ?? null;
    if (ref === null) return Promise.reject(unanswered());
    return new Promise((resolve, reject) => this.#open.set(ref, { resolve, reject }));
  }

  close(): void {
    this.#detach();
    this.#ask.stop();
  }

  // ---- the inbox's socket

  connected(channel: InboxChannel): void {
    this.#channel = channel;
    // A device counts as active until it reports otherwise.
    if (this.#activity === "idle") channel.send({ type: "here", state: "idle" });
    this.#askNow();
  }

  disconnected(): void {
    this.#channel = null;
    this.#asked = null;
    this.#ask.stop();
    for (const { reject } of this.#open.values()) reject(unanswered());
    this.#open.clear();
  }

  received(frame: InboxServerFrame): void {
    if (frame.type === "people") this.#take(frame.people);
    else if (frame.type === "ok" || frame.type === "error") this.#answered(frame);
  }

  #take(people: readonly PersonStatus[]): void {
    const known = new Map(this.#known);
    for (const person of people) {
      // Answers and updates arrive on two paths: the older state is ignored.
      if (person.at >= (known.get(person.user)?.at ?? 0)) known.set(person.user, person);
    }
    this.#known = known;
    this.#listeners.notify();
  }

  #answered(frame: Ok | ErrorFrame): void {
    if (frame.ref === undefined) return;
    if (frame.ref === this.#asked) return this.#wasAsked(frame);
    const open = this.#open.get(frame.ref);
    if (open === undefined) return;
    this.#open.delete(frame.ref);
    if (frame.type === "ok") open.resolve();
    else open.reject(new ParleyError(frame.code, frame.message, frame.retryAfter));
  }

  // ---- requests

  #wasAsked(frame: Ok | ErrorFrame): void {
    this.#asked = null;
    if (frame.type === "error" && isTransient(frame.code)) this.#askIn(frame.retryAfter ?? DEFAULT_RETRY);
  }

  #askIn(milliseconds: number): void {
    if (this.#channel !== null) this.#ask.start(milliseconds, () => this.#askNow());
  }

  #askNow(): void {
    const people = [...new Set([...this.#wanted].flat())].slice(0, MAX_WATCHED);
    this.#asked = this.#channel?.send({ type: "watch", people }) ?? null;
    if (people.length > 0) this.#askIn(WATCH_RENEWAL);
  }
}

function unanswered(): ParleyError {
  return new ParleyError("unavailable", "There is no connection.");
}
