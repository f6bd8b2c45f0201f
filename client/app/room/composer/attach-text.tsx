import { t } from "../../../words/room-composer.ts";
import { createTextAsFile } from "./text-as-file.ts";

/** The end of a sentence: attaches the draft's text, which is longer than a message, as a file. */
export default function AttachText() {
  const attach = createTextAsFile();
  return (
    <button type="button" class="link-button" onClick={attach}>
      {t("asFile")}
    </button>
  );
}
