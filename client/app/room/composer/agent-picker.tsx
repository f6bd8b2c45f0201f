import { For, Show } from "solid-js";
import type { UserId } from "../../../../shared/ids.ts";
import type { Member } from "../../../../shared/protocol/events.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { findPeople } from "../../../parts/contexts/people-context.ts";
import { MemberAvatar } from "../../../parts/people/member-avatar.tsx";
import { modelName } from "../answer/state-words.ts";
import ModelItems from "../model-items.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-composer.ts";

/** Says which agent answers the next message, and lets people choose another one. Choosing writes its name into the text. */
export default function AgentPicker(props: {
  /** The agent that the message asks; undefined if it asks none. */
  asked: Member | undefined;
  onChoose: (agent: Member) => void;
  /** The model that answers in place of the agent's own. */
  model: string | undefined;
  onModel: (model: string | undefined) => void;
}) {
  const room = useRoom();
  const people = findPeople();
  const hasAgents = () => room.agents().length > 1 || room.view().room.kind === "group";
  const hasChoice = () => hasAgents() || room.may("steer");
  const modelOf = (agent: UserId): string => {
    const model = props.model ?? people?.agents()?.find(({ id }) => id === agent)?.model;
    return model === undefined || model === "auto" ? t("automatic") : modelName(model);
  };
  const face = () => (
    <Show
      when={props.asked}
      fallback={
        <>
          <Icon name="sparkle" size={16} />
          <span class="composer__agent-name">{t("askAi")}</span>
        </>
      }
    >
      {(agent) => (
        <>
          <MemberAvatar user={agent().user} name={agent().name} size="s" />
          <span class="composer__agent-name name one-line">{agent().name}</span>{" "}
          <span class="composer__agent-model one-line">{modelOf(agent().user)}</span>
        </>
      )}
    </Show>
  );
  return (
    <Show when={hasChoice()} fallback={<span class="composer__agent">{face()}</span>}>
      <Popover
        label={
          props.asked === undefined
            ? t("askAi")
            : t("choose", { name: props.asked.name, model: modelOf(props.asked.user) })
        }
        triggerClass="composer__agent composer__agent--choice"
        class="menu"
        trigger={
          <>
            {face()}
            <Icon name="chevron" size={14} />
          </>
        }
      >
        {(close) => (
          <>
            <Show when={hasAgents()}>
              <p class="menu__label">{t("agent")}</p>
              <For each={room.agents()}>
                {(agent) => (
                  <button
                    type="button"
                    class="menu__item"
                    aria-pressed={agent.user === props.asked?.user}
                    onClick={() => {
                      close();
                      props.onChoose(agent);
                    }}
                  >
                    <MemberAvatar user={agent.user} name={agent.name} size="s" />
                    <span class="composer__agent-name name one-line">{agent.name}</span>{" "}
                    <span class="composer__agent-model one-line">{modelOf(agent.user)}</span>
                  </button>
                )}
              </For>
            </Show>
            <Show when={room.may("steer")}>
              <ModelItems
                label={t("model")}
                current={props.model}
                onChoose={(model) => {
                  close();
                  props.onModel(model);
                }}
              >
                <button
                  type="button"
                  class="menu__item"
                  aria-pressed={props.model === undefined}
                  onClick={() => {
                    close();
                    props.onModel(undefined);
                  }}
                >
                  <Icon name={props.model === undefined ? "check" : "sparkle"} /> {t("ownModel")}
                </button>
              </ModelItems>
            </Show>
          </>
        )}
      </Popover>
    </Show>
  );
}
