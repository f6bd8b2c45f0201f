/**
 * Made from the table of routes by `npm run api`: the types of `/api/v1`. A test compares this file with the table.
 */

declare const raw: unique symbol;
/** Stands for an answer that is no JSON: the client returns the response itself. */
export interface Raw {
  readonly [raw]: true;
}

export type AddMember = {
  user: string;
  role?: GivenRole;
};

export type Agent = {
  id: string;
  name: string;
  face: string;
  instructions: string;
  model: string;
  temperature: number;
  greeting: string;
  starters: string[];
  tools: string[] | null;
  libraries: string[] | null;
  memory: boolean;
  isDefault: boolean;
  /** Starts at 1 and increases by one with each change. */
  version: number;
  changedBy: string | null;
  changedAt: number | null;
};

export type AgentChange = {
  name?: string;
  face?: string;
  instructions?: string;
  model?: string;
  temperature?: number;
  greeting?: string;
  starters?: string[];
  tools?: string[] | null;
  libraries?: string[] | null;
  memory?: boolean;
  isDefault?: boolean;
  /** Starts at 1 and increases by one with each change. */
  version: number;
};

export type AgentState = {
  name: string;
  face: string;
  instructions: string;
  model: string;
  temperature: number;
  greeting: string;
  starters: string[];
  tools: string[] | null;
  libraries: string[] | null;
  memory: boolean;
  isDefault: boolean;
};

export type AgentTrial = {
  agent?: string;
  settings: NewAgent;
  before?: {
    question: string;
    answer: string;
  }[];
  question: string;
};

export type AgentUsage = {
  days: UsageDay[];
};

export type AgentVersion = {
  /** Starts at 1 and increases by one with each change. */
  version: number;
  at: number | null;
  by: VersionMaker | null;
  fields:
    | (
        | "name"
        | "face"
        | "greeting"
        | "starters"
        | "instructions"
        | "model"
        | "temperature"
        | "tools"
        | "libraries"
        | "memory"
        | "isDefault"
      )[]
    | null;
};

export type AgentVersionDetails = {
  /** Starts at 1 and increases by one with each change. */
  version: number;
  at: number | null;
  by: VersionMaker | null;
  fields:
    | (
        | "name"
        | "face"
        | "greeting"
        | "starters"
        | "instructions"
        | "model"
        | "temperature"
        | "tools"
        | "libraries"
        | "memory"
        | "isDefault"
      )[]
    | null;
  before: AgentState | null;
  after: AgentState;
};

export type AiBudget = {
  day: number | null;
  month: number | null;
};

export type AiSettings = {
  moderation: "off" | "flag" | "hold" | "block";
  budget: AiBudget;
  memory: boolean;
};

export type Answer = {
  turn: string;
  asker: string;
  prompts: number[];
  state: "running" | "waiting" | "completed" | "stopped" | "failed" | "refused" | "interrupted";
  attempt: number;
  reason?: TurnReason;
  stoppedBy?: string;
  /** Milliseconds since 1970. */
  endedAt?: number;
  hash?: string;
  length?: number;
  usage?: TurnUsage;
  citations?: Citation[];
  restricted?: true;
  steps?: StepSummary[];
  siblings?: number[];
  chosen?: number;
  read?: {
    documents: number;
    messages: number;
  };
  votes?: {
    good: string[];
    bad: string[];
  };
  followUps?: string[];
};

export type AskChat = {
  message: string;
  session?: string;
  agent?: string;
  model?: string;
  stream?: boolean;
};

export type AskForAnswer = {
  agent?: string;
  continue?: true;
  model?: string;
};

export type Attachment = {
  id: string;
  name: string;
  bytes: number;
  type:
    | "image/png"
    | "image/jpeg"
    | "image/gif"
    | "image/webp"
    | "application/pdf"
    | "text/plain"
    | "application/octet-stream";
  width?: number;
  height?: number;
};

export type CallDecision =
  | {
      decision: "allow";
      by: string;
      /** Milliseconds since 1970. */
      at: number;
      reason?: string;
      changedFrom?: number;
    }
  | {
      decision: "deny";
      by: string;
      /** Milliseconds since 1970. */
      at: number;
      reason?: string;
    }
  | {
      decision: "change";
      by: string;
      /** Milliseconds since 1970. */
      at: number;
      reason?: string;
      changedTo: number;
    }
  | {
      decision: "expired";
      /** Milliseconds since 1970. */
      at: number;
    };

export type Capabilities = (
  "read" | "write" | "invite" | "manage" | "steer" | "approve" | "takeOver" | "export"
)[];

export type CatchUp = {
  points: {
    text: string;
    seqs: number[];
  }[];
  messages: number;
  more: boolean;
};

export type ChangeAiSettings = {
  moderation: "off" | "flag" | "hold" | "block";
  budget: AiBudget;
  memory?: boolean;
};

export type ChangeMember = {
  role: GivenRole;
};

export type ChangeMemory = {
  /** Starts at 1 and increases by one with each change. */
  version: number;
  text?: string;
  subject?: string | null;
};

export type ChangeNote = {
  /** Starts at 1 and increases by one with each change. */
  version: number;
  title: string;
  text: string;
  tags?: string[];
};

export type ChangeRoom = {
  name?: string;
  topic?: string;
  posting?: Posting;
  isPublic?: boolean;
};

export type ChangeTask = {
  /** Starts at 1 and increases by one with each change. */
  version?: number;
  title?: string;
  state?: TaskState;
  due?: Due | string | null;
  assignee?: string | null;
  repeat?: string | null;
  notes?: string | null;
  /** The time zone of a `due` that is a text, such as `Europe/Berlin`. UTC if it is missing. */
  zone?: string;
  language?: string;
};

export type ChangeThread = {
  read?: number;
  follows?: boolean;
};

export type ChatAnswer = {
  session: string;
  message: number;
  turn: string;
  answer: string;
  sources: Citation[];
  state: "completed" | "stopped" | "failed" | "refused" | "interrupted" | "waiting";
  reason?: TurnReason;
  usage?: TurnUsage;
};

export type ChatHistory = {
  session: string;
  messages: {
    id: string;
    role: "user" | "assistant";
    parts: {
      type: "text";
      text: string;
    }[];
    metadata: {
      seq: number;
      author: string;
      /** Milliseconds since 1970. */
      at: number;
      sources?: Citation[];
    };
  }[];
  next: number | null;
};

