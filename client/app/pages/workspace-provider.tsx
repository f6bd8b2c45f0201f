import {
  createContext,
  createMemo,
  createResource,
  createSignal,
  useContext,
  type Accessor,
  type ParentProps,
} from "solid-js";
import { paths, type Agent, type Me, type OrganizationSummary, type Person } from "../../../shared/api.ts";
import { isAgentId, type OrganizationId, type RoomId, type UserId } from "../../../shared/ids.ts";
import type {
  InboxEntry,
  InboxTotals,
  Preferences,
  Presence,
  SavedMessage,
} from "../../../shared/protocol/frames.ts";
import type { Drafts, DraftStorage } from "../../sdk/drafts/types.ts";
import type { Client, ConnectionState, Inbox } from "../../sdk/types.ts";
import type { ViewCache } from "../../sdk/view-cache.ts";
import { call } from "../../parts/lib/http.ts";
import { createDocumentNews } from "../knowledge/document-news.ts";
import { createPeopleHere, type PeopleHere } from "../../parts/contexts/create-people-here.ts";
import { directPeers, samePeople } from "../../parts/people/direct-peers.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { createBrowserClient } from "../../parts/contexts/create-browser-client.ts";
import { createBrowserDrafts } from "../../parts/contexts/create-browser-drafts.ts";
import { createFileUploads, type FileUploads } from "../../parts/uploads/create-file-uploads.ts";
import { createInbox } from "../../parts/contexts/create-inbox.ts";
import { createTriage, type Triage } from "../../parts/contexts/create-triage.ts";

export interface Workspace {
  me: Accessor<Me>;
  organization: Accessor<OrganizationSummary>;
  client: Client;
  storage: DraftStorage;
  drafts: Promise<Drafts>;
  uploads: FileUploads;
  /** The beginning of unsent words, by room. */
  draftMarks: Accessor<ReadonlyMap<RoomId, string>>;
  inbox: Inbox;
  /** Newest first; null until the inbox has said something. */
  entries: Accessor<readonly InboxEntry[] | null>;
  totals: Accessor<InboxTotals | null>;
  saved: Accessor<readonly SavedMessage[]>;
  /** What is set for all rooms; null until the inbox has said it. */
  preferences: Accessor<Preferences | null>;
  /** The server's clock, milliseconds. */
  serverNow: () => number;
  triage: Triage;
  connection: Accessor<ConnectionState>;
  people: Accessor<readonly Person[] | undefined>;
  refreshPeople: () => void;
  /** The organization's AI members. */
  agents: Accessor<readonly Agent[] | undefined>;
  refreshAgents: () => void;
  /** An agent's emoji; undefined for a person. */
  faceOf: (user: string) => string | undefined;
  /** Presence over all rooms, of those who are watched. */
  here: PeopleHere;
  /** What is known of them together with what the open room knows about who is in it. */
  presence: Accessor<ReadonlyMap<UserId, Presence>>;
  setPresence: (presence: ReadonlyMap<UserId, Presence>) => void;
}

/** What this device keeps. */
export interface Kept {
  storage: DraftStorage;
  views: ViewCache;
}

/** Of an agent that is not known yet, or no more. */
const NO_FACE = "✨";

const WorkspaceContext = createContext<Workspace>();

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("useWorkspace needs a WorkspaceProvider above it");
  return workspace;
}

/** One organization's client, for as long as this is mounted with one `organization`. */
export function WorkspaceProvider(
  props: ParentProps<{ me: Accessor<Me>; organization: OrganizationId; kept: Kept }>,
) {
  const workspace = createWorkspace(props.me, props.organization, props.kept);
  return <WorkspaceContext.Provider value={workspace}>{props.children}</WorkspaceContext.Provider>;
}

function createWorkspace(me: Accessor<Me>, id: OrganizationId, kept: Kept): Workspace {
  const { storage } = kept;
  const session = useSession();
  const client = createBrowserClient(id, me().user.id, kept);
  const inbox = createInbox(client, (code) => {
    // 4401 is the end of the session; 4403 means that the organization is no longer theirs, which /api/me tells.
    if (code === 4401) session.end();
    else if (code === 4403 || code === 4404) void session.refresh();
  });
  createDocumentNews(inbox.inbox);
  const [people, { refetch }] = createResource(() =>
    call<Person[]>("GET", paths.people(id)).catch(() => undefined),
  );
  const [agents, { refetch: refetchAgents }] = createResource(() =>
    call<Agent[]>("GET", paths.agents(id)).catch(() => undefined),
  );
  const faces = createMemo(
    () => new Map((agents.latest ?? []).map((agent) => [String(agent.id), agent.face])),
  );
  const here = createPeopleHere(client);
  const peers = createMemo(() => directPeers(inbox.entries()), [], { equals: samePeople });
  here.watch(peers);
  const [inRoom, setPresence] = createSignal<ReadonlyMap<UserId, Presence>>(new Map());
  const presence = createMemo(() => {
    const active = [...inRoom()].filter(([, state]) => state === "active");
    return new Map([...inRoom(), ...here.states(), ...active]);
  });
  const organization = createMemo((before: OrganizationSummary | undefined) => {
    const now = me().organizations.find((one) => one.id === id) ?? before;
    if (!now) throw new Error("a workspace is only made for an organization of this person");
    return now;
  }, undefined);
  const drafts = createBrowserDrafts(client, storage);
  return {
    me,
    organization,
    client,
    storage,
    drafts,
    uploads: createFileUploads(id, drafts),
    draftMarks: inbox.drafts,
    inbox: inbox.inbox,
    entries: inbox.entries,
    totals: inbox.totals,
    saved: inbox.saved,
    preferences: inbox.preferences,
    serverNow: inbox.serverNow,
    triage: createTriage(inbox.inbox, inbox.serverNow),
    connection: inbox.connection,
    people: () => people.latest,
    refreshPeople: () => void refetch(),
    agents: () => agents.latest,
    refreshAgents: () => void refetchAgents(),
    faceOf: (user) => (isAgentId(user) ? (faces().get(user) ?? NO_FACE) : undefined),
    here,
    presence,
    setPresence,
  };
}
