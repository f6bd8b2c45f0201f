import { createSignal, Show } from "solid-js";
import { paths, type Agent, type ChangeAgent, type CreateAgent, type Model } from "../../../shared/api.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { MAX_INSTRUCTIONS, MAX_NAME_LENGTH } from "../../../shared/limits.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { FormError } from "../../parts/form/form-error.tsx";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { call } from "../../parts/lib/http.ts";
import { saveChange } from "../../parts/form/save-change.ts";
import { AgentTools } from "./agent-tools.tsx";
import { AgentLibraries } from "./agent-libraries.tsx";
import { t } from "../../words/settings.ts";

const MAX_STARTERS = 6;

/** Creates an agent, or changes one. */
export function AgentDialog(props: {
  organization: OrganizationId;
  models: readonly Model[];
  agent?: Agent;
  onClose: (changed: boolean) => void;
}) {
  const given = props.agent;
  const [name, setName] = createSignal(given?.name ?? "");
  const [face, setFace] = createSignal(given?.face ?? "🤖");
  const [instructions, setInstructions] = createSignal(given?.instructions ?? "");
  const [model, setModel] = createSignal(given?.model ?? "auto");
  const [temperature, setTemperature] = createSignal(String(given?.temperature ?? 0.5));
  const [greeting, setGreeting] = createSignal(given?.greeting ?? "");
  const [starters, setStarters] = createSignal((given?.starters ?? []).join("\n"));
  const [tools, setTools] = createSignal<string[] | null>(given?.tools ?? null);
  const [standard, setStandard] = createSignal(false);
  const questions = () =>
    starters()
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  const models = () => {
    const all = props.models.map(({ id, label }) => ({ value: id, label }));
    const known = [{ value: "auto", label: t("automatic") }, ...all];
    return known.some(({ value }) => value === model())
      ? known
      : [...known, { value: model(), label: model() }];
  };
  const form = createSubmit(async () => {
    const agent = {
      ...{ name: name().trim(), face: face().trim(), instructions: instructions(), model: model() },
      ...{ temperature: Number(temperature()), greeting: greeting().trim(), starters: questions() },
      tools: tools(),
    };
    if (given === undefined)
      await call("POST", paths.agents(props.organization), agent satisfies CreateAgent);
    else
      await change(given, {
        ...agent,
        version: given.version,
        ...(standard() && { isDefault: true }),
      });
    props.onClose(true);
  });
  const change = (agent: Agent, body: ChangeAgent) =>
    saveChange("agent", paths.agent(props.organization, agent.id), body);
  return (
    <Dialog
      title={given ? t("editNamed", { name: given.name }) : t("newAgent")}
      onClose={() => props.onClose(false)}
    >
      <form class="form" onSubmit={form.onSubmit}>
        <div class="agent-form__first">
          <Field
            label={t("icon")}
            required
            maxLength={16}
            value={face()}
            onValue={setFace}
            hint={t("oneEmoji")}
          />
          <Field
            label={t("name")}
            autofocus
            required
            maxLength={MAX_NAME_LENGTH}
            value={name()}
            onValue={setName}
          />
        </div>
        <TextArea
          label={t("instructions")}
          rows={6}
          maxLength={MAX_INSTRUCTIONS}
          value={instructions()}
          onValue={setInstructions}
          hint={t("instructionsHint")}
        />
        <Select label={t("model")} value={model()} options={models()} onValue={setModel} />
        <Field
          label={t("temperature")}
          type="number"
          min="0"
          max="2"
          step="0.1"
          required
          value={temperature()}
          onValue={setTemperature}
          hint={t("temperatureHint")}
        />
        <TextArea
          label={t("greeting")}
          rows={2}
          value={greeting()}
          onValue={setGreeting}
          hint={t("greetingHint")}
        />
        <TextArea
          label={t("starters")}
          rows={3}
          value={starters()}
          onValue={setStarters}
          hint={t("startersHint", { number: MAX_STARTERS })}
          error={questions().length > MAX_STARTERS ? t("tooMany", { number: MAX_STARTERS }) : undefined}
        />
        <AgentTools organization={props.organization} chosen={tools()} onChoose={setTools} />
        <Show when={given}>
          {(agent) => <AgentLibraries organization={props.organization} agent={agent().id} />}
        </Show>
        <Show when={given && !given.isDefault}>
          <label class="choice">
            <input
              type="checkbox"
              checked={standard()}
              onChange={(event) => setStandard(event.currentTarget.checked)}
            />
            <span>
              <span class="choice__name">{t("makeDefault")}</span>
              <span class="choice__about">{t("makeDefaultAbout")}</span>
            </span>
          </label>
        </Show>
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button
            class="button button--primary"
            disabled={form.busy() || name().trim() === "" || questions().length > MAX_STARTERS}
          >
            {given ? t("save") : t("createAgent")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
