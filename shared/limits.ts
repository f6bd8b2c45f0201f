/** All limits, each with its reason. Times in milliseconds, sizes in bytes, unless stated otherwise. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const KIB = 1_024;
const MIB = 1_024 * KIB;

// Frames and text
/** One client frame. The platform accepts 32 MiB; the largest legitimate frame is an escaped text of 16 kB. */
export const MAX_FRAME_BYTES = 64 * KIB;
/** A message's text in UTF-8. A longer text is refused before sending; it is never cut. */
export const MAX_TEXT_BYTES = 16_000;
/** A larger events frame is split, so that a slow phone shows something early. */
export const MAX_EVENTS_FRAME_BYTES = 256 * KIB;
/** Names of people, rooms and organizations, in UTF-16 units after cleaning. */
export const MAX_NAME_LENGTH = 80;
/** The longest address that mail knows (RFC 5321), in characters. */
export const MAX_EMAIL_LENGTH = 254;
/** A member's handle. It stands beside names, on phones too. */
export const MAX_HANDLE_LENGTH = 32;
/** Mentions in one message, as ranges and as members. More than a screen of names is abuse. */
export const MAX_MENTIONS = 50;
/** Different emoji on one message. */
export const MAX_REACTION_KINDS = 20;
/** Length of an excerpt in quotes and lists, UTF-16 units. */
export const EXCERPT_LENGTH = 140;

// History
/** Messages in a snapshot and in a page: about two screens. */
export const PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 200;
/** Missed events that are replayed one by one. Above this a snapshot is smaller and faster. */
export const MAX_CATCH_UP_EVENTS = 1_000;
/** Text in one answer to a client, in UTF-16 units: with long messages a page is shorter, and a catch-up becomes a snapshot. */
export const MAX_READ_LENGTH = 512 * KIB;
/** Unread messages are counted up to here and shown as "99+". */
export const MAX_UNREAD_COUNT = 100;
/** Maximum accepted time between writing and sending. A longer claim comes from a wrong clock. */
export const MAX_WAITED = 30 * 24 * 60 * MINUTE;

// Members and sockets
export const MAX_MEMBERS = 1_000;
/** In larger rooms only the inboxes concerned are notified of a change. The other inboxes ask when somebody looks. */
export const MAX_TOLD_MEMBERS = 200;
/** While somebody looks, an inbox asks these large rooms at this interval. */
export const CROWD_LOOK = 20 * SECOND;
/** Time from something new until it is decided whether a person is told outside of the app: who reads meanwhile is not. */
export const NOTICE_DELAY = 8 * SECOND;
/** A large room tells all inboxes, for their notices, at most this often. Less than NOTICE_DELAY. */
export const CROWD_NOTICE = 5 * SECOND;
/** Sockets of one person in one room. Above this the oldest is closed (4429). */
export const MAX_SOCKETS_PER_PERSON = 20;
/**
 * Event streams of one person in one room. Above this the oldest ends. A connection that broke is noticed when something is next written to
 * it, within KEEP_ALIVE_INTERVAL; this is more than one person may open in a minute (CONNECTS), so broken ones never end one that lives.
 */
export const MAX_FEEDS_PER_PERSON = 150;
/** In larger rooms receipts contain no names: read cursors go only to the person's own devices, delivered cursors are not stored. */
export const MAX_RECEIPT_MEMBERS = 50;
/**
 * Events for which the times of delivery and reading are known, counted back from the person's cursor: as many as a catch-up
 * replays. One row is stored for each cursor move, so unlimited times would take this many rows per person: 7 MB for 50 people.
 */
export const MAX_RECEIPT_TIMES = 1_000;

// Event streams over HTTP
/** A comment is sent after this silence: common proxies end a connection after 30 or 60 seconds without data. */
export const KEEP_ALIVE_INTERVAL = 20 * SECOND;

// Data waiting for slow readers, in UTF-16 units: one byte each in most languages, at most three
/**
 * Data sent to one socket and not acknowledged. Above this the socket is closed (4408). The largest snapshots and catch-ups
 * have about 1 Mi units, so after one a line of 1 Mbit/s may still lag by 25 seconds of the busiest room.
 */
export const SEND_WINDOW = 4 * MIB;
/**
 * The same over all sockets of an object that lag by more than HEALTHY_BACKLOG. Above this the socket that lags most is closed.
 * It is a quarter of an object's memory.
 */
