import { expect } from "vitest";
import { paths } from "../../../shared/api.ts";
import type { RoomId } from "../../../shared/ids.ts";
import type { Widget } from "../../../shared/widget.ts";
import { eventually } from "../../support/eventually.ts";
import { MIRA } from "../../support/mails.ts";
import { type Device, join } from "./room.ts";
import { deskOf, roomOf } from "./desk.ts";
import { deliver, type Envelope, messagesIn, replyAddress } from "./mail.ts";
import { signUp } from "./person.ts";
import { makeWidget, visit, type WidgetVisitor } from "./widget.ts";

/** A company with a widget, for what its visitors mail. */
export async function mailDesk() {
  const ada = await signUp("ada");
  const organization = await ada.found("Morrow");
  const widget = await makeWidget(ada, organization.id);

  async function talk(of: Widget = widget, email = MIRA): Promise<Talk> {
    const mira = await visit(of.id);
    const room = await mira.begin();
    await mira.must(mira.send("PATCH", `${mira.path}/me`, { email }));
    return { mira, room, to: await replyAddress(room, mira.id, email) };
  }

  /** Ada at the desk, as a member of the conversation. */
  async function supportIn(room: RoomId): Promise<Device> {
    await eventually(async () => expect(await deskOf(organization.id).view(room)).not.toBeNull());
    await ada.must(ada.post(`${paths.deskConversation(organization.id, room)}/join`, undefined));
    return join(roomOf(room), ada.id);
  }

  return { ada, organization, widget, talk, supportIn };
}

interface Talk {
  mira: WidgetVisitor;
  room: RoomId;
  to: string;
}

export const textsIn = async (room: RoomId): Promise<string[]> =>
  (await messagesIn(room)).map(({ text }) => text);
export const send = (raw: string | Uint8Array, to: string, more: Partial<Envelope> = {}) =>
  deliver(raw, { to, ...more });
