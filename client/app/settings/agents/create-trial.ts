import { createSignal, onCleanup } from "solid-js";
import { createStore, produce } from "solid-js/store";
import {
  type AgentTrial,
  type TrialCall,
  type TrialEnd,
  type TrialEvent,
  trialPath,
  type TrialSource,
} from "../../../../shared/agent-trial.ts";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { MAX_TRIAL_TURNS } from "../../../../shared/limits.ts";
import type { TurnReason } from "../../../../shared/protocol/turns.ts";
import { callForEvents, messageOf } from "../../../parts/lib/http.ts";
import { readEvents } from "../../../parts/lib/read-events.ts";
import { t } from "../../../words/agents.ts";

/** A question of a trial, and what has come of it. */
export interface TrialView {
  question: string;
  text: string;
  reasoning: string;
  /** Null: not known yet. */
  sources: TrialSource[] | null;
  memories: number;
  calls: TrialCall[];
  restarted: TurnReason | null;
  /** Null: it runs. */
  end: TrialEnd | null;
  /** Why there is none. */
  error: string | null;
  isStopped: boolean;
}

/** An answer that is given back as a part of the conversation, UTF-16 units: the server takes no more. */
const MOST_OF_ANSWER = 32 * 1024;

/** Asks an agent with settings that are not saved. Nothing of it outlives the page. */
export function createTrial(
  organization: OrganizationId,
  settings: () => Pick<AgentTrial, "agent" | "settings">,
) {
  const [turns, setTurns] = createStore<TrialView[]>([]);
  const [running, setRunning] = createSignal<AbortController>();
  onCleanup(() => running()?.abort());

  async function ask(question: string): Promise<void> {
    if (running() !== undefined) return;
    const before = turns
      .filter(({ text, error }) => text !== "" && error === null)
      .slice(-MAX_TRIAL_TURNS)
      .map((turn) => ({
        question: turn.question,
        answer: turn.text.slice(0, MOST_OF_ANSWER).toWellFormed(),
      }));
    const at = turns.length;
    setTurns(at, newTurn(question));
    const stop = new AbortController();
    setRunning(stop);
    try {
      const body: AgentTrial = { ...settings(), before, question };
      const { body: events } = await callForEvents(trialPath(organization), body, stop.signal);
      for await (const { type, data } of readEvents(events ?? new ReadableStream()))
        take(at, { type, ...(JSON.parse(data) as object) } as TrialEvent);
      if (turns[at]?.end === null) setTurns(at, "error", t("broke"));
    } catch (error) {
      if (turns[at] === undefined) return;
      if (stop.signal.aborted) setTurns(at, "isStopped", true);
      else setTurns(at, "error", turns[at].text ? t("broke") : messageOf(error));
    } finally {
      if (running() === stop) setRunning(undefined);
    }
  }

  /** After starting again there is no turn that takes it. */
  function take(at: number, event: TrialEvent): void {
    if (turns[at] === undefined) return;
    setTurns(
      at,
      produce((turn) => apply(turn, event)),
    );
  }

  return {
    turns,
    ask,
    isRunning: () => running() !== undefined,
    stop: () => running()?.abort(),
    clear: () => {
      running()?.abort();
      setTurns([]);
    },
  };
}

const newTurn = (question: string): TrialView => ({
  ...{ question, text: "", reasoning: "", sources: null, memories: 0, calls: [] },
  ...{ restarted: null, end: null, error: null, isStopped: false },
});

function apply(turn: TrialView, event: TrialEvent): void {
  switch (event.type) {
    case "given":
      turn.sources = event.sources;
      turn.memories = event.memories;
      return;
    case "text":
      turn.text += event.delta;
      return;
    case "reasoning":
      turn.reasoning += event.delta;
      return;
    case "call": {
      const at = turn.calls.findIndex(({ number }) => number === event.call.number);
      if (at < 0) turn.calls.push(event.call);
      else turn.calls[at] = event.call;
      return;
    }
    case "restarted":
      turn.text = event.text;
      turn.reasoning = "";
      turn.restarted = event.reason;
      return;
    case "ended":
      turn.end = event;
      return;
  }
}