export const OBJECT_SEND_WINDOW = 32 * MIB;
/** A smaller lag is normal: a snapshot in transfer, or unacknowledged marks on a slow line. */
export const HEALTHY_BACKLOG = 256 * KIB;
/** A socket must acknowledge after this much data: about 80 messages, so that acknowledging costs 2 % of sending. */
export const MARK_INTERVAL = 32 * KIB;
/** Size of a waiting frame in addition to its text: its header and queue entry. */
export const FRAME_OVERHEAD = 100;

// Rates, as token buckets per person and room: `rate` a second on average, `burst` at once
/** Durable commands. A fast typist sends 1 per second; an outbox after a reconnect sends some dozens at once. */
export const COMMAND_RATE = { rate: 20, burst: 60 };
/** Reads: history, receipts. */
export const READ_RATE = { rate: 10, burst: 40 };
/** `hello` on an open socket, which costs as much as opening one. A person's devices that reconnect at once are 20 at most. */
export const HELLO_RATE = { rate: 10, burst: 40 };
/** Signals: typing, presence, delivered. Above this they are dropped without an answer. */
export const SIGNAL_RATE = { rate: 10, burst: 40 };
/** `rate_limited` answers per socket. Above this it is closed (4429), because it ignores them. */
export const REFUSAL_RATE = { rate: 10, burst: 200 };
/** Bad frames in a minute before the socket is closed (4400). */
export const MAX_BAD_FRAMES_PER_MINUTE = 10;
/** A socket without `hello` after this time is closed (4408). */
export const HELLO_TIMEOUT = 5 * SECOND;
/**
 * Data that a socket may send before its `hello`; it is kept until then. More closes the socket (4400). Some programs send
 * `hello` late.
 */
export const MAX_EARLY_FRAMES = 32;
export const MAX_EARLY_BYTES = 64 * KIB;

// Presence and typing
/** How often a room with open sockets checks whether they still work. */
export const PRESENCE_SWEEP = 30 * SECOND;
/** The same where a visitor is alone: nobody sees that the visitor is there, and a thousand idle ones would wake 33 rooms a second. */
export const PRESENCE_SWEEP_ALONE = 10 * MINUTE;
/** Presence changes in this window are sent together: a crowd that reconnects at once is one frame. */
export const PRESENCE_WINDOW = 100;
/** Clients send the text `ping` at this interval. The platform answers `pong` without waking the room. */
export const PING_INTERVAL = 25 * SECOND;
/** A device that has sent nothing for this long is disconnected: two pings and some tolerance. */
export const DEVICE_LEASE = 55 * SECOND;
/** The person stays shown for this long after the last device disconnects, because a reload is not an absence. */
export const PRESENCE_GRACE = 15 * SECOND;
/** A device without input for this long reports itself as idle. */
export const IDLE_AFTER = 5 * MINUTE;
/** A client sends "typing" at most this often. */
export const TYPING_INTERVAL = 4 * SECOND;
/** A client sends the end of typing after this long without a keystroke. */
export const TYPING_SILENCE = 3 * SECOND;
/** A room relays one person's typing at most this often. */
export const TYPING_RELAY_INTERVAL = 3 * SECOND;
/** A receiver hides the typing mark after this long without an update. */
export const TYPING_EXPIRY = 6 * SECOND;

// Presence over all rooms
/** People whose presence one device may watch: those on a screen and some scrolling. */
export const MAX_WATCHED = 100;
/** Watchers of one person. Each change is one call per watcher. Others see it when they ask again. */
export const MAX_WATCHERS = 500;
/** A device renews its watches at this interval. A watch lasts longer than two intervals, so that one request may be lost. */
export const WATCH_RENEWAL = 4 * MINUTE;
export const WATCH_LEASE = 10 * MINUTE;
/** Changes in this window are sent together. */
export const WATCH_WINDOW = 500;
/** How often a person's dead sockets are looked for while somebody watches. */
export const WATCH_SWEEP = MINUTE;
/** A status in UTF-16 units. */
export const MAX_STATUS_LENGTH = 80;
/** Latest end of a status or of a pause of notifications, from now. */
export const MAX_STATUS_TIME = 366 * 24 * 60 * MINUTE;

// Joining of events in a hot room
/**
 * Window in which events share one transaction and one frame. A single message does not wait. At 300 messages/s x 200 sockets,
 * 33 ms would save a fifth of the CPU and delay every message by 10 ms (docs/measurements.md).
 */
export const JOIN_WINDOW = 16;

