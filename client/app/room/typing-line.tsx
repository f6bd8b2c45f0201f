import { createEffect, createMemo, createSignal, onCleanup } from "solid-js";
import { isolated } from "../../ui/format.ts";
import { t } from "../../words/room.ts";
import { useRoom } from "./room-context.tsx";

const SEVERAL = 3;

/** Shows who is typing, in a line of constant height, so that nothing moves. It is not announced, because it changes too often. */
export function TypingLine() {
  const room = useRoom();
  const [time, setTime] = createSignal(Date.now());
  const typists = createMemo(() =>
    room
      .here()
      .filter(({ user }) => {
        const { until, thread } = room.typing()[user] ?? { until: 0 };
        return user !== room.me && until > time() && thread === room.thread;
      })
      .map(({ user }) => isolated(room.distinctNameOf(user))),
  );
  createEffect(() => {
    if (Object.keys(room.typing()).length === 0) return;
    setTime(Date.now());
    const timer = setInterval(() => setTime(Date.now()), 1_000);
    onCleanup(() => clearInterval(timer));
  });
  return <p class="typing">{sentence(typists())}</p>;
}

function sentence(names: readonly string[]): string {
  const [first, second] = names;
  if (first === undefined) return "";
  if (second === undefined) return t("oneTyping", { name: first });
  return names.length < SEVERAL ? t("twoTyping", { first, second }) : t("severalTyping");
}
