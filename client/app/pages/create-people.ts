import { createMemo, createResource, createSignal, type Accessor } from "solid-js";
import { paths, type Agent, type MemberHandle, type Person } from "../../../shared/api.ts";
import { accountPaths } from "../../../shared/account.ts";
import { isAgentId, isMemberId, isUserId, type UserId } from "../../../shared/ids.ts";
import type { InboxEntry, Presence } from "../../../shared/protocol/frames.ts";
import type { ClientContext } from "../../parts/contexts/client-context.ts";
import { createPeopleHere } from "../../parts/contexts/create-people-here.ts";
import { standardFace, type PeopleContext } from "../../parts/contexts/people-context.ts";
import { addressForMe, call } from "../../parts/lib/http.ts";
import { directPeers, samePeople } from "../../parts/people/direct-peers.ts";

/** Loads everyone in the organization, and watches the presence of people with whom this person has a direct conversation. */
export function createPeople(
  { client, organization }: ClientContext,
  entries: Accessor<readonly InboxEntry[] | null>,
): PeopleContext {
  const [people, { refetch: refreshPeople }] = createResource(() =>
    call<Person[]>("GET", paths.people(organization)).catch(() => undefined),
  );
  const [agents, { refetch: refreshAgents }] = createResource(() =>
    call<Agent[]>("GET", paths.agents(organization)).catch(() => undefined),
  );
  const faces = createMemo(
    () => new Map((agents.latest ?? []).map((agent) => [String(agent.id), agent.face])),
  );
  const [handles, { refetch: refreshHandles }] = createResource(() =>
    call<MemberHandle[]>("GET", paths.handles(organization)).catch(() => undefined),
  );
  const told = createMemo(() => new Map((handles.latest ?? []).map((one) => [String(one.id), one])));
  /** Members who were not in the list: it is asked for once, because they may have joined since. */
  const askedFor = new Set<string>();
  function toldOf(user: string): MemberHandle | undefined {
    const known = told().get(user);
    if (known === undefined && isMemberId(user) && handles.latest && !askedFor.has(user)) {
      askedFor.add(user);
      // Not while an effect runs that reads the list.
      queueMicrotask(() => void refreshHandles());
    }
    return known;
  }
  const here = createPeopleHere(client);
  const peers = createMemo(() => directPeers(entries()), [], { equals: samePeople });
  here.watch(peers);
  const [inRoom, setRoomPresence] = createSignal<ReadonlyMap<UserId, Presence>>(new Map());
  const presence = createMemo(() => {
    const active = [...inRoom()].filter(([, state]) => state === "active");
    return new Map([...inRoom(), ...here.states(), ...active]);
  });
  return {
    people: () => people.latest,
    refreshPeople: () => {
      void refreshPeople();
      void refreshHandles();
    },
    agents: () => agents.latest,
    refreshAgents: () => void refreshAgents(),
    faceOf: (user) => (isAgentId(user) ? (faces().get(user) ?? standardFace(user)) : undefined),
    isBot: (user) => !!toldOf(user)?.isService,
    pictureOf: (user) => {
      const version = told().get(user)?.picture;
      return version === undefined || !isUserId(user)
        ? undefined
        : addressForMe(accountPaths.pictureOf(organization, user, version));
    },
    handleOf: (user) => toldOf(user)?.handle,
    tellApart: (user) => {
      const known = toldOf(user);
      return known?.sharesName ? known.handle : undefined;
    },
    here,
    presence,
    setRoomPresence,
  };
}