/** Inboxes receive a room's changes at this interval: at most four times a second. */
export const FAN_OUT_WINDOW = 250;

// The inbox
/** Rooms and bytes of the first frame, and of each page after it: some screens of a list, which any network delivers at once. */
export const MAX_INBOX_PAGE = 150;
export const MAX_INBOX_FRAME_BYTES = 90 * KIB;
/** Saved messages of one person. For more, there is the search. */
export const MAX_SAVED = 1_000;
/** Messages that explain a badge: as many as a person reads without opening the room. */
export const MAX_UNREAD_MESSAGES = 20;
/** Latest end of a snooze, from now. */
export const MAX_SNOOZE = 366 * 24 * 60 * MINUTE;

/** Messages of one person that are sent later. */
export const MAX_SCHEDULED = 100;

/** Pinned messages of one room, and the length of its topic in UTF-16 units. */
export const MAX_PINS = 250;
export const MAX_TOPIC_LENGTH = 250;

// Tasks
/** Tasks of one page of a person's list, as JSON. */
export const MAX_TASKS_PAGE_BYTES = 48 * KIB;
/** Done and cancelled tasks that a person's list keeps. Those of rooms stay in their rooms. */
export const MAX_ENDED_TASKS = 1_000;

// Reminders
/** Open reminders of one person: more than anybody looks after. */
export const MAX_REMINDERS = 1_000;
/** Done reminders that are kept, so that one can be undone. */
export const MAX_DONE_REMINDERS = 200;
/** Own text of a reminder, UTF-16 units. */
export const MAX_REMINDER_TEXT = 500;
/** Latest time of a reminder, from now: five years. */
export const MAX_REMINDER_AHEAD = 5 * 366 * 24 * 60 * MINUTE;
/** Reminders of one page: at most about 100 kB in any script. */
export const REMINDERS_PAGE = 100;

