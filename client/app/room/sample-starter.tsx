import { createResource, Show } from "solid-js";
import { knowledgePaths, type Library } from "../../../shared/knowledge.ts";
import { call } from "../../parts/lib/http.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { useWorkspace } from "../pages/workspace-provider.tsx";
import { askAgent } from "./ask-agent.ts";
import { useRoom } from "./room-context.tsx";

// Only in the first minute of an organization.
const Samples = lazyPart(() => import("../knowledge/samples/samples.tsx"));

/** In `#welcome`, where nobody has said anything yet: documents to try it with, and questions about them. */
export function SampleStarter() {
  const room = useRoom();
  const { organization } = useWorkspace();
  const isFirstMinute = () =>
    room.room.id === organization().welcomeRoom &&
    room.messages().length === 0 &&
    room.agents().length > 0 &&
    room.may("write");
  return (
    <Show when={isFirstMinute()}>
      <Offer />
    </Show>
  );
}

function Offer() {
  const room = useRoom();
  const { organization, agents } = useWorkspace();
  const [libraries] = createResource(() =>
    call<Library[]>("GET", knowledgePaths.libraries(organization().id)).catch(() => undefined),
  );
  const isEmpty = () => libraries.latest?.every(({ documents }) => documents === 0) ?? false;
  return (
    <Show when={libraries.latest}>
      <Samples offered={isEmpty()} remembered onAsk={(question) => askAgent(room, agents(), question)} />
    </Show>
  );
}
