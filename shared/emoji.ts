const EMOJI = /^\p{RGI_Emoji}$/v;

/** Exactly one emoji that is recommended for general interchange (Unicode TR51), no sequences of several and no unregistered ones. */
export function isEmoji(text: string): boolean {
  return text.length <= 40 && EMOJI.test(text);
}