export type Citation = {
  n: number;
  document: string;
  library: string;
  /** Starts at 1 and increases by one with each change. */
  version: number;
  title: string;
  place: Location;
};

export type CompleteTask = {
  /** Milliseconds since 1970. */
  due?: number;
};

export type DecideCall = {
  decision: "allow" | "deny";
  digest: string;
  reason?: string;
  args?: Record<string, unknown>;
};

export type Delivery = {
  /** Starts at 1 and increases by one with each change. */
  id: number;
  event: string;
  type:
    | "message.sent"
    | "message.edited"
    | "message.deleted"
    | "message.hidden"
    | "turn.ended"
    | "turn.waiting"
    | "room.created"
    | "room.renamed"
    | "member.added"
    | "member.left"
    | "support.requested"
    | "support.closed"
    | "support.reopened"
    | "support.rated"
    | "document.ready"
    | "document.failed"
    | "webhook.test";
  room: string | null;
  /** Milliseconds since 1970. */
  at: number;
  state: DeliveryState;
  reason: "tries" | "off" | "hidden" | "loop" | null;
  attempts: number;
  tries: DeliveryTry[];
  nextAt: number | null;
};

export type DeliveryPage = {
  deliveries: Delivery[];
  more: boolean;
};

export type DeliveryState = "waiting" | "delivered" | "failed" | "dropped";

export type DeliveryTry = {
  /** Milliseconds since 1970. */
  at: number;
  ms: number;
  status: number | null;
  error?: "refused" | "redirected" | "timeout" | "unreachable";
  answer?: string;
};

export type Document = {
  id: string;
  library: string;
  title: string;
  kind: DocumentKind;
  source: "upload" | "note" | "address" | "sample";
  address?: string;
  language?: string;
  textLanguage?: string;
  tags: string[];
  state: "stored" | "reading" | "cutting" | "embedding" | "indexing" | "ready" | "failed";
  progress: number;
  failure?:
    | "too_large"
    | "too_many_pages"
    | "too_long"
    | "wrong_type"
    | "old_office"
    | "outlook_message"
    | "picture"
    | "archive"
    | "encrypted"
    | "not_readable"
    | "no_text"
    | "scan"
    | "not_fetched"
    | "embedding_failed"
    | "internal";
  notices: DocumentNotice[];
  bytes: number;
  pages?: number;
  chunks?: number;
  cited: number;
  /** Starts at 1 and increases by one with each change. */
  version: number;
  readyVersion: number | null;
  createdBy: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** Milliseconds since 1970. */
  updatedAt: number;
  mayManage: boolean;
};

export type DocumentKind =
  | "markdown"
  | "text"
  | "html"
  | "csv"
  | "json"
  | "pdf"
  | "docx"
  | "odt"
  | "spreadsheet"
  | "presentation"
  | "book"
  | "rtf"
  | "email"
  | "notebook"
  | "feed"
  | "code"
  | "note";

/** What was not read of a document. */
export type DocumentNotice =
  | {
      type: "pages_without_text";
      pages: [number, number][];
    }
  | {
      type: "hidden_text_left_out";
    }
  | {
      type: "lines_not_read";
      count: number;
      first: number;
    }
  | {
      type: "attachments_not_read";
      count: number;
    };

export type DocumentText = {
  document: string;
  /** Starts at 1 and increases by one with each change. */
  version: number;
  from: number;
  text: string;
  total: number;
  marks?: {
    offset: number;
    kind: "page" | "heading" | "function";
    label: string;
    level?: number;
  }[];
};

export type Due = {
  /** Milliseconds since 1970. */
  at: number;
  zone: string;
  allDay?: true;
};

export type EditMessage = {
  /** Starts at 1 and increases by one with each change. */
  version: number;
  text: string;
  mentions?: string[];
  mentionRanges?: MentionRange[];
};

export type FilesPage = {
  messages: {
    message: number;
    author: string;
    name: string;
    at: number;
    files: Attachment[];
  }[];
  next: number | null;
};

export type FollowedThread = {
  root: number;
  follows: boolean;
  read: number;
  unread: number;
  message: Message;
};

export type Forgotten = {
  count: number;
};

export type GivenRole = "owner" | "admin" | "member" | "viewer";

/** The page at an address, or a text, and the library for it. Without a library it is added to the notes of the caller. Without a title, the first line of the text is the title. */
export type Ingestion =
  | {
      library?: string;
      address: string;
      tags?: string[];
    }
  | {
      library?: string;
      text: string;
      title?: string;
      tags?: string[];
      context?: NewNoteContext;
    };

export type Library = {
  id: string;
  name: string;
  description: string;
  readers: "all" | string[];
  agents: "all" | string[];
  rooms: "all" | string[];
  createdBy: string;
  documents: number;
  isNotes: boolean;
  mayManage: boolean;
  /** Starts at 1 and increases by one with each change. */
  version: number;
};

export type LibraryChange = {
  name?: string;
  description?: string;
  readers?: "all" | string[];
  agents?: "all" | string[];
  rooms?: "all" | string[];
  /** Starts at 1 and increases by one with each change. */
  version: number;
};

export type Location = {
  from: number;
  to: number;
  page?: number;
  headings?: string[];
  line?: number;
};

export type MadeWebhook = {
  webhook: Webhook;
  secret: string;
};

export type MarkForAi = {
  ai: "never" | "allowed";
};

export type MarkRead = {
  seq: number;
  private?: boolean;
  threads?: true;
};

export type MemberDetails = {
  id: string;
  name: string;
  role: "owner" | "admin" | "member";
  handle: string;
  sharesName: boolean;
  picture?: string;
  isService?: true;
  email: string;
  /** Milliseconds since 1970. */
  joinedAt: number;
  activeAt: number | null;
};

export type MemberHandle = {
  id: string;
  handle: string;
  sharesName: boolean;
  picture?: string;
  isService?: true;
};

export type MemberList = {
  items: RoomMember[];
  next: string | null;
};

export type Memory = {
  id: string;
  scope: MemoryScope;
  room?: string;
  text: string;
  subject: string | null;
  source: MemorySource | null;
  saidBy: RememberedBy;
  storedBy: RememberedBy;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** Milliseconds since 1970. */
  updatedAt: number;
  usedAt: number | null;
  uses: number;
  /** Starts at 1 and increases by one with each change. */
  version: number;
};

