import { Show } from "solid-js";
import type { Agent, Model } from "../../../shared/api.ts";
import { excerptOf } from "../../../shared/text.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { t } from "../../words/settings.ts";

export function AgentItem(props: {
  agent: Agent;
  models: readonly Model[];
  onEdit: () => void;
  onDelete: () => void;
}) {
  const model = () =>
    props.agent.model === "auto"
      ? t("automatic")
      : (props.models.find(({ id }) => id === props.agent.model)?.label ?? props.agent.model);
  return (
    <li class="agent">
      <Avatar seed={props.agent.id} name={props.agent.name} face={props.agent.face} size="l" />
      <div class="agent__texts">
        <p class="agent__name">
          <span class="name one-line">{props.agent.name}</span>
          <Show when={props.agent.isDefault}>
            <span class="agent__default">{t("standard")}</span>
          </Show>
        </p>
        <p class="agent__about one-line">{model()}</p>
        <p class="agent__about one-line" dir="auto">
          {excerptOf(props.agent.instructions) || t("noInstructions")}
        </p>
      </div>
      <IconButton
        icon="edit"
        label={t("editNamed", { name: props.agent.name })}
        title={t("edit")}
        onClick={() => props.onEdit()}
      />
      <Show when={!props.agent.isDefault}>
        <IconButton
          icon="trash"
          label={t("deleteNamed", { name: props.agent.name })}
          title={t("delete")}
          onClick={() => props.onDelete()}
        />
      </Show>
    </li>
  );
}
