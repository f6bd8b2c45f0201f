/** A person's presence across all rooms. It is sent only to people who watch this person, through their own inboxes. */
import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import { ACTIVE_EVERY, WATCH_SWEEP, WATCH_WINDOW } from "../../../shared/limits.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type {
  Here,
  InboxServerFrame,
  PersonStatus,
  Ref,
  SetStatus,
  Watch,
} from "../../../shared/protocol/frames.ts";
import { openDirectory } from "../../directory/directory.ts";
import { noteActive } from "../../directory/memberships.ts";
import { findPeople } from "../../directory/people.ts";
import { inboxStub } from "../../bindings/object-stubs.ts";
import type { Env } from "../../bindings/env.ts";
import { forgetPresence, graceEnd, noteSeen, setStatus, statusOf } from "../../rules/inbox/presence.ts";
import {
  addWatcher,
  dropAllWatching,
  dropWatched,
  keepWatched,
  removeWatcher,
  setWatched,
  socketsWatching,
  watchersOf,
} from "../../rules/inbox/watched-people.ts";
import { leaseLapsed } from "../../rules/room/presence.ts";
import type { InboxTask } from "../../rules/inbox/tasks.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { type Connections, type OpenSocket, trySend } from "../../sockets/connections.ts";
import { ownerOf } from "../../bindings/inbox-name.ts";

/** Maximum number of other inboxes that are called at the same time. */
const CALL_TOGETHER = 32;

export interface InboxPresencePort {
  env: Env;
  store: SqlStore;
  connections: Connections;
  /** The name of this inbox. */
  name: () => string;
  /** When the platform last answered a ping of this socket; null if it never did. */
  lastPong: (socket: OpenSocket) => Date | null;
  /** Schedules a task at this time (server clock, milliseconds). */
  later: (task: InboxTask, due: number) => void;
}

export class InboxPresence {
  readonly #port: InboxPresencePort;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** The presence that was last sent to watchers; null after hibernation, which clears it. */
  #told: string | null = null;

  /** When the directory last heard of the person's activity, as far as this instance knows. */
  #notedAt = 0;

  readonly #latestWatch = new WeakMap<OpenSocket, Watch>();

  constructor(port: InboxPresencePort) {
    this.#port = port;
  }

