/**
 * What happened in a conversation with a visitor, as far as the desk's metrics need it. It is read from the whole log each time, so that a
 * telling that was lost, repeated or late changes no number. What each number means: docs/desk-metrics.md.
 */
import { isAgentId, type UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Whoever was away for this long after an answer of the AI did not come back. Milliseconds. */
export const CAME_BACK_WITHIN = 3 * 24 * 60 * 60_000;

/** Times are of the server's clock, milliseconds. */
export interface Milestones {
  /** The visitor's first message or request for a person; null before it. */
  begunAt: number | null;
  /** The first answer of a person to a request. `waited`: since that request. */
  firstPerson: FirstAnswer | null;
  /** The first whole answer of an agent. `waited`: since the beginning. */
  firstAgent: FirstAnswer | null;
  /** A request that no person has answered, waiting still or closed; null once one has, and if it was withdrawn. */
  unansweredAt: number | null;
  /** A person has written since this time. */
  personAt: number | null;
  /** While it is closed and somebody has answered. `took`: since the visitor's first sign after it was opened or reopened. */
  resolved: { at: number; by: "ai" | "person"; of: UserId; took: number } | null;
  /** The first end with the AI alone: closed, or silent for three days after an answer. `backAt`: the visitor's next sign within three days. */
  endedAlone: { at: number; backAt: number | null } | null;
  /** The newest answer, while the AI is alone and the visitor has been silent since. */
  silentSince: { at: number; of: UserId } | null;
  /** Whoever took over or wrote, since when. */
  people: PersonInConversation[];
}

export interface FirstAnswer {
  by: UserId;
  at: number;
  waited: number;
}

export interface PersonInConversation {
  user: UserId;
  at: number;
  wrote: boolean;
  /** How often they handed back to the AI. */
  handedBack: number;
}

/** More people than this in one conversation are not counted. */
const MOST_PEOPLE = 20;

type Happening = { seq: Seq; at: number; by: UserId } & (
  | { type: "written" }
  | { type: "answered" }
  | { type: "support.requested" | "support.withdrawn" | "support.closed" }
  | { type: "support.reopened"; data: string }
  | { type: "takeover.begun" | "takeover.ended" }
);

export function milestonesOf(store: SqlStore, visitors: ReadonlySet<UserId>): Milestones {
  const reader = new Reader(visitors);
  for (const happening of happenings(store)) reader.read(happening);
  return reader.milestones();
}

function happenings(store: SqlStore): Happening[] {
  return store.all<Happening>(
    `SELECT m.seq, m.at, m.author AS by, 'written' AS type, '' AS data FROM messages m WHERE m.turn IS NULL
     UNION ALL
     SELECT m.seq, t.ended_at, t.agent, 'answered', '' FROM messages m JOIN turns t ON t.id = m.turn WHERE t.state = 'completed'
     UNION ALL
     SELECT seq, at, by, type, data FROM events INDEXED BY notices WHERE target IS NULL AND type IN
       ('support.requested', 'support.withdrawn', 'support.closed', 'support.reopened', 'takeover.begun', 'takeover.ended')
     ORDER BY seq`,
  );
}

class Reader {
  readonly #visitors: ReadonlySet<UserId>;
  readonly #people = new Map<UserId, PersonInConversation>();
  #begunAt: number | null = null;
  /** The visitor's first sign since it was opened or reopened. */
  #roundAt: number | null = null;
  /** Since when the visitor has waited for a person's answer. A takeover alone answers nothing. */
  #askedAt: number | null = null;
  #unansweredAt: number | null = null;
  #firstPerson: FirstAnswer | null = null;
  #firstAgent: FirstAnswer | null = null;
  #personAt: number | null = null;
  #newestPerson: UserId | null = null;
  #newestAgent: UserId | null = null;
  #holder: UserId | null = null;
  #resolved: Milestones["resolved"] = null;
  #endedAlone: Milestones["endedAlone"] = null;
  #silentSince: Milestones["silentSince"] = null;

  constructor(visitors: ReadonlySet<UserId>) {
    this.#visitors = visitors;
  }

  read(happening: Happening): void {
    const { at, by } = happening;
    const isVisitor = this.#visitors.has(by);
    switch (happening.type) {
      case "written":
        if (isVisitor) return this.#visitorSigns(at);
        return isAgentId(by) ? undefined : this.#personWrites(by, at);
      case "answered":
        return this.#agentAnswers(by, at);
      case "support.requested":
        this.#visitorSigns(at);
        this.#askedAt ??= at;
        // Whoever had taken over has not: the visitor wants somebody else.
        this.#holder = null;
        return;
      case "support.withdrawn":
        this.#askedAt = null;
        return;
      case "support.reopened":
        this.#resolved = null;
        this.#roundAt = null;
        // A visitor whom a person had served waits for a person again.
        if (isVisitor && happening.data.includes('"waits":true')) this.#askedAt ??= at;
        return;
      case "support.closed":
        return this.#closes(at);
      case "takeover.begun":
        this.#holder = by;
        this.#silentSince = null;
        this.#personIn(by, at);
        return;
      case "takeover.ended":
        return this.#handsBack(by, isVisitor);
    }
  }

  milestones(): Milestones {
    return {
      begunAt: this.#begunAt,
      firstPerson: this.#firstPerson,
      firstAgent: this.#firstAgent,
      unansweredAt: this.#firstPerson === null ? (this.#askedAt ?? this.#unansweredAt) : null,
      personAt: this.#personAt,
      resolved: this.#resolved,
      endedAlone: this.#endedAlone,
      silentSince: this.#silentSince,
      people: [...this.#people.values()],
    };
  }

  #visitorSigns(at: number): void {
    this.#begunAt ??= at;
    this.#roundAt ??= at;
    const end = this.#endedAlone;
    const silence = this.#silentSince;
    if (end !== null && end.backAt === null && at - end.at < CAME_BACK_WITHIN) end.backAt = at;
    if (end === null && silence !== null && at - silence.at >= CAME_BACK_WITHIN)
      this.#endedAlone = { at: silence.at, backAt: null };
    this.#silentSince = null;
  }

  #personWrites(by: UserId, at: number): void {
    const person = this.#personIn(by, at);
    if (person !== null) person.wrote = true;
    if (this.#askedAt !== null) this.#firstPerson ??= { by, at, waited: at - this.#askedAt };
    this.#askedAt = null;
    this.#personAt ??= at;
    this.#newestPerson = by;
    this.#silentSince = null;
  }

  #agentAnswers(by: UserId, at: number): void {
    this.#newestAgent = by;
    if (this.#begunAt !== null) this.#firstAgent ??= { by, at, waited: Math.max(0, at - this.#begunAt) };
    const isAlone = this.#personAt === null && this.#askedAt === null && this.#holder === null;
    this.#silentSince = isAlone ? { at, of: by } : null;
  }

  #closes(at: number): void {
    const isAlone = this.#personAt === null && this.#askedAt === null;
    const of = this.#newestPerson ?? (isAlone ? this.#newestAgent : null);
    const took = Math.max(0, at - (this.#roundAt ?? this.#begunAt ?? at));
    this.#resolved = of === null ? null : { at, by: this.#newestPerson === null ? "ai" : "person", of, took };
    if (this.#resolved?.by === "ai") this.#endedAlone ??= { at, backAt: null };
    if (this.#askedAt !== null) this.#unansweredAt = this.#askedAt;
    this.#askedAt = null;
    this.#holder = null;
    this.#silentSince = null;
  }

  #handsBack(by: UserId, isVisitor: boolean): void {
    // A visitor who goes back to the AI waits for nobody. Whom a person handed back without a word still does.
    if (isVisitor) this.#askedAt = null;
    else {
      const person = this.#people.get(by);
      if (person !== undefined) person.handedBack += 1;
    }
    this.#holder = null;
  }

  #personIn(user: UserId, at: number): PersonInConversation | null {
    const known = this.#people.get(user);
    if (known !== undefined) return known;
    if (this.#people.size >= MOST_PEOPLE) return null;
    const person = { user, at, wrote: false, handedBack: 0 };
    this.#people.set(user, person);
    return person;
  }
}