// The AI
/** The name of a session until it is named by a person or after its first answer. */
export const UNNAMED_SESSION = "New session";
/** Questions that are offered after an answer, and how long each is, UTF-16 units. More would not be read. */
export const MAX_FOLLOW_UPS = 3;
export const MAX_FOLLOW_UP_LENGTH = 100;
/** An answer in UTF-16 units. A row holds 2 MB of UTF-8, and longer answers are not readable in a chat. */
export const MAX_ANSWER_LENGTH = 256 * KIB;
/** Parts of an answer are sent at this interval. More frequent parts would not be visible and would cost a third more. */
export const PART_INTERVAL = 40;
/** How often the text of a running answer is stored. */
export const PART_STORE_INTERVAL = SECOND;
/** A turn whose runner does not renew its lease within this time has crashed. Renewed whenever the text is stored. */
export const TURN_LEASE = 4 * SECOND;
/** A provider that sends nothing for this long has stalled. */
export const TURN_STALL = 60 * SECOND;
/** Longest `Retry-After` of a provider that a turn waits for. A person who is told at once asks somewhere else. */
export const MAX_RETRY_WAIT = 30 * SECOND;
/** Reasoning of one request to a model, UTF-16 units. A model that reasons for longer goes in circles. */
export const MAX_REASONING_HEARD = 256 * KIB;
/** The name of a model that somebody chooses for an answer, UTF-16 units. */
export const MAX_MODEL_LENGTH = 120;
/** Maximum duration of a turn. */
export const TURN_TIMEOUT = 10 * MINUTE;
/** Attempts at one turn: a second one after a crash or a failure of the provider. */
export const MAX_TURN_ATTEMPTS = 2;
/** Reasoning of one answer, UTF-16 units. Further reasoning is not stored. */
export const MAX_REASONING_LENGTH = 64 * KIB;
/** Steps of one turn. Reasoning in further steps is not stored. */
export const MAX_STEPS = 64;
/** Tool calls of one turn. With the two limits below, all of them together fit into a model's context. */
export const MAX_TOOL_CALLS = 16;
/** Passages that one call of a search tool adds to an answer: with the sources before them they fit into a prompt. */
export const MAX_TOOL_PASSAGES = 5;
/** Messages that one call of a search tool finds: all of them fit into a result. */
export const MAX_TOOL_MESSAGES = 12;
/** People whose common rooms a tool searches. In a larger room it searches that room alone. */
export const MAX_READERS_SEARCHED = 50;
/** How many tools an agent has at most. */
export const MAX_AGENT_TOOLS = 200;
/** Arguments of one call as JSON, and its result, in UTF-16 units. */
export const MAX_TOOL_ARGS = 4 * KIB;
export const MAX_TOOL_RESULT = 8 * KIB;
/** A tool without an answer after this time has failed. It is less than TURN_STALL, so that the model receives the failure. */
export const TOOL_TIMEOUT = 30 * SECOND;
/** Tools that a program brings along with a message: as many as the largest set of tools that models handle well. */
export const MAX_PROGRAM_TOOLS = 64;
/** All of them as JSON, in UTF-16 units: more than a model's context has room for beside a conversation. */
export const MAX_PROGRAM_TOOLS_LENGTH = 64 * KIB;
/** Levels of a schema. Each level is a call on the stack where JSON is written and read. */
export const MAX_PROGRAM_DEPTH = 32;
/** The name of a tool, in characters. Providers refuse longer ones. */
export const MAX_TOOL_NAME = 64;
/** What providers take as the highest temperature. */
export const MAX_TEMPERATURE = 2;
/** The most output tokens that can be asked for: no model of today writes as many in one answer. */
export const MAX_ANSWER_TOKENS = 1_000_000;
/** A turn that waits for a person's decision, or for results of the program that asked, ends after this time. */
export const DECISION_LIFETIME = 24 * 60 * MINUTE;
/** Why a person allowed a call of a tool or not, in UTF-16 units. */
export const MAX_DECISION_REASON = 500;
/** Versions of one prompt: more than anybody walks through. A page of messages has all their numbers. */
export const MAX_FORKS_OF_PROMPT = 50;
/** Drafts of one person in one room: one of the room, the others of threads. */
export const MAX_DRAFTS_OF_ROOM = 1_000;
/** Authors that a message shows of its thread. */
export const MAX_THREAD_FACES = 5;
/** Threads with unread replies that a device is told of. Beyond that, the newest are told. */
export const MAX_UNREAD_THREADS = 100;
/** Forks of one room. Each is one row, and only those on the way to a message are read. */
export const MAX_FORKS = 1_000;
/** Waiting prompts in one room. */
export const MAX_QUEUED_TURNS = 20;
/** Waiting prompts of one person in one room, so that one person cannot fill the queue. */
export const MAX_QUEUED_TURNS_PER_PERSON = 5;
/** Prompts that one turn answers after merging. */
export const MAX_PROMPTS = 10;
/** Messages that steer one answer. Each may cost another request to the model. */
export const MAX_STEERING = 10;
/** Prompts, and separately stops and other steering, per person and room. People read slower than that. */
export const TURN_RATE = { rate: 1, burst: 10 };
/** Tokens of conversation that a model gets, whatever its maximum. Older messages are summarised. */
export const CONTEXT_TOKENS = 12_000;
/** From this share of a budget on, everyone who asks gets a warning. */
export const BUDGET_WARNING = 0.8;
/** An unsettled reservation of a turn expires after this time, which is longer than any turn. */
export const GRANT_LIFETIME = 30 * MINUTE;
/** Output is checked in windows of this length, UTF-16 units. */
export const MODERATION_WINDOW = 600;
/** After this time a text counts as unchecked. */
export const MODERATION_TIMEOUT = 5 * SECOND;
/** An agent's instructions, UTF-16 units. */
export const MAX_INSTRUCTIONS = 8_000;
/** Variables in them: with the longest values, they still leave most of a prompt to the conversation. */
export const MAX_INSTRUCTION_VARIABLES = 50;
/** Earlier questions of a trial of an agent. */
export const MAX_TRIAL_TURNS = 10;
/** Questions of a member in trials of agents within a minute. */
export const TRIALS_PER_MINUTE = 20;
/** Versions of an agent that are kept. */
export const MAX_AGENT_VERSIONS = 100;
/** Agents of one organization. */
export const MAX_AGENTS = 50;
/** Agents in one room. */
export const MAX_ROOM_AGENTS = 8;

// Documents
/** Size and pages of a PDF. Reading takes about six times the file's size, of 128 MB of memory. */
export const MAX_PDF_BYTES = 20 * MIB;
export const MAX_PDF_PAGES = 2_000;
/** Any other uploaded file. */
export const MAX_DOCUMENT_BYTES = 50 * MIB;
/** Limits for fetching from an address: size, time and redirects. */
export const MAX_FETCHED_BYTES = 5 * MIB;
export const FETCH_TIMEOUT = 5 * SECOND;
export const MAX_REDIRECTS = 3;
/** A note written in the app, UTF-16 units. */
export const MAX_NOTE_LENGTH = 100_000;
/** Text of one document, UTF-16 units: a book of 3,000 pages. A longer text fails with a reason; it is never cut. */
export const MAX_DOCUMENT_TEXT = 8_000_000;
/**
 * Text before parsing, UTF-16 units. Parsed JSON takes up to 20 bytes per unit (`{},{},`). A web page is mostly markup, which
 * is discarded.
 */
