import { batch, createMemo, createSignal } from "solid-js";
import { createStore, unwrap } from "solid-js/store";
import { type AgentField, type AgentState, type ChangeAgent } from "../../../../shared/api-agents.ts";
import { paths, type Agent } from "../../../../shared/api.ts";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { variableProblem } from "../../../../shared/instructions.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { createAction } from "../../../parts/form/create-action.ts";
import { call } from "../../../parts/lib/http.ts";
import { differingFields, isSame, mergeChanges } from "./merge-changes.ts";

export const MAX_STARTERS = 6;

/** What is typed: some of it is text until it is saved. */
export type Typed = Omit<AgentState, "starters" | "temperature"> & { starters: string; temperature: string };

/** Somebody else has saved meanwhile. */
export interface Conflict {
  by: Agent["changedBy"];
  theirs: AgentField[];
  both: AgentField[];
  /** As it is now. */
  newest: AgentState;
}

export type AgentDraft = ReturnType<typeof createAgentDraft>;

const NEW: AgentState = {
  ...{ name: "", face: "🤖", greeting: "", starters: [], instructions: "", model: "auto", temperature: 0.7 },
  ...{ tools: null, libraries: null, memory: true, isDefault: false },
};

const stateOf = ({ id: _, version: _v, changedBy: _b, changedAt: _a, ...state }: Agent): AgentState => state;

const typedOf = ({ starters, temperature, ...rest }: AgentState): Typed =>
  structuredClone({ ...rest, starters: starters.join("\n"), temperature: String(temperature) });

/** As it would be saved. */
function stateIn({ starters, temperature, ...rest }: Typed): AgentState {
  const { name, face, greeting } = rest;
  return {
    ...rest,
    ...{ name: name.trim(), face: face.trim(), greeting: greeting.trim() },
    starters: starters
      .split("\n")
      .map((line) => line.replace(/\s+/gu, " ").trim())
      .filter(Boolean),
    temperature: temperature.trim() === "" ? NaN : Number(temperature),
  };
}

/** An agent as it is being changed, and nothing of it saved until somebody says so. Null: a new one. */
export function createAgentDraft(
  organization: OrganizationId,
  first: Agent | null,
  onMade: (agent: Agent) => void,
) {
  const [saved, setSaved] = createSignal(first);
  const base = createMemo(() => (saved() === null ? NEW : stateOf(saved() ?? unsaved())));
  const [typed, setTyped] = createStore<Typed>(typedOf(first === null ? NEW : stateOf(first)));
  const [conflict, setConflict] = createSignal<Conflict>();
  const state = createMemo(() => stateIn(copyOf(typed)));
  const changed = createMemo(() => differingFields(base(), state()));
  const problem = createMemo(() => variableProblem(typed.instructions));
  /** Whether an agent can be like this. A name is needed only to save it. */
  const isPossible = (): boolean => {
    const { face, starters, temperature } = state();
    const isNumber = temperature >= 0 && temperature <= 2;
    // Instructions that are older than variables can be kept.
    const areGood = problem() === null || !changed().includes("instructions");
    return face !== "" && starters.length <= MAX_STARTERS && isNumber && areGood;
  };
  const isValid = (): boolean => isPossible() && state().name !== "";

  const saving = createAction(async () => {
    const agent = saved();
    const sent = state();
    if (agent === null) {
      const { isDefault: _, ...made } = sent;
      const agentMade = await call<Agent>("POST", paths.agents(organization), made);
      take(agentMade, sent);
      onMade(agentMade);
      return;
    }
    const change = Object.fromEntries(changed().map((field) => [field, sent[field]]));
    try {
      const body: ChangeAgent = { ...change, version: agent.version };
      take(await call<Agent>("PATCH", paths.agent(organization, agent.id), body), sent);
    } catch (error) {
      if (!(error instanceof ParleyError) || error.code !== "conflict") throw error;
      const newest = await call<Agent>("GET", paths.agent(organization, agent.id));
      // A name that somebody else has is a conflict too.
      if (newest.version === agent.version) throw error;
      merge(newest);
    }
  });

  /** What was typed while it was saved stays. */
  function take(agent: Agent, sent: AgentState): void {
    const { merged } = mergeChanges(sent, state(), stateOf(agent));
    batch(() => {
      setSaved(agent);
      setTyped(typedOf(merged));
      setConflict(undefined);
    });
  }

  function replace(agent: Agent): void {
    batch(() => {
      setSaved(agent);
      setTyped(typedOf(stateOf(agent)));
      setConflict(undefined);
    });
  }

  function merge(agent: Agent): void {
    const newest = stateOf(agent);
    const { merged, theirs, both } = mergeChanges(base(), state(), newest);
    batch(() => {
      setSaved(agent);
      setTyped(typedOf(merged));
      setConflict({ by: agent.changedBy, theirs, both, newest });
    });
  }

  function useTheirs(field: AgentField): void {
    const now = conflict();
    if (now === undefined) return;
    batch(() => {
      setTyped({ [field]: typedOf(now.newest)[field] });
      setConflict({ ...now, both: now.both.filter((each) => each !== field) });
    });
  }

  return {
    ...{
      organization,
      saved,
      base,
      typed,
      state,
      changed,
      problem,
      isPossible,
      isValid,
      conflict,
      useTheirs,
      replace,
    },
    set: <Field extends keyof Typed>(field: Field, value: Typed[Field]) => setTyped({ [field]: value }),
    isChanged: (field: AgentField) => !isSame(base()[field], state()[field]),
    isDirty: () => changed().length > 0,
    discard: () => {
      batch(() => {
        setTyped(typedOf(base()));
        setConflict(undefined);
      });
    },
    acknowledge: () => setConflict(undefined),
    ...{ save: saving.run, saving: saving.busy, error: saving.error },
  };
}

/** Reads each field, so that each change of it is followed. */
const copyOf = (typed: Typed): Typed => structuredClone({ ...unwrap({ ...typed }) });

function unsaved(): never {
  throw new Error("the agent is not saved");
}
