/** Every number that bounds something, with its reason. Times in milliseconds, sizes in bytes unless named otherwise. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const KIB = 1_024;
const MIB = 1_024 * KIB;

// Frames and text
/** One client frame. The platform takes 32 MiB; the largest honest frame is a text of 16 kB, escaped. */
export const MAX_FRAME_BYTES = 64 * KIB;
/** A message's text in UTF-8. Longer is refused before sending; nothing is ever cut. */
export const MAX_TEXT_BYTES = 16_000;
/** An events frame is split above this, so that a slow phone shows something early. */
export const MAX_EVENTS_FRAME_BYTES = 256 * KIB;
/** Names of people, rooms and organizations, in UTF-16 units after cleaning. */
export const MAX_NAME_LENGTH = 80;
/** More than a screen of names is a bomb, not a message. */
export const MAX_MENTIONS = 50;
/** Kinds of emoji on one message. */
export const MAX_REACTION_KINDS = 20;
/** Characters of a quoted or listed message that are shown in its place. */
export const EXCERPT_LENGTH = 140;

// History
/** Messages in a snapshot and in a page: about two screens. */
export const PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 200;
/** Missed events that are replayed one by one; above it a snapshot is smaller and faster. */
export const MAX_CATCH_UP_EVENTS = 1_000;
/** Text in one answer to a reader, in UTF-16 units: long messages make a shorter page, and a catch-up a snapshot. */
export const MAX_READ_LENGTH = 512 * KIB;
/** Unread is counted up to here and shown as "99+". */
export const MAX_UNREAD_COUNT = 100;
/** "Written 09:00, sent 09:05" goes back this far; an older claim is a broken clock. */
export const MAX_WAITED = 30 * 24 * 60 * MINUTE;

// Members and sockets
export const MAX_MEMBERS = 1_000;
/** Above this, a change is told to those whom it concerns; the other inboxes ask when somebody looks. */
export const MAX_TOLD_MEMBERS = 200;
/** While somebody looks, an inbox asks the rooms of such crowds this often. */
export const CROWD_LOOK = 20 * SECOND;
/** Devices and tabs of one person in one room; the oldest is closed (4429). */
export const MAX_SOCKETS_PER_PERSON = 20;
/** Above this, receipts name nobody: read cursors go to the person's own devices, delivered ones are not kept. */
export const MAX_RECEIPT_MEMBERS = 50;
/**
 * When something came to someone and was read is known of the newest events of the room, so many back from how far they are: as far
 * as a catch-up goes. A move for each event would be this many rows for each person, and 7 MB for 50 people.
 */
export const MAX_RECEIPT_TIMES = 1_000;

// What waits for slow readers, in UTF-16 units: a byte each in most languages, at most three
/**
 * Sent to one socket and not acknowledged; beyond it is closed (4408). The largest snapshots and catch-ups are about 1 Mi, so that even
 * after one a line of 1 Mbit/s may fall behind by 25 seconds of the busiest room.
 */
export const SEND_WINDOW = 4 * MIB;
/**
 * The same over all sockets of an object that are further behind than HEALTHY_BACKLOG; beyond it the one that is furthest behind is
 * closed. A quarter of the memory that an object has.
 */
export const OBJECT_SEND_WINDOW = 32 * MIB;
/** Who is less behind is nobody's trouble: a snapshot under way, or the marks of a slow line. */
export const HEALTHY_BACKLOG = 256 * KIB;
/** A socket is asked to acknowledge after this much: some 80 messages, so that asking and answering cost 2 % of what sending them does. */
export const MARK_INTERVAL = 32 * KIB;
/** What a frame that waits takes beside its text: a header and its place in a queue. */
export const FRAME_OVERHEAD = 100;

// Rates, as token buckets per person and room: `rate` a second on average, `burst` at once
/** Durable commands. A fast typist sends 1 a second; a returning outbox some dozens at once. */
export const COMMAND_RATE = { rate: 20, burst: 60 };
/** Reads: history, receipts. */
export const READ_RATE = { rate: 10, burst: 40 };
/** `hello` on an open socket: each costs what opening costs. A person's devices that come back at once are 20 at most. */
export const HELLO_RATE = { rate: 10, burst: 40 };
/** Signals: typing, presence, delivered. Over it they are dropped without a word. */
export const SIGNAL_RATE = { rate: 10, burst: 40 };
/** Refusals for speed that a socket may collect; beyond it is closed (4429), because it does not listen. */
export const REFUSAL_RATE = { rate: 10, burst: 200 };
/** Bad frames in a minute before the socket is closed (4400). */
export const MAX_BAD_FRAMES_PER_MINUTE = 10;
/** A socket that has not said hello by then is closed (4408). */
export const HELLO_TIMEOUT = 5 * SECOND;
/** What one socket may send before its `hello`, kept until then; more closes it (4400). Some programs send first and greet after. */
export const MAX_EARLY_FRAMES = 32;
export const MAX_EARLY_BYTES = 64 * KIB;