export const MAX_JSON_LENGTH = 4_000_000;
export const MAX_HTML_LENGTH = 12_000_000;
export const MAX_DOCUMENT_CHUNKS = 10_000;
/** Pages, headings and functions of a document. It has at most this many chunks, so more marks would not help. */
export const MAX_MARKS = 10_000;
/** A chunk in UTF-16 units: about 250 tokens, half of what small embedding models read. */
export const CHUNK_LENGTH = 1_000;
/** Texts of one request for embeddings, and the length of one in UTF-16 units: as long as the largest embedding models read. */
export const MAX_EMBEDDED_TEXTS = 256;
export const MAX_EMBEDDED_TEXT = 32_000;
/** All of them together: an embedding model takes some seconds for them. */
export const MAX_EMBEDDED_LENGTH = 500_000;
export const MAX_LIBRARIES = 100;
/** Documents of one library. */
export const MAX_DOCUMENTS = 10_000;
export const MAX_TAGS = 20;
/** A tag, UTF-16 units: one or two words. */
export const MAX_TAG = 40;
/** Links of one kind that are remembered of a note. */
export const MAX_NOTE_LINKS = 200;
/** Tags that are listed of a person's notes. */
export const MAX_TAGGED = 200;
/** The text of a note that an agent keeps, UTF-16 units: arguments of a call stand in the answer. */
export const MAX_TOOL_NOTE = 8_000;
/** Notes that are shown as related to another one. */
export const MAX_RELATED_NOTES = 6;
/** Mails to one person's address for notes within 15 minutes. */
export const MAILS_PER_NOTE_ADDRESS = 20;
/** An ingestion that does not renew its lease for this long is started again, at most MAX_INGEST_ATTEMPTS times. */
export const INGEST_LEASE = 2 * MINUTE;
export const MAX_INGEST_ATTEMPTS = 3;
/** How long idempotency keys of new versions and counted answers are remembered, so that neither is applied twice. */
export const REMEMBERED_FOR = 30 * 24 * 60 * MINUTE;
/** Passages that a model gets for one answer, and the maximum of one document among them. */
export const MAX_SOURCES = 8;
export const MAX_SOURCES_PER_DOCUMENT = 3;
/** A question on the search page, UTF-16 units. */
export const MAX_QUERY_LENGTH = 1_000;
/** Messages on one page of a search. Each page asks every room of its hits. */
export const MAX_MESSAGE_HITS = 20;
/** A search counts no further: nobody looks at more, and each counted hit is read. */
export const MAX_COUNTED_HITS = 100;

/** Messages that a catch-up summarises: the newest. */
export const MAX_CAUGHT_UP = 300;

// Drafts
/** Unsent text of one room, UTF-16 units. As base64 it fits into a frame in any script. */
export const MAX_DRAFT_LENGTH = 16_000;
/** A stored draft in base64, including Yjs's record of deletions. Rows hold 2 MB. */
export const MAX_DRAFT_BYTES = 512 * 1024;
/** Draft updates per person over all devices. Each device sends at most five updates a second. */
export const DRAFT_RATE = { rate: 40, burst: 200 };
/** Keystrokes within this window are one update. */
export const DRAFT_JOIN = 200;
/**
 * Delay of composer updates to watchers who do not write. Sending to many costs more than storing, so updates are joined: the
 * room sends about this many frames a second to watchers in total, each after 0.2 to 1 seconds.
 */
export const WATCHER_FRAMES = 100;
export const WATCHER_JOIN = { min: 200, max: SECOND };
/** Up to this many participants, everyone receives updates immediately. */
export const WATCHED_ALIKE = 10;
/** A person counts as writing for this long after a keystroke. Active writers receive updates immediately. */
export const WRITES_FOR = 60 * SECOND;
/** How long after their last words others are told that somebody is writing in the shared composer, milliseconds. */
export const WRITING_FOR = 30 * SECOND;
/** Size in a message of the draft range that it consumed, base64. */
export const MAX_CONSUMED_RANGE = 8_192;

