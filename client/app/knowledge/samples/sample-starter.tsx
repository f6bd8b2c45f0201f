import { createResource, Show } from "solid-js";
import type { RoomId } from "../../../../shared/ids.ts";
import { knowledgePaths, type Library } from "../../../../shared/knowledge.ts";
import { useAccount } from "../../../parts/contexts/account-context.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { call } from "../../../parts/lib/http.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";

// Loaded on demand, because only a new organization needs it.
const Samples = lazyPart(() => import("./samples.tsx"));

/** Offers sample documents and questions about them in `#welcome`, as long as nobody has written there. */
export function SampleStarter(props: { room: RoomId; onAsk: (question: string) => void }) {
  const { summary } = useAccount();
  return (
    <Show when={props.room === summary().welcomeRoom}>
      <Offer onAsk={props.onAsk} />
    </Show>
  );
}

function Offer(props: { onAsk: (question: string) => void }) {
  const { organization } = useClient();
  const [libraries] = createResource(() =>
    call<Library[]>("GET", knowledgePaths.libraries(organization)).catch(() => undefined),
  );
  const isEmpty = () => libraries.latest?.every(({ documents }) => documents === 0) ?? false;
  return (
    <Show when={libraries.latest}>
      <Samples offered={isEmpty()} remembered onAsk={props.onAsk} />
    </Show>
  );
}
