import { For, Show } from "solid-js";
import {
  expandInstructions,
  INSTRUCTION_VARIABLES,
  type InstructionVariable,
  variableValues,
} from "../../../../shared/instructions.ts";
import { MAX_INSTRUCTION_VARIABLES, MAX_INSTRUCTIONS } from "../../../../shared/limits.ts";
import { now } from "../../../parts/lib/now.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { TextArea } from "../../../ui/text-area.tsx";
import { t } from "../../../words/agents.ts";
import { useLiveOrganization } from "../live-organization.tsx";
import type { AgentDraft } from "./create-agent-draft.ts";
import { Section } from "./section.tsx";

const ABOUT = {
  "person.name": "variable_person",
  "organization.name": "variable_organization",
  "room.name": "variable_room",
  "agent.name": "variable_agent",
  date: "variable_date",
  time: "variable_time",
  language: "variable_language",
} as const satisfies Record<InstructionVariable, string>;

const written = (name: string): string => `{{${name}}}`;

export function InstructionsSection(props: { agent: AgentDraft }) {
  const { me, organization } = useLiveOrganization();
  let area: HTMLTextAreaElement | undefined;
  const instructions = () => props.agent.typed.instructions;
  function insert(name: InstructionVariable): void {
    if (area === undefined) return;
    const { selectionStart, selectionEnd } = area;
    area.setRangeText(written(name), selectionStart, selectionEnd, "end");
    props.agent.set("instructions", area.value);
    area.focus();
  }
  const problem = () => {
    const found = props.agent.problem();
    if (found === null) return undefined;
    const { line, column } = found;
    return found.type === "unknown"
      ? t("unknownVariable", { line, column, written: written(found.name) })
      : t("tooManyVariables", { line, column, most: MAX_INSTRUCTION_VARIABLES });
  };
  function showPlace(): void {
    const found = props.agent.problem();
    if (area === undefined || found === null) return;
    const end = area.value.indexOf("}}", found.at);
    area.focus();
    area.setSelectionRange(found.at, end < 0 ? found.at + 2 : end + 2);
  }
  const preview = () => {
    const language = me().display?.language ?? "auto";
    const values = variableValues({
      ...{ person: me().user.name, organization: organization().name, room: "", now: now() },
      ...{ agent: props.agent.typed.name, language: language === "auto" ? null : language },
    });
    return expandInstructions(instructions(), values);
  };
  return (
    <Section id="instructions" title={t("instructions")}>
      <TextArea
        ref={(element) => (area = element)}
        label={t("instructions")}
        rows={12}
        maxLength={MAX_INSTRUCTIONS}
        value={instructions()}
        onValue={(text) => props.agent.set("instructions", text)}
        hint={t("instructionsHint")}
        error={problem()}
      />
      <div class="agent-instructions__actions">
        <Popover
          label={t("insertVariable")}
          triggerClass="button agent-variables__open"
          class="agent-variables"
          trigger={
            <>
              <Icon name="plus" /> {t("insertVariable")}
            </>
          }
        >
          {(close) => (
            <ul class="plain">
              <For each={INSTRUCTION_VARIABLES}>
                {(name) => (
                  <li>
                    <button
                      type="button"
                      class="agent-variables__item"
                      onClick={() => {
                        close();
                        insert(name);
                      }}
                    >
                      <code dir="ltr">{written(name)}</code>
                      <span>{t(ABOUT[name])}</span>
                    </button>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Popover>
        <Show when={props.agent.problem()}>
          <button type="button" class="link-button" onClick={showPlace}>
            {t("showPlace")}
          </button>
        </Show>
      </div>
      <Show when={instructions().includes("{{")}>
        <details class="agent-preview" open>
          <summary>{t("preview")}</summary>
          <p class="agent-preview__text" dir="auto" tabindex="0">
            {preview()}
          </p>
        </details>
      </Show>
    </Section>
  );
}