// Presence and typing
/** How often a room with open sockets looks whether they are still there. */
export const PRESENCE_SWEEP = 30 * SECOND;
/** Comings and goings of this window are told together: a crowd that reconnects at once is one frame. */
export const PRESENCE_WINDOW = 100;
/** Clients send the text `ping` this often; the platform answers `pong` without waking the room. */
export const PING_INTERVAL = 25 * SECOND;
/** A device that was not heard of for this long is gone: two pings and some slack. */
export const DEVICE_LEASE = 55 * SECOND;
/** After the last device has gone, the person stays shown this long: a reload is no absence. */
export const PRESENCE_GRACE = 15 * SECOND;
/** Without input for this long a device calls itself idle. */
export const IDLE_AFTER = 5 * MINUTE;
/** A client says "typing" at most this often. */
export const TYPING_INTERVAL = 4 * SECOND;
/** Silence after which a client says that typing has ended. */
export const TYPING_SILENCE = 3 * SECOND;
/** A room relays one person's typing at most this often. */
export const TYPING_RELAY_INTERVAL = 3 * SECOND;
/** A receiver stops showing it after this long without news. */
export const TYPING_EXPIRY = 6 * SECOND;

// Presence over all rooms
/** People whom one device hears of: what a screen shows, and some scrolling. */
export const MAX_WATCHED = 100;
/** People who hear of one person at once: each change is a call to each of them. Others see it when they ask again. */
export const MAX_WATCHERS = 500;
/** A device asks again this often, and is told for so long: one request may be lost. */
export const WATCH_RENEWAL = 4 * MINUTE;
export const WATCH_LEASE = 10 * MINUTE;
/** What changes within it is told together. */
export const WATCH_WINDOW = 500;
/** How often a person's own ghosts are looked for while somebody watches. */
export const WATCH_SWEEP = MINUTE;
/** A status in UTF-16 units. */
export const MAX_STATUS_LENGTH = 80;
/** How far ahead a status or quiet may end. */
export const MAX_STATUS_TIME = 366 * 24 * 60 * MINUTE;

// Joining of events in a hot room
/**
 * Window in which events share a transaction and a frame; a lone message waits for nothing. At 300 messages/s x 200 sockets
 * 33 ms would cost a fifth less CPU, and every message 10 ms more (docs/measurements.md).
 */
export const JOIN_WINDOW = 16;

/** Inboxes learn of a room's changes on this beat: at most four times a second, and well within one. */
export const FAN_OUT_WINDOW = 250;

// The inbox
/** Rooms and bytes of the first frame, and of each page after it: some screens of a list, on any network at once. */
export const MAX_INBOX_PAGE = 150;
export const MAX_INBOX_FRAME_BYTES = 90 * KIB;
/** Messages that one person saves; more is an archive, and the search has that. */
export const MAX_SAVED = 1_000;
/** Messages by which a badge explains itself: what one looks through without opening the room. */
export const MAX_UNREAD_MESSAGES = 20;
/** How far ahead something may be snoozed. */
export const MAX_SNOOZE = 366 * 24 * 60 * MINUTE;

// The AI
/** An answer in UTF-16 units. A row holds 2 MB of UTF-8; more than this nobody reads in a chat. */
export const MAX_ANSWER_LENGTH = 256 * KIB;
/** Parts of an answer go out on this beat: a third more would be seen by nobody and cost a third more. */
export const PART_INTERVAL = 40;
/** How often what has been said of a running answer is written down. */
export const PART_STORE_INTERVAL = SECOND;
/** A turn whose runner did not renew its lease within this time is dead. Renewed with each storing. */
export const TURN_LEASE = 4 * SECOND;
/** A provider that is silent for so long has stalled. */
export const TURN_STALL = 60 * SECOND;
/** Whatever a provider does, a turn ends by then. */
export const TURN_TIMEOUT = 10 * MINUTE;
/** Attempts at one turn: one more after a crash or a failure of the provider. */
export const MAX_TURN_ATTEMPTS = 2;
/** Prompts that wait in one room. */
export const MAX_QUEUED_TURNS = 20;
/** Prompts of one person that wait in one room: nobody fills the queue alone. */
export const MAX_QUEUED_TURNS_PER_PERSON = 5;
/** Prompts that one turn answers after merging. */
export const MAX_PROMPTS = 10;
/** Prompts, and apart from them stops and the like, per person and room. A person reads slower than that. */
export const TURN_RATE = { rate: 1, burst: 10 };
/** Tokens of conversation that a model is given, whatever it could take: what is older is summarised. */
export const CONTEXT_TOKENS = 12_000;
/** From this share of a budget on everyone who asks is told. */
export const BUDGET_WARNING = 0.8;
/** A reservation of a turn that was never settled lapses after this: longer than any turn. */
export const GRANT_LIFETIME = 30 * MINUTE;
/** Output is checked in windows of so many UTF-16 units. */
export const MODERATION_WINDOW = 600;
/** A check that takes longer was not made. */
export const MODERATION_TIMEOUT = 5 * SECOND;
/** Characters of an agent's instructions. */
export const MAX_INSTRUCTIONS = 8_000;
/** Agents of one organization. */
export const MAX_AGENTS = 50;
/** Agents in one room. */
export const MAX_ROOM_AGENTS = 8;

