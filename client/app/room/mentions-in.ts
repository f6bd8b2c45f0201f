import type { UserId } from "../../../shared/ids.ts";
import { findMentions } from "../../../shared/mentions/find-mentions.ts";
import type { MentionRange } from "../../../shared/mentions/mention-range.ts";

/** Where a message names people. For a message from before ranges were stored, the names of the people whom it mentions are searched. */
export function mentionsIn(
  message: { text: string; mentions: readonly UserId[]; mentionRanges?: readonly MentionRange[] },
  nameOf: (user: UserId) => string,
): readonly MentionRange[] {
  const { text, mentions, mentionRanges } = message;
  return (
    mentionRanges ??
    findMentions(
      text,
      mentions.map((user) => ({ user, name: nameOf(user) })),
    )
  );
}
