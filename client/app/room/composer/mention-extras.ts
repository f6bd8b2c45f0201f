/** What a field needs for mentions after it has the focus. Loaded on demand (`text-input.tsx`). */
export { copyMentions, pastedMentions } from "./mention-clipboard.ts";
export { MentionMarks } from "./mention-marks.tsx";