  /** Restores the state after hibernation, once the open sockets are known again. */
  woke(): void {
    keepWatched(
      this.#port.store,
      [...this.#port.connections.all()].map(({ id }) => id),
    );
  }

  // ---- this person's devices

  /** A device has sent `hello`. */
  came(socket: OpenSocket): void {
    noteSeen(this.#port.store, Date.now());
    trySend(socket, encode({ type: "people", people: [this.#status(Date.now())] }));
    this.#changed();
    this.#noteActive();
  }

  gone({ id, state }: OpenSocket): void {
    dropWatched(this.#port.store, id);
    if (state.device === null) return;
    noteSeen(this.#port.store, Date.now());
    this.#changed();
    this.#noteActive();
  }

  /** For the list of the organization's people. A device that stays open tells it when its person becomes idle, or comes back. */
  #noteActive(): void {
    const now = Date.now();
    if (now - this.#notedAt < ACTIVE_EVERY) return;
    this.#notedAt = now;
    noteActive(openDirectory(this.#port.env.DB), this.#self(), now).catch((error: unknown) =>
      console.error("activity was not noted", error),
    );
  }

  here(socket: OpenSocket, { ref, state }: Here): void {
    this.#port.connections.update(socket, { activity: state });
    this.#changed();
    this.#noteActive();
    answerOk(socket, ref);
  }

  setStatus(socket: OpenSocket, { ref, type: _type, ...change }: SetStatus): void {
    if (!setStatus(this.#port.store, change, Date.now())) {
      const message = "That is no status.";
      return trySend(socket, encode({ type: "error", ref, code: "bad_type", message }));
    }
    void this.#tell();
    answerOk(socket, ref);
  }

  async watch(socket: OpenSocket, frame: Watch): Promise<void> {
    const { ref, people } = frame;
    this.#latestWatch.set(socket, frame);
    const { env, store, connections } = this.#port;
    const { organization, user: self } = this.#self();
    const others = [...new Set(people)].filter((user) => user !== self);
    // Checks the directory first, so that no inbox object is created for people who do not exist.
    const known = others.length === 0 ? [] : await findPeople(openDirectory(env.DB), organization, others);
    if (connections.get(socket.id) === undefined) return;
    // A newer `watch` of this socket was processed meanwhile. The newer one counts.
    if (this.#latestWatch.get(socket) !== frame) return answerOk(socket, ref);
    setWatched(
      store,
      socket.id,
      known.map(({ user }) => user),
    );
    answerOk(socket, ref);
    await inGroups(known, async ({ user }) => {
      const person = await inboxStub(env, organization, user).watchPerson(self);
      if (connections.get(socket.id) === undefined) return;
      trySend(socket, encode({ type: "people", people: [person] }));
    });
  }

  // ---- called by other inboxes

  /** Adds a watcher from the same organization for a limited time. Returns this person's current status. */
  watchedBy(watcher: UserId): PersonStatus {
    const now = Date.now();
    addWatcher(this.#port.store, watcher, now);
    this.#lookLater(now);
    return this.#status(now);
  }

  /** Receives the status of a person whom this person watches. Returns whether this inbox still watches them. */
  hear(person: PersonStatus): boolean {
    const sockets = socketsWatching(this.#port.store, person.user).map((id) =>
      this.#port.connections.get(id),
    );
    const encoded = encode({ type: "people", people: [person] });
    for (const socket of sockets) {
      // A slow socket is skipped: its next `watch` request returns the current status.
      if (socket !== undefined && !socket.window.isHalfFull) trySend(socket, encoded);
    }
    return sockets.some((socket) => socket !== undefined);
  }

  /** The person has left the organization. */
  async left(): Promise<void> {
    const { store } = this.#port;
    const watchers = watchersOf(store, Date.now());
    forgetPresence(store);
    dropAllWatching(store);
    await this.#callAll(watchers, { user: this.#self().user, at: Date.now(), state: "offline" });
  }

  /** Runs the task `look`. Returns the time of the next check; null if nobody watches this person. */
  look(now: number): number | null {
    const { connections, lastPong, store } = this.#port;
    if (watchersOf(store, now).length > 0) {
      for (const socket of [...connections.all()]) {
        const lastHeard = Math.max(socket.lastFrameAt, lastPong(socket)?.getTime() ?? 0);
        if (leaseLapsed(lastHeard, now)) {
          connections.close(socket, CLOSE.tooSlow, "Nothing was heard from this device.");
        }
      }
      void this.#tell();
    }
    return this.#nextLook(now);
  }

  #nextLook(now: number): number | null {
    const { connections, store } = this.#port;
    if (watchersOf(store, now).length === 0) return null;
    return connections.isEmpty() ? graceEnd(store, now) : now + WATCH_SWEEP;
  }

  // ---- sending

  #changed(): void {
    this.#timer ??= setTimeout(() => {
      void this.#tell();
      this.#lookLater(Date.now());
    }, WATCH_WINDOW);
  }

  async #tell(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const now = Date.now();
    const person = this.#status(now);
    const { at: _at, ...news } = person;
    const told = JSON.stringify(news);
    if (told === this.#told) return;
    this.#told = told;
    this.#port.connections.broadcast(encode({ type: "people", people: [person] }));
    await this.#callAll(watchersOf(this.#port.store, now), person);
  }

  /** If a watcher's inbox cannot be reached, its lease expires, and it gets the status when it asks again. */
  async #callAll(watchers: readonly UserId[], person: PersonStatus): Promise<void> {
    const { organization } = this.#self();
    const { env, store } = this.#port;
    await inGroups(watchers, async (watcher) => {
      const stillWatches = await inboxStub(env, organization, watcher).hearPerson(person);
      if (!stillWatches) removeWatcher(store, watcher);
    });
  }

  #lookLater(now: number): void {
    const next = this.#nextLook(now);
    if (next !== null) this.#port.later({ task: "look" }, next);
  }

  #status(now: number): PersonStatus {
    return statusOf(this.#port.store, this.#self().user, this.#activities(), now);
  }

  *#activities() {
    for (const { state } of this.#port.connections.all()) if (state.device !== null) yield state.activity;
  }

  #self(): { organization: OrganizationId; user: UserId } {
    return ownerOf(this.#port.name());
  }
}

/** Runs the work in groups. A failure does not affect the other items. */
async function inGroups<Each>(all: readonly Each[], work: (one: Each) => Promise<void>): Promise<void> {
  for (let i = 0; i < all.length; i += CALL_TOGETHER) {
    const done = await Promise.allSettled(all.slice(i, i + CALL_TOGETHER).map(work));
    for (const each of done) if (each.status === "rejected") console.error("presence", each.reason);
  }
}

function answerOk(socket: OpenSocket, ref: Ref): void {
  trySend(socket, encode({ type: "ok", ref }));
}

function encode(frame: InboxServerFrame): string {
  return JSON.stringify(frame);
}
