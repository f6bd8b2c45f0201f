import { Show } from "solid-js";
import { MAX_NAME_LENGTH } from "../../../../shared/limits.ts";
import { Field } from "../../../ui/field.tsx";
import { TextArea } from "../../../ui/text-area.tsx";
import { t } from "../../../words/agents.ts";
import { Check } from "../check.tsx";
import { type AgentDraft, MAX_STARTERS } from "./create-agent-draft.ts";
import { FORM } from "./form-id.ts";
import { Section } from "./section.tsx";

export function LookSection(props: { agent: AgentDraft }) {
  const { agent } = props;
  const isMaking = () => agent.saved() === null;
  return (
    <Section id="look" title={t("look")}>
      <div class="agent-first">
        <Field
          form={FORM}
          label={t("icon")}
          required
          maxLength={16}
          value={agent.typed.face}
          onValue={(face) => agent.set("face", face)}
          hint={t("oneEmoji")}
        />
        <Field
          form={FORM}
          label={t("name")}
          autofocus={isMaking()}
          required
          maxLength={MAX_NAME_LENGTH}
          value={agent.typed.name}
          onValue={(name) => agent.set("name", name)}
        />
      </div>
      <TextArea
        label={t("greeting")}
        rows={2}
        value={agent.typed.greeting}
        onValue={(greeting) => agent.set("greeting", greeting)}
        hint={t("greetingHint")}
      />
      <TextArea
        label={t("starters")}
        rows={4}
        value={agent.typed.starters}
        onValue={(starters) => agent.set("starters", starters)}
        hint={t("startersHint", { number: MAX_STARTERS })}
        error={
          agent.state().starters.length > MAX_STARTERS ? t("tooMany", { number: MAX_STARTERS }) : undefined
        }
      />
      <Show when={!isMaking() && !agent.base().isDefault}>
        <Check
          label={t("makeDefault")}
          about={t("makeDefaultAbout")}
          checked={agent.typed.isDefault}
          onValue={(checked) => agent.set("isDefault", checked)}
        />
      </Show>
    </Section>
  );
}
