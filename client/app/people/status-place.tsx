import { Show } from "solid-js";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { isEditingStatus, setEditingStatus } from "./status-state.ts";

const StatusDialog = lazyPart(() => import("./status-dialog.tsx"));

/** Where the dialog appears. */
export function StatusPlace() {
  return (
    <Show when={isEditingStatus()}>
      <StatusDialog onClose={() => setEditingStatus(false)} />
    </Show>
  );
}
