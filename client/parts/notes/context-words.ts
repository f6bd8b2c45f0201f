import type { NoteContext } from "../../../shared/notes.ts";
import { t } from "../../words/notes.ts";

/** Where a note was captured, in words. */
export function contextWords(context: NoteContext): string {
  switch (context.type) {
    case "message":
      return t("fromMessage");
    case "room":
      return t("fromRoom");
    case "page":
      return t("fromPage", { address: context.address });
    case "mail":
      return t("fromMail", { from: context.from });
  }
}
