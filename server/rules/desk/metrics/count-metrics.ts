/** Counts the rows of the metrics: by day, by person, and for the whole time. What each number means: docs/desk-metrics.md. */
import { isAgentId, type UserId } from "../../../../shared/ids.ts";
import type {
  CountedMetrics,
  FirstAnswers,
  MetricsDay,
  MetricsPeriod,
  Outcomes,
  RatingCounts,
} from "../../../../shared/desk-metrics.ts";
import { CAME_BACK_WITHIN, type PersonInConversation } from "../../room/milestones.ts";

export type MetricsRow = {
  begun_at: number;
  person_answer_at: number | null;
  person_answer_by: UserId | null;
  person_waited: number | null;
  agent_answer_at: number | null;
  agent_answer_by: UserId | null;
  agent_waited: number | null;
  unanswered_at: number | null;
  person_at: number | null;
  resolved_at: number | null;
  resolved_by: "ai" | "person" | null;
  resolved_of: UserId | null;
  took: number | null;
  alone_at: number | null;
  back_at: number | null;
  silent_at: number | null;
  silent_of: UserId | null;
  rated_at: number | null;
  rated_of: UserId | null;
  step: number | null;
};

export interface CountedRow extends MetricsRow {
  people: readonly PersonInConversation[];
}

/** Days as ISO dates, and when each begins; `end` is where the last one ends. The first half is the time before. */
export interface Days {
  names: readonly string[];
  starts: readonly number[];
  end: number;
}

/** How a conversation went that began at some time; null while that cannot be said. */
export function outcomeOf(row: MetricsRow, now: number): keyof Outcomes | null {
  const { alone_at, back_at, silent_at, person_at, unanswered_at } = row;
  if (alone_at !== null) {
    if (back_at !== null) return "back";
    return now - alone_at >= CAME_BACK_WITHIN ? "alone" : null;
  }
  if (silent_at !== null && now - silent_at >= CAME_BACK_WITHIN) return "alone";
  return person_at !== null || unanswered_at !== null ? "person" : null;
}

/** Closed, or left alone by the visitor for three days after an answer of the AI. */
export function resolutionOf(
  row: MetricsRow,
  now: number,
): { at: number; by: "ai" | "person"; of: UserId; took: number | null } | null {
  const { resolved_at, resolved_by, resolved_of, took, silent_at, silent_of } = row;
  if (resolved_at !== null && resolved_by !== null && resolved_of !== null)
    return { at: resolved_at, by: resolved_by, of: resolved_of, took };
  if (silent_at !== null && silent_of !== null && now - silent_at >= CAME_BACK_WITHIN)
    return { at: silent_at, by: "ai", of: silent_of, took: null };
  return null;
}

export class MetricsCounter {
  readonly #days: Days;
  readonly #now: number;
  readonly #half: number;
  readonly #byDay: Tally[];
  readonly #before = new Tally();
  readonly #whole = new Tally();
  readonly #people = new Map<UserId, PersonTally>();

  constructor(days: Days, now: number) {
    this.#days = days;
    this.#now = now;
    this.#half = days.names.length / 2;
    this.#byDay = days.names.slice(this.#half).map(() => new Tally());
  }

