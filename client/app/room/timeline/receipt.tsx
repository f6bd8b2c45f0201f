import { createMemo, For, Match, Show, Switch } from "solid-js";
import type { UserId } from "../../../../shared/ids.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { useRoom } from "../room-context.tsx";

/** How far a message of mine got: not sent yet, sent, delivered to someone, read by someone, read by all. */
export function Receipt(props: { message: Message | undefined }) {
  return (
    <Show
      when={props.message}
      fallback={
        <span class="receipt receipt--sending" role="img" aria-label="Not sent yet">
          <Icon name="clock" size={14} />
        </span>
      }
    >
      {(message) => <Sent message={message()} />}
    </Show>
  );
}

function Sent(props: { message: Message }) {
  const room = useRoom();
  const sorted = createMemo(() => {
    const read: UserId[] = [];
    const delivered: UserId[] = [];
    const rest: UserId[] = [];
    for (const { user } of room.people()) {
      if (user === room.me) continue;
      const cursor = room.cursors()[user];
      if ((cursor?.read ?? 0) >= props.message.seq) read.push(user);
      else if ((cursor?.delivered ?? 0) >= props.message.seq) delivered.push(user);
      else rest.push(user);
    }
    return { read, delivered, rest };
  });
  const label = () => {
    const { read, delivered, rest } = sorted();
    if (read.length > 0) return delivered.length + rest.length === 0 ? "Read by everyone" : "Read by some";
    return delivered.length > 0 ? "Delivered" : "Sent";
  };
  return (
    <Popover
      label={label()}
      triggerClass={`receipt ${sorted().read.length > 0 ? "receipt--read" : ""}`}
      class="receipt-list"
      trigger={
        <Switch fallback={<Icon name="check" size={14} />}>
          <Match when={sorted().read.length + sorted().delivered.length > 0}>
            <Icon name="checks" size={16} />
          </Match>
        </Switch>
      }
    >
      {() => (
        <>
          <People title="Read by" users={sorted().read} />
          <People title="Delivered to" users={sorted().delivered} />
          <People title="Not delivered yet" users={sorted().rest} />
        </>
      )}
    </Popover>
  );
}

function People(props: { title: string; users: readonly UserId[] }) {
  const room = useRoom();
  return (
    <Show when={props.users.length > 0}>
      <p class="menu__label">{props.title}</p>
      <ul class="plain receipt-list__people">
        <For each={props.users}>{(user) => <li class="name one-line">{room.nameOf(user)}</li>}</For>
      </ul>
    </Show>
  );
}
