import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Agent, AiSettings } from "../../../shared/api.ts";
import { paths } from "../../../shared/api.ts";
import type { AgentId, RoomId } from "../../../shared/ids.ts";
import type { Message, MessageSent, TurnEnded } from "../../../shared/protocol/events.ts";
import type { ErrorFrame, Part } from "../../../shared/protocol/frames.ts";
import type { RoomKind } from "../../../shared/permissions.ts";
import { type Device, join, newMessageId, type RoomStub } from "./room.ts";
import { type Person, team } from "./person.ts";

export interface AiRoom {
  ada: Person;
  grace: Person;
  organization: Awaited<ReturnType<typeof team>>["organization"];
  id: RoomId;
  room: RoomStub;
  agent: AgentId;
}

/** A room with Ada, Grace and their organization's agent. */
export async function aiRoom(kind: Extract<RoomKind, "group" | "session"> = "session"): Promise<AiRoom> {
  const { ada, grace, organization } = await team();
  const [agent] = await ada.must(ada.get<Agent[]>(paths.agents(organization.id)));
  if (agent === undefined) throw new Error("no agent");
  const id = await ada.makeRoom(organization.id, { kind, name: "lab", members: [grace.id] });
  const room = env.ROOM.getByName(id);
  return { ada, grace, organization, id, room, agent: agent.id };
}

export async function setAi({ ada, organization }: AiRoom, settings: Partial<AiSettings>): Promise<void> {
  const before = await ada.must(ada.get<AiSettings>(paths.aiSettings(organization.id)));
  await ada.must(ada.send<AiSettings>("PUT", paths.aiSettings(organization.id), { ...before, ...settings }));
}

/** Kills the object; returns the room with a new stub, because a stub of the dead object no longer works. */
export async function kill(lab: AiRoom): Promise<AiRoom> {
  await runInDurableObject(lab.room, (_, state) => state.abort("killed")).catch(() => undefined);
  return { ...lab, room: env.ROOM.getByName(lab.id) };
}

/** A prompt that makes the stand-in model follow this script. */
export function script(steps: object): string {
  return `please\n#script ${JSON.stringify(steps)}`;
}

export const joinAs = ({ room }: AiRoom, person: Person): Promise<Device> => join(room, person.id);

/** Asks. A person who asks faster than the room allows waits as long as it says. */
export async function prompt(device: Device, text: string): Promise<MessageSent> {
  const id = newMessageId();
  for (;;) {
    const ref = device.tell({ type: "send", id, text });
    const answered = await device.until(
      () =>
        device.events.find(
          (event): event is MessageSent => event.type === "message.sent" && event.message.id === id,
        ) ?? device.frames.find((frame): frame is ErrorFrame => frame.type === "error" && frame.ref === ref),
    );
    if (answered.type === "message.sent") return answered;
    if (answered.retryAfter === undefined) throw new Error(`refused: ${answered.code}`);
    await new Promise((done) => setTimeout(done, answered.retryAfter));
  }
}

/** The message that answers the prompt, as it was when it started. */
export function answerTo(device: Device, asked: MessageSent): Promise<MessageSent> {
  return device.until(() =>
    device.events.find(
      (event): event is MessageSent =>
        event.type === "message.sent" && event.message.answer?.prompts.includes(asked.seq) === true,
    ),
  );
}

export function endOf(device: Device, answer: { seq: number }): Promise<TurnEnded> {
  return device.until(() =>
    device.events.find(
      (event): event is TurnEnded => event.type === "turn.ended" && event.target === answer.seq,
    ),
  );
}

export function partsOf(device: Device, answer: { seq: number }, attempt?: number): Part[] {
  return device.frames.filter(
    (frame): frame is Part =>
      frame.type === "part" && frame.m === answer.seq && (attempt === undefined || frame.a === attempt),
  );
}

export function textOf(parts: readonly Part[]): string {
  return parts.reduce((text, part) => text.slice(0, part.n) + part.d, "");
}

/** The messages that a new client is shown. */
export async function freshMessages(where: AiRoom, person: Person): Promise<Message[]> {
  const device = await joinAs(where, person);
  const welcome = await device.hello();
  device.close();
  return welcome.reset?.timeline.messages ?? [];
}
