import type { Block } from "./tree.ts";

const LANGUAGE = /^[\w+#.-]{1,24}$/;

/** `info` is the text after the fence: its first word is the language. */
export function codeBlock(text: string, info: string): Block {
  const [language = ""] = info.trim().split(/[\s{,:]/, 1);
  return LANGUAGE.test(language)
    ? { type: "code", text, language: language.toLowerCase() }
    : { type: "code", text };
}
