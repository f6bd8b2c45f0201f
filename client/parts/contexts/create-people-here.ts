import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";
import type { UserId } from "../../../shared/ids.ts";
import type { PersonPresence, PersonStatus, Presence } from "../../../shared/protocol/frames.ts";
import { asOf, createPeople, type StatusChange } from "../../sdk/people/index.ts";
import type { Client } from "../../sdk/types.ts";
import { now } from "../lib/now.ts";
import { createActivity } from "../lib/create-activity.ts";

export interface PeopleHere {
  /** The status of a watched person; undefined until the server has sent it. */
  of: (user: UserId) => PersonStatus | undefined;
  /** The presence of all people whose status is known. */
  states: Accessor<ReadonlyMap<UserId, Presence>>;
  /** Combines both sources. If the open room says that a person is active, that is newer, because the room sees it directly. */
  best: (user: UserId, inRoom: PersonPresence | undefined) => PersonPresence | undefined;
  /** Watches these people for as long as its owner lives. */
  watch: (people: () => readonly UserId[]) => void;
  setStatus: (change: StatusChange) => Promise<void>;
  /** The server clock, ms. */
  serverNow: () => number;
}

/** Presence over all rooms as signals. It closes with its owner. */
export function createPeopleHere(client: Client): PeopleHere {
  const inbox = client.inbox();
  const people = createPeople(inbox);
  const [known, setKnown] = createSignal(people.known);
  const stop = people.subscribe(() => setKnown(() => people.known));
  onCleanup(() => {
    stop();
    people.close();
  });
  const activity = createActivity();
  createEffect(() => people.setActivity(activity()));

  const of = (user: UserId): PersonStatus | undefined => {
    // Read so that a status that has expired disappears within a minute.
    now();
    const person = known().get(user);
    return person && asOf(person, inbox.now());
  };
  return {
    of,
    states: () => new Map([...known().values()].map(({ user, state }) => [user, state])),
    best: (user, inRoom) => (inRoom?.state === "active" ? inRoom : (of(user) ?? inRoom)),
    watch: (wanted) => createEffect(() => onCleanup(people.watch(wanted()))),
    setStatus: (change) => people.setStatus(change),
    serverNow: () => inbox.now(),
  };
}
