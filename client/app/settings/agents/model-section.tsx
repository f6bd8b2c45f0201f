import type { Model } from "../../../../shared/api.ts";
import { Field } from "../../../ui/field.tsx";
import { Select } from "../../../ui/select.tsx";
import { t } from "../../../words/agents.ts";
import type { AgentDraft } from "./create-agent-draft.ts";
import { FORM } from "./form-id.ts";
import { Section } from "./section.tsx";

export function ModelSection(props: { agent: AgentDraft; models: readonly Model[] }) {
  const { agent } = props;
  /** Also the model that the agent has, if it is not offered any more. */
  const options = () => {
    const offered = props.models.map(({ id, label }) => ({ value: id, label }));
    const known = [{ value: "auto", label: t("automatic") }, ...offered];
    const { model } = agent.typed;
    return known.some(({ value }) => value === model) ? known : [...known, { value: model, label: model }];
  };
  const isWrong = () => {
    const { temperature } = agent.state();
    return !(temperature >= 0 && temperature <= 2);
  };
  return (
    <Section id="model" title={t("model")}>
      <div class="agent-pair">
        <Select
          label={t("model")}
          value={agent.typed.model}
          options={options()}
          onValue={(model) => agent.set("model", model)}
        />
        <Field
          form={FORM}
          label={t("temperature")}
          type="number"
          min="0"
          max="2"
          step="0.1"
          required
          value={agent.typed.temperature}
          onValue={(temperature) => agent.set("temperature", temperature)}
          hint={t("temperatureHint")}
          error={isWrong() ? t("temperatureWrong") : undefined}
        />
      </div>
    </Section>
  );
}
