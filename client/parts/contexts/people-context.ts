import type { Accessor } from "solid-js";
import type { Agent, Person } from "../../../shared/api.ts";
import { isAgentId, type UserId } from "../../../shared/ids.ts";
import type { Presence } from "../../../shared/protocol/frames.ts";
import type { PeopleHere } from "./create-people-here.ts";
import { makeContext } from "./make-context.ts";

/** Everyone in the organization. A room can be used without it, because it knows its own members. */
export interface PeopleContext {
  people: Accessor<readonly Person[] | undefined>;
  refreshPeople: () => void;
  /** The AI members of the organization. */
  agents: Accessor<readonly Agent[] | undefined>;
  refreshAgents: () => void;
  /** An agent's emoji; undefined for a person. */
  faceOf: (user: string) => string | undefined;
  /** Whether it is a service account. */
  isBot: (user: string) => boolean;
  /** The address of a person's picture; undefined if there is none. */
  pictureOf: (user: string) => string | undefined;
  /** The member's handle, without the `@`; undefined until it is loaded. */
  handleOf: (user: string) => string | undefined;
  /** The same, but only if another member's name is equal or looks alike. */
  tellApart: (user: string) => string | undefined;
  /** Presence over all rooms, for the watched people. */
  here: PeopleHere;
  /** The same, combined with what the open room knows about its members. */
  presence: Accessor<ReadonlyMap<UserId, Presence>>;
  setRoomPresence: (presence: ReadonlyMap<UserId, Presence>) => void;
}

const context = makeContext<PeopleContext>("People");
export const { Provider: PeopleProvider, use: usePeople, find: findPeople } = context;

/** The emoji of an agent that is not loaded yet or no longer exists; undefined for a person. */
export const standardFace = (user: string): string | undefined => (isAgentId(user) ? "✨" : undefined);