// Attachments
/** One file of a message: as large as a phone's camera produces, and small enough to upload within minutes on a slow line. */
export const MAX_ATTACHMENT_BYTES = 25 * MIB;
/** Files of one message. A frame with this many is still small. */
export const MAX_ATTACHMENTS = 10;
/**
 * Files of one person in one room that no message uses yet, including running uploads: one message of maximum size, and small
 * ones.
 */
export const MAX_WAITING_BYTES = MAX_ATTACHMENTS * MAX_ATTACHMENT_BYTES;
export const MAX_WAITING_ATTACHMENTS = 40;
/** Files of a draft after devices have merged: as many as may be unused. */
export const MAX_DRAFT_ATTACHMENTS = MAX_WAITING_ATTACHMENTS;
/**
 * A picture with more pixels is a file to download. A browser needs 4 bytes for each of them, whatever the file is compressed to:
 * here 160 MB. Cameras of phones take 12 to 24 million.
 */
export const MAX_PICTURE_PIXELS = 40_000_000;
/** Of one side, in pixels. Twice the largest texture of most devices. */
export const MAX_PICTURE_SIDE = 32_767;
/** All frames of an animation, in pixels. Eight minutes of 480 x 270 at ten frames a second have 600 million. */
export const MAX_ANIMATION_PIXELS = 1_000_000_000;
/** A file's name in UTF-16 units, after cleaning. */
export const MAX_FILE_NAME_LENGTH = 200;
/** A file that no message uses after this time is deleted. */
export const WAITING_LIFETIME = 30 * 24 * 60 * MINUTE;
/** An upload that takes longer has failed, and its remains are deleted. */
export const UPLOAD_LIFETIME = 60 * MINUTE;

// Pictures of people
/** The app makes them 256 pixels wide. Other programs may send larger ones. */
export const MAX_AVATAR_BYTES = 512 * 1024;
export const MAX_AVATAR_SIDE = 1_024;

// Reconnecting
export const RECONNECT = { min: 200, max: 1_000, factor: 1.5, cap: 10 * SECOND };

// Quotas, within QUOTA_WINDOW. A person reaches none of them by hand; a program that goes mad or means harm does.
export const QUOTA_WINDOW = 60 * MINUTE;
/** Rooms that one person creates, and that all people of an organization create. */
export const MAX_NEW_ROOMS = 300;
export const MAX_NEW_ROOMS_OF_ORGANIZATION = 3_000;
/** Sessions that one person or service account may begin by the chat protocols. A program that asks without a session begins one each time. */
export const MAX_NEW_CHATS = 1_000;
export const MAX_NEW_CHATS_OF_ORGANIZATION = 5_000;
/** Organizations that one person founds. */
export const MAX_NEW_ORGANIZATIONS = 30;
/** Invitation links that one person creates, and all people of an organization: enough to bring in a company on one day. */
export const MAX_NEW_INVITATIONS = 1_000;
export const MAX_NEW_INVITATIONS_OF_ORGANIZATION = 5_000;
/** New rooms into which one person puts another one, with whom no room was shared before: each is a line in a stranger's list. */
export const MAX_NEW_ROOMS_FOR_STRANGER = 20;

// Tickets and invitations
/** A one-use ticket for a socket. */
export const TICKET_LIFETIME = 60 * SECOND;
/** An invitation link, unless its maker chooses another time. */
export const INVITATION_LIFETIME = 7 * 24 * 60 * MINUTE;
/** The longest time that may be chosen: a link that outlives its reason is a security risk. */
export const MAX_INVITATION_LIFETIME = 30 * 24 * 60 * MINUTE;
/** The highest number of people that may be chosen for one link. */
export const MAX_INVITATION_USES = 10_000;
/** Invitations that one person sends by mail, and that are sent to one address, within QUOTA_WINDOW. */
export const MAX_MAILED_INVITATIONS = 100;
export const MAX_INVITATIONS_TO_ADDRESS = 3;
/** Invitations in the list, newest first, and people listed for each of them. */
export const MAX_LISTED_INVITATIONS = 200;
export const MAX_LISTED_USES = 50;
/** Invitations that have ended stay in the list for this time. */
export const ENDED_INVITATION_SHOWN = 30 * 24 * 60 * MINUTE;
/** Within QUOTA_WINDOW, how often managers end the sessions of one person. */
export const MAX_FORCED_SIGN_OUTS = 10;
/** A person's time of last activity is written at most this often. */
export const ACTIVE_EVERY = 5 * MINUTE;

