import { plural } from "../../ui/format.ts";
import { Dialog } from "../../ui/dialog.tsx";

/** What happens to messages that wait to be sent. */
export type SignOutChoice = "stay" | "keep" | "delete";

/** Asks what happens to messages that wait on this device, before the person signs out. */
export default function SignOutDialog(props: { count: number; decide: (choice: SignOutChoice) => void }) {
  return (
    <Dialog
      title={plural(props.count, "message is not sent yet", "messages are not sent yet")}
      onClose={() => props.decide("stay")}
    >
      <p>
        What waits is kept on this device only. If you keep it, it is sent when you sign in here again.
        Anybody who uses this browser could find it meanwhile.
      </p>
      <div class="dialog__actions">
        <button type="button" class="button" onClick={() => props.decide("stay")}>
          Stay signed in
        </button>
        <button type="button" class="button button--danger" onClick={() => props.decide("delete")}>
          Delete and sign out
        </button>
        <button type="button" class="button button--primary" onClick={() => props.decide("keep")}>
          Keep and sign out
        </button>
      </div>
    </Dialog>
  );
}