export type MemoryList = {
  items: Memory[];
  next: number | null;
  isOn: boolean;
};

export type MemoryScope = "person" | "room" | "organization";

export type MemorySource = {
  room: string;
  message: number;
};

export type MentionRange = {
  start: number;
  length: number;
  user: string;
};

export type Message = {
  seq: number;
  id: string;
  author: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Milliseconds since 1970. */
  waited?: number;
  text: string;
  attachments?: Attachment[];
  mentions: string[];
  mentionRanges?: MentionRange[];
  replyTo?: number;
  quote?: Quote | null;
  /** Starts at 1 and increases by one with each change. */
  version: number;
  /** Milliseconds since 1970. */
  editedAt?: number;
  /** Milliseconds since 1970. */
  deletedAt?: number;
  writers?: string[];
  ai?: "never";
  via?: "mail" | "otherMail";
  steers?: number;
  answer?: Answer;
  moderation?: Moderation;
  branch?: number;
  forks?: number[];
  task?: TaskOfMessage;
  thread?: number;
  alsoRoom?: true;
  replies?: Replies;
  reactions: Record<string, string[]>;
};

export type MessageContext = {
  type: "message";
  room: string;
  seq: number;
};

export type MessageHit = {
  room: string;
  seq: number;
  author: string;
  name: string;
  /** Milliseconds since 1970. */
  at: number;
  text: string;
  cut: {
    before: boolean;
    after: boolean;
  };
  marks: [number, number][];
  attachments: Attachment[];
  thread?: number;
  before: MessageHitContext | null;
  after: MessageHitContext | null;
};

/** The message before or after a hit. */
export type MessageHitContext = {
  seq: number;
  author: string;
  name: string;
  excerpt: string;
};

export type MessageList = {
  items: Message[];
  next: number | null;
};

export type MessageSearchReport = {
  hits: MessageHit[];
  total: number | null;
  cursor: string | null;
  unknown: string[];
};

export type MessageTask = {
  due?: Due;
  assignee?: string;
  /** A rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=FR`. */
  repeat?: string;
  notes?: string;
};

export type MessageVersion = {
  version: number;
  text: string;
  /** Milliseconds since 1970. */
  at: number;
};

export type Model = {
  id: string;
  label: string;
  tasks: ("small" | "general" | "code" | "complex")[];
  priceIn: number;
  priceOut: number;
};

export type Moderation = {
  state: "flagged" | "held" | "retracted" | "unchecked";
  categories: string[];
};

export type NewAgent = {
  name: string;
  face?: string;
  instructions?: string;
  model?: string;
  temperature?: number;
  greeting?: string;
  starters?: string[];
  tools?: string[] | null;
  libraries?: string[] | null;
  memory?: boolean;
};

/** The page at an address, or a note. */
export type NewDocument =
  | {
      address: string;
      tags?: string[];
    }
  | Note;

export type NewLibrary = {
  name: string;
  description?: string;
  readers?: "all" | string[];
  agents?: "all" | string[];
  rooms?: "all" | string[];
};

export type NewMemory = {
  scope: MemoryScope;
  room?: string;
  text: string;
  subject?: string | null;
  replaces?: string;
  source?: MemorySource;
};

/** Without a title, the first line of the text is the title, and words after # in the text are tags too. */
export type NewNote = {
  text: string;
  title?: string;
  tags?: string[];
  context?: NewNoteContext;
};

/** Where a note was captured. */
export type NewNoteContext =
  | MessageContext
  | RoomContext
  | {
      type: "page";
      address: string;
    };

export type NewRoom =
  | {
      kind: "direct";
      members: string[];
    }
  | {
      kind: "group";
      name: string;
      members: string[];
    }
  | {
      kind: "session";
      name?: string;
      members: string[];
    };

export type NewTask = {
  title: string;
  room?: string;
  /** A moment, a day (`2026-12-04`), a time of the clock (`2026-12-04T09:00`), a moment of ISO 8601, or words such as `next Friday 9:00`. */
  due?: Due | string;
  assignee?: string;
  /** A rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=FR`. */
  repeat?: string;
  notes?: string;
  /** The time zone of a `due` that is a text, such as `Europe/Berlin`. UTC if it is missing. */
  zone?: string;
  language?: string;
};

export type NewWebhook = {
  name: string;
  address: string;
  events: (
    | "message.sent"
    | "message.edited"
    | "message.deleted"
    | "message.hidden"
    | "turn.ended"
    | "turn.waiting"
    | "room.created"
    | "room.renamed"
    | "member.added"
    | "member.left"
    | "support.requested"
    | "support.closed"
    | "support.reopened"
    | "support.rated"
    | "document.ready"
    | "document.failed"
  )[];
  rooms?: string[] | null;
  kinds?: ("direct" | "group" | "session" | "support")[] | null;
};

export type Note = {
  title: string;
  text: string;
  tags?: string[];
};

/** Where a note was captured. */
export type NoteContext =
  | MessageContext
  | RoomContext
  | {
      type: "page";
      address: string;
    }
  | {
      type: "mail";
      from: string;
    };

export type NoteList = {
  items: NoteSummary[];
  next: string | null;
};

export type NoteSummary = {
  id: string;
  library: string;
  kind: DocumentKind;
  title: string;
  tags: string[];
  excerpt: string;
  context: NoteContext | null;
  /** Starts at 1 and increases by one with each change. */
  version: number;
  state: "stored" | "reading" | "cutting" | "embedding" | "indexing" | "ready" | "failed";
  isShared: boolean;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** Milliseconds since 1970. */
  updatedAt: number;
};

export type NoteTitle = {
  note: string;
  title: string;
};

export type Organization = {
  id: string;
  name: string;
  role: "owner" | "admin" | "member";
  welcomeRoom: string;
  picture?: string;
};

/** A note that only its owner reads. */
export type OwnNote = {
  id: string;
  library: string;
  kind: DocumentKind;
  title: string;
  tags: string[];
  excerpt: string;
  context: NoteContext | null;
  /** Starts at 1 and increases by one with each change. */
  version: number;
  state: "stored" | "reading" | "cutting" | "embedding" | "indexing" | "ready" | "failed";
  isShared: boolean;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** Milliseconds since 1970. */
  updatedAt: number;
  text: string;
  links: {
    addresses: string[];
    notes: {
      title: string;
      note: string | null;
    }[];
    backlinks: NoteTitle[];
    files: {
      document: string;
      library: string;
      title: string;
    }[];
  };
  copy: {
    document: string;
    library: string;
    libraryName: string;
    /** Starts at 1 and increases by one with each change. */
    version: number;
  } | null;
};

