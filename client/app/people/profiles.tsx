import { createSignal, onCleanup, Show } from "solid-js";
import { isMemberId } from "../../../shared/ids.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import type { AskedProfile } from "./profile-card.tsx";

// Loaded on demand, when somebody asks who a person is.
const ProfileCard = lazyPart(() => import("./profile-card.tsx"));

/** Opens the profile of whoever an element with `data-profile` shows: an avatar or a name. One card serves all of them. */
export function Profiles() {
  const [asked, setAsked] = createSignal<AskedProfile>();
  function onClick(event: MouseEvent): void {
    const shown =
      event.target instanceof Element ? event.target.closest<HTMLElement>("[data-profile]") : null;
    const user = shown?.dataset["profile"];
    if (!shown || !isMemberId(user) || event.defaultPrevented) return;
    setAsked({ user, name: shown.dataset["name"] ?? shown.innerText, anchor: shown });
  }
  document.addEventListener("click", onClick);
  onCleanup(() => document.removeEventListener("click", onClick));
  return (
    <Show when={asked()} keyed>
      {(profile) => <ProfileCard asked={profile} onClose={() => setAsked(undefined)} />}
    </Show>
  );
}