// Documents
/** What a PDF may weigh and have: reading one takes about six times its size of memory, of 128 MB. */
export const MAX_PDF_BYTES = 20 * MIB;
export const MAX_PDF_PAGES = 2_000;
/** Anything else that is uploaded or fetched from an upload. */
export const MAX_DOCUMENT_BYTES = 50 * MIB;
/** What is fetched from an address, in this time and over so many redirects. */
export const MAX_FETCHED_BYTES = 5 * MIB;
export const FETCH_TIMEOUT = 5 * SECOND;
export const MAX_REDIRECTS = 3;
/** A note that is written in the app, UTF-16 units. */
export const MAX_NOTE_LENGTH = 100_000;
/** Text that is kept of one document, UTF-16 units: a book of 3,000 pages. Longer is a failure with a reason, never a cut. */
export const MAX_DOCUMENT_TEXT = 8_000_000;
/** Before it is parsed, UTF-16 units: JSON takes 20 bytes for each at worst (`{},{},`); of a page most is markup, and goes by. */
export const MAX_JSON_LENGTH = 4_000_000;
export const MAX_HTML_LENGTH = 12_000_000;
export const MAX_DOCUMENT_CHUNKS = 10_000;
/** Pages, headings and functions that are kept of a document: more than it has chunks would tell nothing more. */
export const MAX_MARKS = 10_000;
/** A chunk in UTF-16 units: about 250 tokens, half of what small embedding models read. */
export const CHUNK_LENGTH = 1_000;
export const MAX_LIBRARIES = 100;
/** Documents of one library. */
export const MAX_DOCUMENTS = 10_000;
export const MAX_TAGS = 20;
/** A document's ingestion that did not renew its lease for so long is begun again; so often at most. */
export const INGEST_LEASE = 2 * MINUTE;
export const MAX_INGEST_ATTEMPTS = 3;
/** Which request gave a document a version, and which answers are counted, so that neither is done twice. */
export const REMEMBERED_FOR = 30 * 24 * 60 * MINUTE;
/** Passages that a model is given for one answer, and of one document among them. */
export const MAX_SOURCES = 8;
export const MAX_SOURCES_PER_DOCUMENT = 3;
/** A question to the search page. */
export const MAX_QUERY_LENGTH = 1_000;

/** Messages that a summary of what somebody missed is made of: the newest. */
export const MAX_CAUGHT_UP = 300;

// Drafts
/** Unsent words of one room, UTF-16 units: all of it fits into a frame, in any script, as base64. */
export const MAX_DRAFT_LENGTH = 16_000;
/** A draft as it is stored, with what it must remember of what was deleted; in base64. Rows hold 2 MB. */
export const MAX_DRAFT_BYTES = 512 * 1024;
/** Over all devices of a person; each joins its keystrokes to five updates a second. */
export const DRAFT_RATE = { rate: 40, burst: 200 };
/** Keystrokes of so many milliseconds are one update. */
export const DRAFT_JOIN = 200;
/**
 * Who watches others write hears of some keys together, because telling many costs more than storing: so that a hundred frames a
 * second go to watchers, however many they are, after a fifth of a second at least and a second at most.
 */
export const WATCHER_FRAMES = 100;
export const WATCHER_JOIN = { min: 200, max: SECOND };
/** As long as no more have it open, all hear of everything at once. */
export const WATCHED_ALIKE = 10;
/** Who wrote so many milliseconds ago writes, and hears of the others at once. */
export const WRITES_FOR = 60 * SECOND;
/** What a message may say of the draft that it used up, base64. */
export const MAX_SPENT_DRAFT = 8_192;

// Attachments
/** One file of a message: what a phone's camera makes, and what a slow line brings within minutes. */
export const MAX_ATTACHMENT_BYTES = 25 * MIB;
/** Of one message; a frame with so many is still small. */
export const MAX_ATTACHMENTS = 10;
/** What one person may have waiting in one room, uploads under way among it: one message as large as they come, and small ones. */
export const MAX_WAITING_BYTES = MAX_ATTACHMENTS * MAX_ATTACHMENT_BYTES;
export const MAX_WAITING_ATTACHMENTS = 40;
/** Those of a draft, after devices that were apart have merged: as many as may wait. */
export const MAX_DRAFT_ATTACHMENTS = MAX_WAITING_ATTACHMENTS;
/** A file's name in UTF-16 units, after cleaning. */
export const MAX_FILE_NAME_LENGTH = 200;
/** What no message took by then is collected. */
export const WAITING_LIFETIME = 30 * 24 * 60 * MINUTE;
/** An upload that is not done by then never is, and what it left is collected. */
export const UPLOAD_LIFETIME = 60 * MINUTE;

// Reconnecting
export const RECONNECT = { min: 200, max: 1_000, factor: 1.5, cap: 10 * SECOND };

// Doors
/** A one-use ticket for a socket. */
export const TICKET_LIFETIME = 60 * SECOND;
/** An invitation link. */
export const INVITATION_LIFETIME = 7 * 24 * 60 * MINUTE;