export type OwnThread = {
  root: number;
  follows: boolean;
  read: number;
  unread: number;
};

export type Person = {
  id: string;
  name: string;
  role: "owner" | "admin" | "member";
  handle: string;
  sharesName: boolean;
  picture?: string;
  isService?: true;
};

export type Posting = "everyone" | "managers";

export type PublicRooms = {
  items: {
    id: string;
    name: string;
    topic: string;
    members: number;
    joined: boolean;
  }[];
  next: string | null;
};

export type Quote = {
  author: string;
  excerpt: string;
};

export type ReadState = {
  read: number;
  unread: number;
  mentions: number;
  inThreads: number;
};

export type RememberedBy = {
  id: string;
  name: string | null;
};

export type Replies = {
  count: number;
  /** Milliseconds since 1970. */
  last: number;
  people: string[];
};

export type RestoreAgent = {
  /** Starts at 1 and increases by one with each change. */
  version: number;
};

export type RestoredAgent = {
  agent: Agent;
  left: {
    field: "name" | "model" | "tools" | "libraries";
    values: string[];
  }[];
};

export type Role = "owner" | "admin" | "member" | "viewer" | "visitor";

export type RoomContext = {
  type: "room";
  room: string;
};

export type RoomDetails = {
  id: string;
  kind: RoomKind;
  name: string;
  role: Role;
  capabilities: Capabilities;
  head: number;
  epoch: string;
  members: number;
  takeover: string | null;
  /** A branch of a session: the seq of the message that began it; 0 is the first one. */
  branch: number;
  topic: string;
  posting: Posting;
  isPublic: boolean;
  read: number;
  unread: number;
  mentions: number;
  inThreads: number;
};

export type RoomKind = "direct" | "group" | "session" | "support";

export type RoomList = {
  items: {
    id: string;
    kind: RoomKind;
    name: string;
    peer?: {
      user: string;
      name: string;
    };
    role: Role;
    head: number;
    lastMessageAt: number | null;
    read: number;
    unread: number;
    mentions: number;
    inThreads: number;
  }[];
  next: string | null;
};

export type RoomMember = {
  user: string;
  name: string;
  kind: "person" | "agent" | "visitor";
  role: Role;
};

export type RoomReference = {
  id: string;
};

export type RoomTurn = {
  turn: string;
  agent: string;
  asker: string;
  prompts: number[];
  state: TurnState;
  reason?: TurnReason;
  answer: number | null;
};

export type SearchAnswer = {
  answer: string;
  citations: Citation[];
  hits: SearchHit[];
  confidence: number;
  followUps: string[];
};

export type SearchHit = {
  document: string;
  library: string;
  /** Starts at 1 and increases by one with each change. */
  version: number;
  title: string;
  kind: DocumentKind;
  place: Location;
  text: string;
  differs?: string[];
  score: number;
  marks: [number, number][];
};

export type SearchReport = {
  hits: SearchHit[];
  libraries: number;
};

export type SendMessage = {
  text: string;
  mentions?: string[];
  mentionRanges?: MentionRange[];
  replyTo?: number;
  forkOf?: number;
  thread?: number;
  alsoRoom?: true;
  ai?: "never";
  attachments?: string[];
  model?: string;
  promptPolicy?: "queue" | "merge" | "steer";
  task?: MessageTask;
};

export type SentMessage = {
  message: Message;
  turns: RoomTurn[];
};

export type Service = {
  id: string;
  name: string;
  role: "owner" | "admin" | "member";
  /** Milliseconds since 1970. */
  createdAt: number;
  picture?: string;
  keys: number;
};

export type ShareNote = {
  library: string;
};

export type ShowBranch = {
  /** A branch of a session: the seq of the message that began it; 0 is the first one. */
  branch: number;
};

export type SpentOf = {
  limit: number | null;
  spent: number;
};

export type SteerStep = {
  type: "steer";
  number: number;
  message: number;
};

export type Step =
  | {
      type: "reasoning";
      number: number;
      text: string;
    }
  | SteerStep
  | {
      type: "tool";
      number: number;
      tool: string;
      state: ToolState;
      args: Record<string, unknown>;
      digest: string;
      /** Milliseconds since 1970. */
      until?: number;
      decision?: CallDecision;
      ok?: boolean;
      result?: string;
      cost?: number;
    };

export type StepList = {
  items: Step[];
};

export type StepSummary =
  | {
      type: "reasoning";
      number: number;
    }
  | SteerStep
  | {
      type: "tool";
      number: number;
      tool: string;
      state: ToolState;
      ok?: boolean;
    };

export type Task = {
  id: string;
  room?: string;
  message?: number;
  title: string;
  state: TaskState;
  due?: Due;
  assignee?: string;
  repeat?: string;
  notes?: string;
  hasNotes: boolean;
  author: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  ended?: TaskEnd;
  times?: number;
  /** Starts at 1 and increases by one with each change. */
  version: number;
};

export type TaskEnd = {
  /** Milliseconds since 1970. */
  at: number;
  by: string;
};

export type TaskList = {
  items: Task[];
  next: string | null;
};

export type TaskOfMessage = {
  state: TaskState;
  due?: Due;
  assignee?: string;
  repeat?: {
    rule: string;
    /** Milliseconds since 1970. */
    since: number;
  };
  notes?: string;
  order: string;
  /** Starts at 1 and increases by one with each change. */
  version: number;
  ended?: TaskEnd;
  times?: number;
};

export type TaskState = "open" | "done" | "cancelled";

export type ThreadList = {
  items: FollowedThread[];
  next: number | null;
};

export type Tool = {
  name: string;
  description: string;
  schema: Record<string, unknown>;
  needs: "read" | "write" | "invite" | "manage" | "steer" | "approve" | "takeOver" | "export";
  touches:
    | "nothing"
    | "documents"
    | "messages"
    | "memory"
    | "reminders"
    | "tasks"
    | "notes"
    | "web"
    | "conversation"
    | "elsewhere";
};

export type ToolRequest = {
  tool: string;
  arguments: Record<string, unknown>;
  room?: string;
};

export type ToolResult = {
  ok: boolean;
  result: string;
  cost: number;
};

