/** What a message that begins with a slash does in place of being sent. To add one, add a line to the list and its word. */
import type { RoomContextValue } from "../room-context.tsx";
import { loadParsers, readWhen } from "../../../../shared/when/index.ts";
import { deviceZone } from "../../../parts/when/create-when.ts";
import { t } from "../../../words/slash-commands.ts";

export interface SlashCommand {
  /** Without the slash; it is the same in all languages. */
  name: string;
  /** What it does, for the menu. */
  about: () => string;
  isOffered: (room: RoomContextValue) => boolean;
  /** `rest`: what stands after the name. The composer keeps its text until what was asked for is done. */
  run: (room: RoomContextValue, rest: string) => void;
}

const all: readonly SlashCommand[] = [
  {
    name: "task",
    about: () => t("task"),
    isOffered: (room) => room.view().room.kind !== "support",
    run: (room, title) => room.askTask({ title, from: "composer" }),
  },
  {
    name: "remind",
    about: () => t("remind"),
    isOffered: (room) => room.askReminder !== undefined,
    run: (room, rest) => void askReminder(room, rest),
  },
];

/** The words for a time go into the field for it, and the rest is the text. */
async function askReminder(room: RoomContextValue, rest: string): Promise<void> {
  const parsers = await loadParsers(navigator.languages).catch(() => []);
  const when = readWhen(rest, { now: Date.now(), zone: deviceZone(), parsers });
  const text = when === null ? rest : `${rest.slice(0, when.from)} ${rest.slice(when.to)}`;
  room.askReminder?.({
    text: text.replaceAll(/\s+/g, " ").trim(),
    words: when === null ? "" : rest.slice(when.from, when.to),
    onDone: () => room.draft.set(""),
  });
}

/** The command that a text is, and what stands after its name. */
export function commandIn(
  text: string,
  room: RoomContextValue,
): { command: SlashCommand; rest: string } | null {
  const [, name, rest = ""] = /^\/([a-z]+)(?:\s+([\s\S]*))?$/.exec(text.trim()) ?? [];
  const command = all.find((one) => one.name === name && one.isOffered(room));
  return command === undefined ? null : { command, rest: rest.trim() };
}

/** Those that begin with what is written, while the caret is in the name. */
export function commandsAt(text: string, caret: number, room: RoomContextValue): readonly SlashCommand[] {
  const [, start] = /^\/([a-z]*)$/.exec(text.slice(0, caret)) ?? [];
  if (start === undefined || /^\S/.test(text.slice(caret))) return [];
  return all.filter((command) => command.name.startsWith(start) && command.isOffered(room));
}
