/** What an agent is made of, in words. */
import type { AgentField, AgentState } from "../../../../shared/api-agents.ts";
import type { Model } from "../../../../shared/api.ts";
import type { Library } from "../../../../shared/knowledge.ts";
import { toolName } from "../../../parts/tools/tool-words.ts";
import { formatList, formatNumber } from "../../../ui/format.ts";
import { t } from "../../../words/agents.ts";

const FIELD_WORDS = {
  name: "fieldName",
  face: "fieldFace",
  greeting: "fieldGreeting",
  starters: "fieldStarters",
  instructions: "fieldInstructions",
  model: "fieldModel",
  temperature: "fieldTemperature",
  tools: "fieldTools",
  libraries: "fieldLibraries",
  memory: "fieldMemory",
  isDefault: "fieldIsDefault",
} as const satisfies Record<AgentField, string>;

export const fieldName = (field: AgentField): string => t(FIELD_WORDS[field]);
export const fieldNames = (fields: readonly AgentField[]): string => formatList(fields.map(fieldName));

/** A model that is not offered any more is shown by its id. */
export const modelName = (model: string, models: readonly Model[]): string =>
  model === "auto" ? t("automatic") : (models.find(({ id }) => id === model)?.label ?? model);

export interface Known {
  models: readonly Model[];
  libraries: readonly Library[];
}

/** The value of a field as text, with a line for each of several. */
export function valueText(state: AgentState, field: AgentField, { models, libraries }: Known): string {
  switch (field) {
    case "name":
    case "face":
    case "greeting":
    case "instructions":
      return state[field];
    case "starters":
      return state.starters.join("\n");
    case "model":
      return modelName(state.model, models);
    case "temperature":
      return formatNumber(state.temperature);
    case "tools":
      return state.tools === null ? t("all") : state.tools.map(toolName).sort().join("\n");
    case "libraries": {
      const nameOf = (id: string) => libraries.find((each) => each.id === id)?.name ?? t("libraryGone");
      return state.libraries === null ? t("all") : state.libraries.map(nameOf).sort().join("\n");
    }
    case "memory":
      return t(state.memory ? "on" : "off");
    case "isDefault":
      return t(state.isDefault ? "yes" : "no");
  }
}
