import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { Agent, Model, Person } from "../../../../shared/api.ts";
import type { OrganizationId } from "../../../../shared/ids.ts";
import type { Library } from "../../../../shared/knowledge.ts";
import { excerptOf } from "../../../../shared/text.ts";
import { now } from "../../../parts/lib/now.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { formatAgo } from "../../../ui/format.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { t } from "../../../words/agents.ts";
import { t as inSettings } from "../../../words/settings.ts";
import { modelName } from "./field-words.ts";
import { usedLibraries } from "./used-libraries.ts";

export function AgentItem(props: {
  organization: OrganizationId;
  agent: Agent;
  models: readonly Model[];
  /** Null: they are not known. */
  libraries: readonly Library[] | null;
  people: readonly Person[];
  onDelete: () => void;
}) {
  const parts = () => {
    const { agent, models, libraries } = props;
    return [
      modelName(agent.model, models),
      agent.tools === null ? t("everyTool") : t("toolCount", { count: agent.tools.length }),
      ...(libraries === null ? [] : [t("libraryCount", { count: usedLibraries(agent, libraries).length })]),
    ].join(" · ");
  };
  const changed = () => {
    const { changedAt, changedBy } = props.agent;
    if (changedAt === null) return undefined;
    const when = formatAgo(changedAt, now());
    const name = props.people.find(({ id }) => id === changedBy)?.name;
    return name === undefined ? t("changed", { when }) : t("changedBy", { name, when });
  };
  return (
    <li class="agent">
      <Avatar seed={props.agent.id} name={props.agent.name} face={props.agent.face} size="l" />
      <A class="agent__texts" href={`/${props.organization}/settings/agents/${props.agent.id}`}>
        <span class="agent__name">
          <span class="name one-line">{props.agent.name}</span>
          <Show when={props.agent.isDefault}>
            <span class="agent__default">{t("standard")}</span>
          </Show>
        </span>
        <span class="agent__about agent__line one-line" dir="auto">
          {excerptOf(props.agent.instructions) || t("noInstructions")}
        </span>
        <span class="agent__about agent__line">{parts()}</span>
        <Show when={changed()}>{(text) => <span class="agent__about agent__line">{text()}</span>}</Show>
      </A>
      <Show when={!props.agent.isDefault}>
        <IconButton
          icon="trash"
          label={inSettings("deleteNamed", { name: props.agent.name })}
          title={inSettings("delete")}
          onClick={() => props.onDelete()}
        />
      </Show>
    </li>
  );
}