  add(row: CountedRow): void {
    this.#at(row.person_answer_at, (tally) => tally.waited.push(row.person_waited ?? 0));
    this.#at(row.unanswered_at, (tally) => (tally.unanswered += 1));
    const resolution = resolutionOf(row, this.#now);
    if (resolution !== null)
      this.#at(resolution.at, (tally) => {
        tally.resolved[resolution.by] += 1;
        if (resolution.by === "person" && resolution.took !== null) tally.took.push(resolution.took);
      });
    const outcome = outcomeOf(row, this.#now);
    if (outcome !== null) this.#at(row.begun_at, (tally) => (tally.outcomes[outcome] += 1));
    const { rated_of, step } = row;
    if (rated_of !== null && step !== null)
      this.#at(row.rated_at, (tally) => {
        const counts = isAgentId(rated_of) ? tally.ofAi : tally.ofPeople;
        counts[step - 1] = (counts[step - 1] ?? 0) + 1;
      });
    this.#addPeople(row, resolution);
  }

  #addPeople(row: CountedRow, resolution: ReturnType<typeof resolutionOf>): void {
    for (const { user, at, wrote, handedBack } of row.people) {
      if (!this.#isIn(at)) continue;
      const person = this.#person(user);
      if (wrote) person.conversations += 1;
      person.handedBack += handedBack;
    }
    const { person_answer_by, person_answer_at, person_waited, agent_answer_by, agent_answer_at } = row;
    if (person_answer_by !== null && person_waited !== null && this.#isIn(person_answer_at))
      this.#person(person_answer_by).waited.push(person_waited);
    if (agent_answer_by !== null && row.agent_waited !== null && this.#isIn(agent_answer_at)) {
      const agent = this.#person(agent_answer_by);
      agent.conversations += 1;
      agent.waited.push(row.agent_waited);
    }
    if (resolution !== null && this.#isIn(resolution.at)) {
      const person = this.#person(resolution.of);
      person.resolved += 1;
      if (resolution.took !== null) person.took.push(resolution.took);
    }
    if (row.rated_of !== null && row.step !== null && this.#isIn(row.rated_at))
      this.#person(row.rated_of).steps.push(row.step);
  }

  counted(): CountedMetrics {
    return {
      now: this.#whole.period(),
      before: this.#before.period(),
      days: this.#byDay.map((tally, i) => tally.day(this.#days.names[this.#half + i] ?? "")),
      people: [...this.#people]
        .map(([user, tally]) => tally.person(user))
        // People before agents, who has done most first.
        .sort(
          (a, b) =>
            Number(isAgentId(a.user)) - Number(isAgentId(b.user)) ||
            b.conversations - a.conversations ||
            (a.user < b.user ? -1 : 1),
        ),
    };
  }

  #at(at: number | null, count: (tally: Tally) => void): void {
    const index = this.#indexOf(at);
    if (index === null) return;
    if (index < this.#half) return count(this.#before);
    count(this.#whole);
    const day = this.#byDay[index - this.#half];
    if (day !== undefined) count(day);
  }

  #isIn(at: number | null): boolean {
    const index = this.#indexOf(at);
    return index !== null && index >= this.#half;
  }

  /** By halving: there are up to 180 days, and many rows. */
  #indexOf(at: number | null): number | null {
    const { starts, end } = this.#days;
    if (at === null || at < (starts[0] ?? end) || at >= end) return null;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? end) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #person(user: UserId): PersonTally {
    const known = this.#people.get(user);
    if (known !== undefined) return known;
    const tally = new PersonTally();
    this.#people.set(user, tally);
    return tally;
  }
}

class Tally {
  readonly waited: number[] = [];
  readonly took: number[] = [];
  readonly resolved = { ai: 0, person: 0 };
  readonly outcomes: Outcomes = { alone: 0, back: 0, person: 0 };
  readonly ofPeople: RatingCounts = [0, 0, 0, 0, 0];
  readonly ofAi: RatingCounts = [0, 0, 0, 0, 0];
  unanswered = 0;

  period(): MetricsPeriod {
    return {
      firstAnswer: firstAnswers(this.waited),
      unanswered: this.unanswered,
      resolved: this.resolved,
      resolvedIn: quantile(this.took, 0.5),
      outcomes: this.outcomes,
      ratings: { ...this.#ratings(), people: this.ofPeople, ai: this.ofAi },
    };
  }

  day(day: string): MetricsDay {
    const { resolved, outcomes } = this;
    return { day, firstAnswer: firstAnswers(this.waited), resolved, outcomes, ratings: this.#ratings() };
  }

  #ratings(): { count: number; mean: number | null } {
    const steps = this.ofPeople.map((count, i) => count + (this.ofAi[i] ?? 0));
    const count = steps.reduce((sum, each) => sum + each, 0);
    const sum = steps.reduce((total, each, i) => total + each * (i + 1), 0);
    return { count, mean: count === 0 ? null : sum / count };
  }
}

class PersonTally {
  conversations = 0;
  handedBack = 0;
  resolved = 0;
  readonly waited: number[] = [];
  readonly took: number[] = [];
  readonly steps: number[] = [];

  person(user: UserId): CountedMetrics["people"][number] {
    const { length } = this.steps;
    return {
      user,
      conversations: this.conversations,
      firstAnswer: quantile(this.waited, 0.5),
      resolved: this.resolved,
      resolvedIn: quantile(this.took, 0.5),
      handedBack: isAgentId(user) ? null : this.handedBack,
      ratings: length,
      rating: length === 0 ? null : this.steps.reduce((sum, step) => sum + step, 0) / length,
    };
  }
}

function firstAnswers(waited: readonly number[]): FirstAnswers {
  return { count: waited.length, median: quantile(waited, 0.5), nineOfTen: quantile(waited, 0.9) };
}

/** By nearest rank: always one of the values, so that "9 of 10 waited at most this long" is literally true. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
