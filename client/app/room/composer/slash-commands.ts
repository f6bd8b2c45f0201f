/** What a message that begins with a slash does in place of being sent. To add one, add a line to the list and its word. */
import type { RoomContextValue } from "../room-context.tsx";
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
];

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
