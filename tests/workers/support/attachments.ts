import { env, exports } from "cloudflare:workers";
import { runDurableObjectAlarm } from "cloudflare:test";
import { type Attachment, attachmentPaths } from "../../../shared/attachments.ts";
import { paths } from "../../../shared/api.ts";
import { type AttachmentId, makeId, type OrganizationId, type RoomId } from "../../../shared/ids.ts";
import { eventually } from "../../support/eventually.ts";
import { upload } from "./library.ts";
import { type Person, team } from "./person.ts";
import { newMessageId } from "./room.ts";
import { connect, HELLO } from "./socket.ts";
import { ORIGIN } from "./visitor.ts";

export const newAttachmentId = (): AttachmentId => makeId("att", (bytes) => crypto.getRandomValues(bytes));

export interface Place {
  organization: OrganizationId;
  room: RoomId;
}

/** Ada and Grace, and a group that Ada has created for them. */
export async function teamInRoom() {
  const { ada, grace, organization } = await team();
  const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [grace.id] });
  return { ada, grace, place: { organization: organization.id, room } };
}

export const pathOf = ({ organization, room }: Place, id: AttachmentId): string =>
  attachmentPaths.one(organization, room, id);

export const attachFile = (
  person: Person,
  place: Place,
  name: string,
  bytes: Uint8Array | string,
  headers: Record<string, string> = {},
  id = newAttachmentId(),
): Promise<Attachment> => person.must(upload(person, pathOf(place, id), name, bytes, headers));

/** The response of a GET, as bytes. */
export async function download(
  person: Person,
  place: Place,
  id: AttachmentId,
  headers: Record<string, string> = {},
) {
  const response = await exports.default.fetch(`${ORIGIN}${pathOf(place, id)}`, {
    headers: { cookie: person.cookie, ...headers },
  });
  return {
    status: response.status,
    headers: response.headers,
    bytes: new Uint8Array(await response.arrayBuffer()),
  };
}

/** Connects a person to the room. */
export async function enter(person: Person, { organization, room }: Place) {
  const socket = await connect(person, paths.roomSocket(organization, room));
  socket.send(HELLO);
  const welcome = await socket.frame("welcome");
  let ref = 0;
  return {
    socket,
    welcome,
    /** Sends a frame; resolves to its events, or to the refusal. */
    async says(frame: object): Promise<Record<string, unknown>> {
      ref += 1;
      socket.send(JSON.stringify({ ...frame, ref }));
      return eventually(() => {
        const at = socket.frames.findIndex(({ type }) => type === "events" || type === "error");
        const [answer] = at < 0 ? [] : socket.frames.splice(at, 1);
        if (answer === undefined) throw new Error("there is no answer yet");
        return answer;
      });
    },
    sends(attachments: AttachmentId[], text = "") {
      return this.says({ type: "send", id: newMessageId(), text, attachments });
    },
  };
}

/** Keys of the stored files of a room. */
export async function objectsOf({ organization, room }: Place): Promise<string[]> {
  const { objects } = await env.FILES.list({ prefix: `${organization}/${room}/` });
  return objects.map(({ key }) => key);
}

export const objectOf = ({ room }: Place) => env.ROOM.getByName(room);

/** Runs the object's alarm. */
export async function ring(place: Place): Promise<void> {
  await runDurableObjectAlarm(await objectOf(place));
}
