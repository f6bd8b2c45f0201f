import { For, Show } from "solid-js";
import type { UserId } from "../../../../shared/ids.ts";
import type { Member } from "../../../../shared/protocol/events.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { findPeople } from "../../../parts/contexts/people-context.ts";
import { MemberAvatar } from "../../../parts/people/member-avatar.tsx";
import { useRoom } from "../room-context.tsx";

/** Says which agent answers the next message, and lets people choose another one. Choosing writes its name into the text. */
export default function AgentPicker(props: {
  /** The agent that the message asks; undefined if it asks none. */
  asked: Member | undefined;
  onChoose: (agent: Member) => void;
}) {
  const room = useRoom();
  const people = findPeople();
  const hasChoice = () => room.agents().length > 1 || room.view().room.kind === "group";
  const modelOf = (agent: UserId): string => {
    const model = people?.agents()?.find(({ id }) => id === agent)?.model;
    return model === undefined || model === "auto" ? "Automatic" : (model.split("/").at(-1) ?? model);
  };
  const face = () => (
    <Show
      when={props.asked}
      fallback={
        <>
          <Icon name="sparkle" size={16} />
          <span class="composer__agent-name">Ask AI</span>
        </>
      }
    >
      {(agent) => (
        <>
          <MemberAvatar user={agent().user} name={agent().name} size="s" />
          <span class="composer__agent-name name one-line">{agent().name}</span>
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
            ? "Ask AI"
            : `${props.asked.name} ${modelOf(props.asked.user)}: choose an agent`
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
                <span class="composer__agent-name name one-line">{agent.name}</span>
                <span class="composer__agent-model one-line">{modelOf(agent.user)}</span>
              </button>
            )}
          </For>
        )}
      </Popover>
    </Show>
  );
}
