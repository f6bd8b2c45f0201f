import { Show } from "solid-js";
import { Icon } from "../../../ui/icon.tsx";
import { isolated } from "../../../ui/format.ts";
import { useRoom } from "../room-context.tsx";

const SEVERAL = 3;

/** Says that others are writing a prompt together, or have left one unfinished, with a button to join. */
export function SharedComposerLine(props: { onOpen: () => void }) {
  const room = useRoom();
  const names = () => {
    const users = new Set(room.composing()?.people.map(({ user }) => user));
    users.delete(room.me);
    return [...users].map((user) => isolated(room.distinctNameOf(user)));
  };
  const isThere = () => names().length > 0 || (room.composing()?.hasWords ?? false);
  return (
    <div role="status">
      <Show when={isThere()}>
        <p class="takeover">
          <Icon name="group" size={16} />
          <span class="takeover__text">{sentence(names())}</span>
          <button type="button" class="button button--small" onClick={() => props.onOpen()}>
            {room.may("write") ? "Write along" : "Watch"}
          </button>
        </p>
      </Show>
    </div>
  );
}

function sentence(names: readonly string[]): string {
  const [first, second] = names;
  if (first === undefined) return "There is a prompt that was begun together.";
  if (second === undefined) return `${first} is writing a prompt for everyone to join.`;
  return names.length < SEVERAL
    ? `${first} and ${second} are writing a prompt together.`
    : "Several people are writing a prompt together.";
}