// Widgets and visitors
/** Widgets of one organization: sites and languages of a company, not its customers. */
export const MAX_WIDGETS = 20;
/** Origins of one widget. All of them are in one header of the panel's page. */
export const MAX_WIDGET_ORIGINS = 50;
/** Keys that sign identities: one in use, and one that replaces it. */
export const MAX_WIDGET_KEYS = 2;
/** Fields of the form before the first message. Each one more loses visitors. */
export const MAX_FORM_FIELDS = 8;
/** Choices of one field. */
export const MAX_FIELD_CHOICES = 20;
/** What a visitor types into one field, UTF-16 units. */
export const MAX_FIELD_ANSWER = 500;
/** Own words of a widget: entries in each language, and the length of one, UTF-16 units. */
export const MAX_WIDGET_TEXTS = 200;
export const MAX_WIDGET_TEXT = 500;
/** Starters in each language. */
export const MAX_WIDGET_STARTERS = 4;
/** Holidays of one widget: some years ahead. */
export const MAX_HOLIDAYS = 100;
/** An identity token, bytes, and the signed attributes in it. */
export const MAX_IDENTITY_TOKEN = 8 * KIB;
export const MAX_ATTRIBUTES = 50;
export const MAX_ATTRIBUTE = 500;
/** How far ahead an identity token may end. The company's page renews it. */
export const MAX_IDENTITY_LIFETIME = 60 * MINUTE;
/** Tolerance between the company's clock and ours. */
export const CLOCK_SKEW = MINUTE;
/** A visitor's session ends this long after it was last renewed: whoever comes back within it finds the conversations. */
export const VISITOR_SESSION_LIFETIME = 180 * 24 * 60 * MINUTE;
/** The token before a rotation is taken for this long after the newer one was first used: requests are under way. */
export const TOKEN_OVERLAP = MINUTE;
/** A link that continues on another device, and one in a mail, which may be read days later. */
export const CONTINUE_LIFETIME = 10 * MINUTE;
export const MAILED_CONTINUE_LIFETIME = 7 * 24 * 60 * MINUTE;
/** A visitor can reply to a mail for as long as a session lasts without a visit. */
export const REPLY_LIFETIME = VISITOR_SESSION_LIFETIME;
/**
 * A mail as it arrives: files of about 8 MB. It is held whole, with its files decoded beside it: three times its size, of 128 MB of memory. The
 * parser works on each line, and on each part: 200,000 lines take it some seconds, and more would take minutes. Files have 76 characters a line.
 */
export const MAX_MAIL_BYTES = 12 * MIB;
export const MAX_MAIL_LINES = 200_000;
export const MAX_MAIL_PARTS = 3_000;
/** The header of a mail, and the headers of all of its parts. The longest that providers write have 20 kB. */
export const MAX_MAIL_HEADER_BYTES = 64 * KIB;
export const MAX_MAIL_PART_HEADERS_BYTES = 256 * KIB;
/** Parts within parts. Mail programs nest four. */
export const MAX_MAIL_DEPTH = 16;
/** Replies to one conversation within 15 minutes. */
export const MAILS_PER_CONVERSATION = 20;
/** Visitors without a conversation are forgotten after this time. */
export const VISITOR_FORGOTTEN = 30 * 24 * 60 * MINUTE;
/** Length of an address or a title of a page that a visitor is on, UTF-16 units. */
export const MAX_PAGE_ADDRESS = 2_000;
export const MAX_PAGE_TITLE = 300;
/** Conversations that a visitor's list shows: the newest. Each asks its room. */
export const MAX_LISTED_CONVERSATIONS = 30;
/** Within ATTEMPT_WINDOW (15 minutes): what one address, one visitor, one origin and one widget may do. An office has one address. */
export const NEW_VISITORS_PER_ADDRESS = 60;
export const NEW_VISITORS_PER_ORIGIN = 3_000;
export const NEW_VISITORS_PER_WIDGET = 5_000;
export const CONVERSATIONS_PER_VISITOR = 5;
export const CONVERSATIONS_PER_ADDRESS = 20;
export const CONVERSATIONS_PER_ORIGIN = 1_500;
export const CONVERSATIONS_PER_WIDGET = 2_000;
/** Transcripts that one visitor has mailed, and links that continue. */
export const TRANSCRIPTS_PER_VISITOR = 5;
export const CONTINUE_LINKS_PER_VISITOR = 20;

