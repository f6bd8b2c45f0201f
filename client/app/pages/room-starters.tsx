import { Show } from "solid-js";
import { useAccount } from "../../parts/contexts/account-context.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import type { StartersProps } from "../room/room-place.ts";

// Loaded on demand, because only a new organization needs it.
const FirstSteps = lazyPart(() => import("./first-steps.tsx"));

/** `#welcome` begins with the next steps of a new organization. */
export function RoomStarters(props: StartersProps) {
  const { summary } = useAccount();
  return (
    <Show when={props.room === summary().welcomeRoom}>
      <FirstSteps {...props} />
    </Show>
  );
}
