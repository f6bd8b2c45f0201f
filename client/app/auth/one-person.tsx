import { Show, type ParentProps } from "solid-js";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { useSession } from "../../parts/contexts/session.tsx";

// Loaded on demand, when somebody else signs in in another tab.
const OtherPersonPage = lazyPart(() => import("./other-person-page.tsx"));

/** The pages of one person. As soon as somebody else is signed in, they are closed, and a page says so. */
export function OnePerson(props: ParentProps) {
  const session = useSession();
  const other = () => {
    const state = session.state();
    return state.type === "other" ? state : undefined;
  };
  return (
    <Show when={other()} fallback={props.children}>
      {(state) => <OtherPersonPage owner={state().owner} now={state().now} />}
    </Show>
  );
}