// Servers of the Model Context Protocol
/** Servers whose tools one organization uses. */
export const MAX_MCP_SERVERS = 20;
/** Tools of one server. A server with more is made for programs that choose among them, which models do badly. */
export const MAX_MCP_TOOLS = 100;
/** All that the tools of one server say about themselves, UTF-16 units of JSON; and one description, and one schema with its levels. */
export const MAX_MCP_DEFINITIONS = 512 * KIB;
export const MAX_MCP_DESCRIPTION = 4_000;
export const MAX_MCP_SCHEMA = 32 * KIB;
export const MAX_MCP_SCHEMA_DEPTH = 24;
export const MAX_MCP_TOOL_NAME = 128;
export const MAX_MCP_HEADERS = 5;
export const MAX_MCP_HEADER_VALUE = 4_000;
export const MAX_MCP_ROOMS = 100;
/** All that one server answers in one exchange of messages, bytes. */
export const MAX_MCP_ANSWER = 2 * MIB;
/** Of one request. A call of a tool has TOOL_TIMEOUT for all of its requests. */
export const MCP_TIMEOUT = 20 * SECOND;
/** After this time a call asks the server again what its tools are. */
export const MCP_CHECKED_FOR = 10 * MINUTE;
/** Tokens of the definitions of tools that a model is given besides the conversation. Further tools are left out. */
export const MAX_TOOL_TOKENS = 8_000;

// Webhooks
/** Webhooks of one organization: programs of a company, not its customers. */
export const MAX_WEBHOOKS = 20;
export const MAX_WEBHOOK_NAME = 80;
export const MAX_WEBHOOK_ADDRESS = 2_000;
/** Rooms that a webhook names. More of them are chosen by their kind. */
export const MAX_WEBHOOK_ROOMS = 100;
/** Time that a receiver has to answer. It should store the event and work on it later. */
export const WEBHOOK_TIMEOUT = 15 * SECOND;
/** Events of one webhook that wait. When more come, the newest are not kept. */
export const MAX_WEBHOOK_WAITING = 20_000;
/** What the log keeps of one webhook: deliveries that arrived, and others, which may be sent again. */
export const MAX_WEBHOOK_DELIVERED = 1_000;
export const MAX_WEBHOOK_FAILED = 10_000;
export const WEBHOOK_LOG_KEPT = 7 * 24 * 60 * MINUTE;
/** Part of an answer that the log keeps, UTF-16 units. */
export const MAX_WEBHOOK_ANSWER = 300;
/** How long the previous secret may sign beside the new one. */
export const MAX_WEBHOOK_OVERLAP = 7 * 24 * 60 * MINUTE;
/** Messages of one author in one room that a webhook is sent within the window. No person writes as many; two programs that answer each other do. */
export const WEBHOOK_LOOP_LIMIT = 100;
export const WEBHOOK_LOOP_WINDOW = 5 * MINUTE;

// Speech
/** Text that one request speaks, UTF-16 units without markup: about two minutes. Deepgram's models take no more; a longer text is spoken in pieces. */
export const MAX_SPOKEN_LENGTH = 2_000;
/** Texts that a member has spoken within a minute, and files that they have transcribed, without those that are cached. */
export const SPEECH_PER_MINUTE = 60;
/** Kept sound, seconds: long enough to hear it again, short enough that words of a deleted message are gone soon. */
export const SPEECH_KEPT = 24 * 60 * 60;
/** A file that is transcribed: about 8 minutes of MP3. It is in memory twice, once as base64. */
export const MAX_TRANSCRIBED_BYTES = 8 * MIB;

// Memory
/** A fact, UTF-16 units: one or two sentences. A longer text is a document, and belongs into a library. */
export const MAX_MEMORY_TEXT = 500;
/** What a fact is about, UTF-16 units: a few words. */
export const MAX_MEMORY_SUBJECT = 80;
/** Facts of one person, room and organization. A person can still look through as many; above this those that were used least are dropped. */
export const MAX_MEMORIES = { person: 500, room: 500, organization: 2_000 };
/** Facts that a model gets for one answer, and their estimated tokens: little beside the conversation. */
export const MAX_GIVEN_MEMORIES = 8;
export const MAX_MEMORY_TOKENS = 400;
/** Facts that are looked at for one word in one place, the newest first: a word that more of them have tells nothing. */
export const MAX_MEMORY_HITS = 200;
