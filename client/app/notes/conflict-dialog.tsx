import type { Written } from "../../sdk/notes/note-saver.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { t } from "../../words/notes.ts";

/** Both texts of a note that was changed in two places. Nothing is saved until the person has chosen. */
export function ConflictDialog(props: {
  mine: Written;
  theirs: Written;
  onDecide: (choice: "mine" | "theirs" | "both") => void;
  onClose: () => void;
}) {
  return (
    <Dialog title={t("conflictTitle")} onClose={() => props.onClose()}>
      <div class="form">
        <p>{t("conflictAbout")}</p>
        <div class="conflict">
          <Side name={t("yours")} written={props.mine} />
          <Side name={t("theirs")} written={props.theirs} />
        </div>
        <div class="dialog__actions conflict__actions">
          <button type="button" class="button" onClick={() => props.onDecide("mine")}>
            {t("keepMine")}
          </button>
          <button type="button" class="button" onClick={() => props.onDecide("theirs")}>
            {t("takeTheirs")}
          </button>
          <button type="button" class="button button--primary" onClick={() => props.onDecide("both")}>
            {t("keepBoth")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function Side(props: { name: string; written: Written }) {
  return (
    <section class="conflict__side" aria-label={props.name} tabIndex={0}>
      <h3 class="conflict__name">{props.name}</h3>
      <p class="conflict__title" dir="auto">
        {props.written.title}
      </p>
      <pre class="conflict__text" dir="auto">
        {props.written.text}
      </pre>
    </section>
  );
}
