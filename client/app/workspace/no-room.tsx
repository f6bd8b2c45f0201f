import { StateMessage } from "../../ui/state.tsx";

export function NoRoom() {
  return (
    <main class="no-room">
      <StateMessage icon="group" title="Choose a conversation">
        <p>Pick one on the left, or start a new one.</p>
      </StateMessage>
    </main>
  );
}
