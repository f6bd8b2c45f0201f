import { words } from "../../../words/en/reactions.ts";

const isOffered = (emoji: string): emoji is keyof typeof words => Object.hasOwn(words, emoji);

/** A small set of emoji for reactions: those that the catalogue names, in its order. */
export const EMOJI = Object.keys(words).filter(isOffered);
