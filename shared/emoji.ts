const EMOJI = /^\p{RGI_Emoji}$/v;

/** Exactly one emoji that is recommended for general interchange (Unicode TR51), so nothing longer or invented. */
export function isEmoji(text: string): boolean {
  return text.length <= 40 && EMOJI.test(text);
}
