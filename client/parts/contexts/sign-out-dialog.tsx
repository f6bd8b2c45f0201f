import { Dialog } from "../../ui/dialog.tsx";
import { t } from "../../words/sign-out.ts";

/** What happens to messages that wait to be sent. */
export type SignOutChoice = "stay" | "keep" | "delete";

/** Asks what happens to messages that wait on this device, before the person signs out. */
export default function SignOutDialog(props: {
  count: number;
  /** Notes are among them. */
  hasNotes: boolean;
  decide: (choice: SignOutChoice) => void;
}) {
  return (
    <Dialog
      title={t(props.hasNotes ? "titleWithNotes" : "title", { count: props.count })}
      onClose={() => props.decide("stay")}
    >
      <p>{t("about")}</p>
      <div class="dialog__actions">
        <button type="button" class="button" onClick={() => props.decide("stay")}>
          {t("stay")}
        </button>
        <button type="button" class="button button--danger" onClick={() => props.decide("delete")}>
          {t("delete")}
        </button>
        <button type="button" class="button button--primary" onClick={() => props.decide("keep")}>
          {t("keep")}
        </button>
      </div>
    </Dialog>
  );
}
