import { For, Show } from "solid-js";
import { StateMessage } from "../../ui/state.tsx";

/** Shown while the room loads. CSS delays it, because most rooms load before the delay ends. */
export function RoomSkeleton(props: { waits: boolean }) {
  return (
    <main id="content" class="room-skeleton" aria-busy="true">
      <Show
        when={props.waits}
        fallback={
          <>
            <span class="visually-hidden" role="status">
              Opening the conversation
            </span>
            <For each={[55, 80, 35, 65]}>
              {(width) => <div class="room-skeleton__line" style={{ width: `${width}%` }} />}
            </For>
          </>
        }
      >
        <StateMessage heads icon="clock" title="This conversation opens when you are back online." live />
      </Show>
    </main>
  );
}