export type ToolState = "called" | "waiting" | "unknown" | "allowed" | "outside" | "done";

export type Transcript = {
  text: string;
  /** A language tag, if the model has found one. */
  language?: string;
};

export type TurnReason =
  | "provider_busy"
  | "provider_failed"
  | "denied"
  | "no_credit"
  | "no_model"
  | "wrong_address"
  | "unreachable"
  | "loading"
  | "prompt_too_long"
  | "filtered"
  | "empty_answer"
  | "stalled"
  | "length"
  | "only_reasoning"
  | "too_long"
  | "budget"
  | "visitor_budget"
  | "moderation"
  | "unchecked"
  | "crashed"
  | "expired"
  | "no_agent"
  | "internal";

export type TurnState =
  "queued" | "running" | "waiting" | "completed" | "stopped" | "failed" | "refused" | "interrupted";

export type TurnUsage = {
  model: string;
  tokensIn: number;
  tokensOut: number;
  cost: number;
  budgetShare?: number;
};

export type UiChat = {
  id: string;
  messages: {
    id: string;
    role: "system" | "user" | "assistant";
    parts: {
      type: string;
      text?: string;
    }[];
  }[];
  trigger?: "submit-message" | "regenerate-message";
  messageId?: string | null;
  agent?: string;
  model?: string;
};

export type UsageDay = {
  turns: number;
  tokensIn: number;
  tokensOut: number;
  cost: number;
  day: string;
};

export type UsageReport = {
  day: SpentOf;
  month: SpentOf;
  days: UsageDay[];
  people: {
    turns: number;
    tokensIn: number;
    tokensOut: number;
    cost: number;
    user: string;
    name: string | null;
  }[];
  rooms: {
    turns: number;
    tokensIn: number;
    tokensOut: number;
    cost: number;
    good: number;
    bad: number;
    room: string | "search" | "speech" | "trial";
    name: string | null;
  }[];
  models: {
    turns: number;
    tokensIn: number;
    tokensOut: number;
    cost: number;
    good: number;
    bad: number;
    model: string;
  }[];
};

export type VersionMaker = {
  id: string;
  name: string | null;
};

export type Webhook = {
  id: string;
  /** Starts at 1 and increases by one with each change. */
  revision: number;
  name: string;
  address: string;
  events: (
    | "message.sent"
    | "message.edited"
    | "message.deleted"
    | "message.hidden"
    | "turn.ended"
    | "turn.waiting"
    | "room.created"
    | "room.renamed"
    | "member.added"
    | "member.left"
    | "support.requested"
    | "support.closed"
    | "support.reopened"
    | "support.rated"
    | "document.ready"
    | "document.failed"
  )[];
  rooms: string[] | null;
  kinds: ("direct" | "group" | "session" | "support")[] | null;
  /** Milliseconds since 1970. */
  createdAt: number;
  by: string;
  off: "person" | "gone" | "failing" | "maker" | null;
  offAt: number | null;
  previousSecretUntil: number | null;
  deliveredAt: number | null;
  failingSince: number | null;
  waiting: number;
  lost: number;
};

export type WebhookChange = {
  name?: string;
  address?: string;
  events?: (
    | "message.sent"
    | "message.edited"
    | "message.deleted"
    | "message.hidden"
    | "turn.ended"
    | "turn.waiting"
    | "room.created"
    | "room.renamed"
    | "member.added"
    | "member.left"
    | "support.requested"
    | "support.closed"
    | "support.reopened"
    | "support.rated"
    | "document.ready"
    | "document.failed"
  )[];
  rooms?: string[] | null;
  kinds?: ("direct" | "group" | "session" | "support")[] | null;
  on?: boolean;
  /** Starts at 1 and increases by one with each change. */
  revision: number;
};

export type WhoAmI = {
  user: {
    id: string;
    name: string;
  };
  organization: {
    id: string;
    name: string;
    role: "owner" | "admin" | "member";
  };
  capabilities: ("read" | "write" | "invite" | "manage" | "steer" | "approve" | "takeOver" | "export")[];
  key?: {
    id: string;
    name: string;
    expiresAt: number | null;
  };
};

