/**
 * The key of the greeting at an hour of the day. A company that replaces `greeting` alone is greeted with at every hour: what it wrote must not
 * give way to our words in the morning and in the evening.
 */
export function greetingAt(
  hour: number,
  isReplaced: (key: string) => boolean,
): "greeting" | "goodMorning" | "goodEvening" {
  const key = hour >= 18 ? "goodEvening" : hour >= 5 && hour < 11 ? "goodMorning" : "greeting";
  return isReplaced("greeting") && !isReplaced(key) ? "greeting" : key;
}