export interface Operations {
  /** Returns this document. */
  "GET /openapi.json": {
    answer: unknown;
  };
  /** Says whom the request acts as, and what it may do. */
  "GET /me": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: WhoAmI;
  };
  /** Lists the service accounts. */
  "GET /services": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Service[];
  };
  /** Renames the organization. */
  "PATCH /profile": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: {
      name: string;
    };
    answer: Organization;
  };
  /** Lists the people of the organization. */
  "GET /people": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Person[];
  };
  /** Lists the handles of people and agents. */
  "GET /handles": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: MemberHandle[];
  };
  /** Lists the people of the organization with their addresses, for who manages it. */
  "GET /members": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: MemberDetails[];
  };
  /** Changes the role of a person in the organization. */
  "PATCH /people/{person}": {
    path: {
      person: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: {
      role: "owner" | "admin" | "member";
    };
    answer: null;
  };
  /** Removes a person from the organization. */
  "DELETE /people/{person}": {
    path: {
      person: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: null;
  };
  /** Lists the rooms of the caller. */
  "GET /rooms": {
    query?: {
      after?: string;
      limit?: number;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: RoomList;
  };
  /** Creates a room. */
  "POST /rooms": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: NewRoom;
    answer: RoomReference;
  };
  /** Returns a room. */
  "GET /rooms/{room}": {
    path: {
      room: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: RoomDetails;
  };
  /** Changes the name of a room, its topic, who writes in it, or who joins it. */
  "PATCH /rooms/{room}": {
    path: {
      room: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: ChangeRoom;
    answer: RoomDetails;
  };
  /** Shows everyone another branch of a session. New messages go there. */
  "PUT /rooms/{room}/branch": {
    path: {
      room: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: ShowBranch;
    answer: RoomDetails;
  };
  /** Marks messages as read. */
  "PUT /rooms/{room}/read": {
    path: {
      room: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: MarkRead;
    answer: ReadState;
  };
  /** Lists the members of a room. */
  "GET /rooms/{room}/members": {
    path: {
      room: string;
    };
    query?: {
      after?: string;
      limit?: number;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: MemberList;
  };
  /** Adds a member to a room. */
  "POST /rooms/{room}/members": {
    path: {
      room: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: AddMember;
    answer: RoomMember;
  };
  /** Changes the role of a member of a room. */
  "PATCH /rooms/{room}/members/{member}": {
    path: {
      room: string;
      member: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: ChangeMember;
    answer: RoomMember;
  };
  /** Removes a member from a room. Who removes themselves leaves it. */
  "DELETE /rooms/{room}/members/{member}": {
    path: {
      room: string;
      member: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: null;
  };
  /** Lists messages of the branch that a room shows, or of another one, the newest first. */
  "GET /rooms/{room}/messages": {
    path: {
      room: string;
    };
    query?: {
      before?: number;
      limit?: number;
      /** A branch of a session: the seq of the message that began it; 0 is the first one. */
      branch?: number;
      through?: number;
      thread?: number;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: MessageList;
  };
  /** Sends a message. */
  "POST /rooms/{room}/messages": {
    path: {
      room: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: SendMessage;
    answer: SentMessage;
  };
  /** Returns one message. */
  "GET /rooms/{room}/messages/{message}": {
    path: {
      room: string;
      message: number;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Message;
  };
  /** Edits one's own message. */
  "PATCH /rooms/{room}/messages/{message}": {
    path: {
      room: string;
      message: number;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: EditMessage;
    answer: Message;
  };
  /** Deletes a message. */
  "DELETE /rooms/{room}/messages/{message}": {
    path: {
      room: string;
      message: number;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Message;
  };
  /** Excludes a message from every model, or allows it again. */
  "PUT /rooms/{room}/messages/{message}/ai": {
    path: {
      room: string;
      message: number;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: MarkForAi;
    answer: Message;
  };
  /** Adds a reaction to a message. */
  "PUT /rooms/{room}/messages/{message}/reactions/{emoji}": {
    path: {
      room: string;
      message: number;
      emoji: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Message;
  };
  /** Takes back one's own reaction to a message. */
  "DELETE /rooms/{room}/messages/{message}/reactions/{emoji}": {
    path: {
      room: string;
      message: number;
      emoji: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Message;
  };
  /** Asks an agent for an answer to a message. */
  "POST /rooms/{room}/messages/{message}/answers": {
    path: {
      room: string;
      message: number;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: AskForAnswer;
    answer: RoomTurn;
  };
  /** Returns a turn of an agent and its answer. */
  "GET /rooms/{room}/turns/{turn}": {
    path: {
      room: string;
      turn: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: RoomTurn;
  };
  /** Stops a running answer, or removes a prompt from the queue. */
  "POST /rooms/{room}/turns/{turn}/stop": {
    path: {
      room: string;
      turn: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: RoomTurn;
  };
  /** Lists the pinned messages of a room in their order. */
  "GET /rooms/{room}/pins": {
    path: {
      room: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Message[];
  };
  /** Pins a message for everyone in the room. */
  "PUT /rooms/{room}/messages/{message}/pin": {
    path: {
      room: string;
      message: number;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Message;
  };
  /** Takes the pin of a message away. */
  "DELETE /rooms/{room}/messages/{message}/pin": {
    path: {
      room: string;
      message: number;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Message;
  };
  /** Lists the earlier texts of a message that was edited, the oldest first. */
  "GET /rooms/{room}/messages/{message}/versions": {
    path: {
      room: string;
      message: number;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: MessageVersion[];
  };
  /** Lists the groups that everyone of the organization may join. */
  "GET /public-rooms": {
    query?: {
      q?: string;
      after?: string;
      limit?: number;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: PublicRooms;
  };
  /** Joins a group that everyone of the organization may join. */
  "POST /public-rooms/{room}/join": {
    path: {
      room: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: RoomReference;
  };
  /** Lists the threads of a room that the caller follows, the one that changed last first. */
  "GET /rooms/{room}/threads": {
    path: {
      room: string;
    };
    query?: {
      before?: number;
      limit?: number;
      unread?: "true" | "false";
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: ThreadList;
  };
  /** Marks a thread as read, or says whether the caller follows it. */
  "PATCH /rooms/{room}/threads/{message}": {
    path: {
      room: string;
      message: number;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: ChangeThread;
    answer: OwnThread;
  };
  /** Lists the steps of an answer: reasoning, and calls of tools with their arguments and results. */
  "GET /rooms/{room}/messages/{message}/steps": {
    path: {
      room: string;
      message: number;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: StepList;
  };
  /** Allows or refuses a call of a tool that waits for a person. Its id is turn.number. */
  "POST /rooms/{room}/calls/{call}/decision": {
    path: {
      room: string;
      call: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: DecideCall;
    answer: RoomTurn;
  };
  /** Sends the events of a room as they happen, as server-sent events. */
  "GET /rooms/{room}/events": {
    path: {
      room: string;
    };
    query?: {
      since?: string;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Raw;
  };
  /** Lists your tasks, or those of a room: pending ones by their day or in the order of the room, or ended ones. */
  "GET /tasks": {
    query?: {
      status?: "pending" | "ended";
      room?: string;
      cursor?: string;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: TaskList;
  };
  /** Makes a task, for yourself or in a room. */
  "POST /tasks": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: NewTask;
    answer: Task;
  };
  /** Returns a task. */
  "GET /tasks/{task}": {
    path: {
      task: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Task;
  };
  /** Changes a task: its title, due time, assignee, repeat, notes or state. */
  "PATCH /tasks/{task}": {
    path: {
      task: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: ChangeTask;
    answer: Task;
  };
  /** Deletes a task. In a room, its author does that, or somebody who manages the room. */
  "DELETE /tasks/{task}": {
    path: {
      task: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: null;
  };
  /** Completes a task. One that repeats moves to its next due time. */
  "POST /tasks/{task}/complete": {
    path: {
      task: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: CompleteTask;
    answer: Task;
  };
  /** Asks an agent, and returns its answer whole or as the AI SDK's UI message stream. */
  "POST /chat": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: AskChat | UiChat;
    answer: ChatAnswer;
  };
  /** Sends the answer that is running in a chat, from its beginning. */
  "GET /chat/{session}/stream": {
    path: {
      session: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Raw;
  };
  /** Stops the answer that is running in a chat. Nothing happens if none is. */
  "POST /chat/{session}/stop": {
    path: {
      session: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: null;
  };
  /** Lists the messages of a chat as UI messages of the AI SDK, the oldest first. */
  "GET /chat/{session}/history": {
    path: {
      session: string;
    };
    query?: {
      before?: number;
      limit?: number;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: ChatHistory;
  };
  /** Returns the room behind a chat. */
  "GET /chat/{session}": {
    path: {
      session: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: RoomDetails;
  };
  /** Deletes a chat and its messages. If other people are in it, the caller leaves it. */
  "DELETE /chat/{session}": {
    path: {
      session: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: null;
  };
  /** Summarises the messages after the last one that the caller has read. */
  "POST /rooms/{room}/catch-up": {
    path: {
      room: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: {
      since: number;
    };
    answer: CatchUp;
  };
  /** Speaks a text, and returns the sound. */
  "POST /tts": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: {
      /** Markdown. Markup, marks of sources and code blocks are not spoken. */
      text: string;
      /** A language tag, such as `es`. If it is missing, it is guessed from the text. */
      language?: string;
      /** An English voice. If it is missing, the language has its own. */
      voice?:
        | "angus"
        | "asteria"
        | "arcas"
        | "orion"
        | "orpheus"
        | "athena"
        | "luna"
        | "zeus"
        | "perseus"
        | "helios"
        | "hera"
        | "stella";
    };
    answer: Raw;
  };
  /** Writes down what is said in an audio file of a room. */
  "POST /rooms/{room}/attachments/{attachment}/transcript": {
    path: {
      room: string;
      attachment: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Transcript;
  };
  /** Lists the files that the caller has uploaded to a room and not sent. */
  "GET /rooms/{room}/attachments": {
    path: {
      room: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Attachment[];
  };
  /** Lists the files of the messages of a room, the newest first. */
  "GET /rooms/{room}/files": {
    path: {
      room: string;
    };
    query?: {
      before?: number;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: FilesPage;
  };
  /** Downloads a file of a room. */
  "GET /rooms/{room}/attachments/{attachment}": {
    path: {
      room: string;
      attachment: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Raw;
  };
  /** Uploads a file to a room, for a message that is sent afterwards. */
  "PUT /rooms/{room}/attachments/{attachment}": {
    path: {
      room: string;
      attachment: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    file: { name: string; bytes: Uint8Array<ArrayBuffer> };
    answer: Attachment;
  };
  /** Removes a file that was not sent. */
  "DELETE /rooms/{room}/attachments/{attachment}": {
    path: {
      room: string;
      attachment: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: null;
  };
  /** Lists the agents of the organization. */
  "GET /agents": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Agent[];
  };
  /** Creates an agent. */
  "POST /agents": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: NewAgent;
    answer: Agent;
  };
  /** Returns an agent. */
  "GET /agents/{agent}": {
    path: {
      agent: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Agent;
  };
  /** Changes an agent from the version that the caller knows. */
  "PATCH /agents/{agent}": {
    path: {
      agent: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: AgentChange;
    answer: Agent;
  };
  /** Deletes an agent. */
  "DELETE /agents/{agent}": {
    path: {
      agent: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: null;
  };
  /** Lists the versions of an agent, the newest first: who made them, when, and what they changed. */
  "GET /agents/{agent}/versions": {
    path: {
      agent: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: AgentVersion[];
  };
  /** Returns a version of an agent, and what it was before. */
  "GET /agents/{agent}/versions/{version}": {
    path: {
      agent: string;
      version: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: AgentVersionDetails;
  };
  /** Restores a version of an agent, and says what could not be restored because it is gone. */
  "POST /agents/{agent}/versions/{version}/restore": {
    path: {
      agent: string;
      version: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: RestoreAgent;
    answer: RestoredAgent;
  };
  /** Returns what the answers of an agent have cost, by day. */
  "GET /agents/{agent}/usage": {
    path: {
      agent: string;
    };
    query?: {
      days?: number;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: AgentUsage;
  };
  /** Asks an agent with settings that are not saved. Only its cost is stored, and no call is made that changes something. */
  "POST /agent-trials": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: AgentTrial;
    answer: Raw;
  };
  /** Lists the models that agents may use. */
  "GET /models": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Model[];
  };
  /** Lists the tools that agents may call. */
  "GET /tools": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Tool[];
  };
  /** Calls a tool of agents. A call that a person must allow is refused. */
  "POST /tools/execute": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: ToolRequest;
    answer: ToolResult;
  };
  /** Returns how messages are moderated, what models may cost, and whether anything is remembered. */
  "GET /ai": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: AiSettings;
  };
  /** Changes how messages are moderated, what models may cost, and whether anything is remembered. */
  "PUT /ai": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: ChangeAiSettings;
    answer: AiSettings;
  };
  /** Lists what is remembered about you, a room or the organization, the newest first, or what fits a search best. */
  "GET /memory": {
    query: {
      scope: MemoryScope;
      room?: string;
      q?: string;
      cursor?: string;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: MemoryList;
  };
  /** Remembers a fact about you, a room or the organization. One about the same subject is replaced. */
  "POST /memory": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: NewMemory;
    answer: Memory;
  };
  /** Forgets everything about you, a room or the organization. */
  "DELETE /memory": {
    query: {
      scope: MemoryScope;
      room?: string;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Forgotten;
  };
  /** Returns a fact. */
  "GET /memory/{memory}": {
    path: {
      memory: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Memory;
  };
  /** Changes a fact. */
  "PATCH /memory/{memory}": {
    path: {
      memory: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: ChangeMemory;
    answer: Memory;
  };
  /** Forgets a fact. */
  "DELETE /memory/{memory}": {
    path: {
      memory: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: null;
  };
  /** Returns what models have cost, by day, person, room and model. */
  "GET /usage": {
    query?: {
      days?: number;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: UsageReport;
  };
  /** Lists the libraries that the caller may read. */
  "GET /libraries": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Library[];
  };
  /** Creates a library. */
  "POST /libraries": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: NewLibrary;
    answer: Library;
  };
  /** Returns a library. */
  "GET /libraries/{library}": {
    path: {
      library: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Library;
  };
  /** Changes the name, the description or the readers of a library. */
  "PATCH /libraries/{library}": {
    path: {
      library: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: LibraryChange;
    answer: Library;
  };
  /** Deletes a library with all of its documents. */
  "DELETE /libraries/{library}": {
    path: {
      library: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: null;
  };
  /** Reports the progress of the documents of a library while they are read. */
  "GET /libraries/{library}/events": {
    path: {
      library: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Raw;
  };
  /** Lists the documents of a library. */
  "GET /libraries/{library}/documents": {
    path: {
      library: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Document[];
  };
  /** Adds a note or the page at an address to a library. */
  "POST /libraries/{library}/documents": {
    path: {
      library: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: NewDocument;
    answer: Document;
  };
  /** Uploads a file to a library. */
  "PUT /libraries/{library}/files": {
    path: {
      library: string;
    };
    query?: {
      sameName?: "keep" | "version" | "refuse";
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    file: { name: string; bytes: Uint8Array<ArrayBuffer> };
    answer: Document;
  };
  /** Adds a text or the page at an address to the library that the body names, or to your notes if it names none. */
  "POST /ingest": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: Ingestion;
    answer: Document;
  };
  /** Returns which of these documents exist and may be read by the caller. */
  "GET /documents": {
    query: {
      ids: string[];
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: string[];
  };
  /** Returns a document, with its state and its progress. */
  "GET /documents/{document}": {
    path: {
      document: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Document;
  };
  /** Deletes a document. */
  "DELETE /documents/{document}": {
    path: {
      document: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: null;
  };
  /** Replaces the text of a note by a new version. */
  "PUT /documents/{document}/note": {
    path: {
      document: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: Note;
    answer: Document;
  };
  /** Replaces a file by a new version. */
  "PUT /documents/{document}/file": {
    path: {
      document: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    file: { name: string; bytes: Uint8Array<ArrayBuffer> };
    answer: Document;
  };
  /** Reads a document again that could not be read. */
  "POST /documents/{document}/retry": {
    path: {
      document: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Document;
  };
  /** Returns a part of the text of a document. */
  "GET /documents/{document}/text": {
    path: {
      document: string;
    };
    query?: {
      from?: number;
      length?: number;
      /** With 1, the answer also has the marks of the whole text. */
      marks?: string;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: DocumentText;
  };
  /** Downloads the original file of a document. */
  "GET /documents/{document}/original": {
    path: {
      document: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Raw;
  };
  /** Lists your notes, the newest first, or what fits a search best. */
  "GET /notes": {
    query?: {
      q?: string;
      tag?: string;
      cursor?: string;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: NoteList;
  };
  /** Keeps a note that only you read. */
  "POST /notes": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: NewNote;
    answer: OwnNote;
  };
  /** Lists the tags of your notes, the most used first. */
  "GET /note-tags": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: {
      tag: string;
      notes: number;
    }[];
  };
  /** Returns a note of yours with its text and its links. */
  "GET /notes/{document}": {
    path: {
      document: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: OwnNote;
  };
  /** Replaces a note by a new version. One that is not based on the newest version is refused. */
  "PUT /notes/{document}": {
    path: {
      document: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: ChangeNote;
    answer: OwnNote;
  };
  /** Deletes a note. Its copy in a library stays. */
  "DELETE /notes/{document}": {
    path: {
      document: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: null;
  };
  /** Returns other notes of yours about the same, the closest first. */
  "GET /notes/{document}/related": {
    path: {
      document: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: NoteTitle[];
  };
  /** Shows a note to the readers of a library by a copy of it, or brings the copy up to date. */
  "PUT /notes/{document}/copy": {
    path: {
      document: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: ShareNote;
    answer: OwnNote;
  };
  /** Deletes the copy of a note. */
  "DELETE /notes/{document}/copy": {
    path: {
      document: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: OwnNote;
  };
  /** Searches the messages of the rooms that the caller is in. */
  "GET /search/messages": {
    query: {
      q: string;
      room?: string;
      thread?: number;
      order?: "newest" | "oldest";
      cursor?: string;
      limit?: number;
      offset?: number;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: MessageSearchReport;
  };
  /** Answers a question from the documents that the caller may read, with sources and hits. */
  "POST /search/answer": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: {
      q: string;
      libraries?: string[];
      kinds?: DocumentKind[];
      tags?: string[];
      languages?: string[];
    };
    answer: SearchAnswer;
  };
  /** Searches the documents that the caller may read. */
  "GET /search/documents": {
    query: {
      kinds?: DocumentKind[];
      tags?: string[];
      languages?: string[];
      q: string;
      limit?: number;
      libraries?: string[];
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: SearchReport;
  };
  /** Answers a question from the documents that the caller may read, with sources and hits. */
  "GET /search": {
    query: {
      q: string;
      libraries?: string[];
      kinds?: DocumentKind[];
      tags?: string[];
      languages?: string[];
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: SearchAnswer;
  };
  /** Lists the webhooks of the organization. */
  "GET /webhooks": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Webhook[];
  };
  /** Creates a webhook. Its secret is shown once. */
  "POST /webhooks": {
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: NewWebhook;
    answer: MadeWebhook;
  };
  /** Returns a webhook. */
  "GET /webhooks/{webhook}": {
    path: {
      webhook: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Webhook;
  };
  /** Changes a webhook, or switches it on or off. */
  "PATCH /webhooks/{webhook}": {
    path: {
      webhook: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: WebhookChange;
    answer: Webhook;
  };
  /** Deletes a webhook and its log. */
  "DELETE /webhooks/{webhook}": {
    path: {
      webhook: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: null;
  };
  /** Gives the webhook another secret. The one before also signs for a while. */
  "POST /webhooks/{webhook}/secret": {
    path: {
      webhook: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: {
      overlap?: number;
    };
    answer: MadeWebhook;
  };
  /** Lists what was sent to a webhook, the newest first. */
  "GET /webhooks/{webhook}/deliveries": {
    path: {
      webhook: string;
    };
    query?: {
      before?: number;
      state?: DeliveryState;
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: DeliveryPage;
  };
  /** Sends a test event to a webhook. */
  "POST /webhooks/{webhook}/test": {
    path: {
      webhook: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Delivery;
  };
  /** Sends again what has failed. */
  "POST /webhooks/{webhook}/replay": {
    path: {
      webhook: string;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    body: {
      /** Milliseconds since 1970. */
      since: number;
    };
    answer: {
      count: number;
    };
  };
  /** Sends one event again. */
  "POST /webhooks/{webhook}/deliveries/{delivery}/replay": {
    path: {
      webhook: string;
      delivery: number;
    };
    query?: {
      /** The organization. It can be left out if the caller is in one organization only. An API key is always for one. */
      organization?: string;
    };
    answer: Delivery;
  };
}
