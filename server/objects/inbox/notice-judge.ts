/** Collects what decides about a notice: settings, devices, and words of messages. */
import { isQuietAt } from "../../../shared/notices.ts";
import { ownerOf } from "../../bindings/inbox-name.ts";
import { findEntry } from "../../rules/inbox/list-rooms.ts";
import { statusOf } from "../../rules/inbox/presence.ts";
import { decideDue, decideRoom, type Situation, type Verdict } from "../../rules/notify/decide-notice.ts";
import type { StoredNotice } from "../../rules/notify/notice.ts";
import { allChats, hasPush, readNoticeSettings } from "../../rules/notify/notice-settings.ts";
import { leaseLapsed } from "../../rules/room/presence.ts";
import type { OpenSocket } from "../../sockets/connections.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { InboxNoticesPort } from "./inbox-notices-port.ts";
import { hitsKeyword } from "./notice-content.ts";
import { digestRooms } from "./notice-digest.ts";

/** A digest that the person should not get now is looked at again after this time, ms. */
const DIGEST_AGAIN = 15 * 60_000;

export class NoticeJudge {
  readonly #port: InboxNoticesPort;

  constructor(port: InboxNoticesPort) {
    this.#port = port;
  }

  async verdict(notice: StoredNotice, now: number): Promise<Verdict> {
    const { store } = this.#port;
    const situation = this.#situation(now);
    if (notice.kind === "room") {
      const entry = findEntry(store, notice.room);
      const first = decideRoom(entry, { keyword: false, since: notice.at }, situation);
      if (first.type !== "no" || first.rule !== "onlyMentions") return first;
      const { keywords } = situation.settings;
      if (keywords.length === 0) return first;
      const keyword = await hitsKeyword(this.#port, notice.room, keywords);
      return decideRoom(findEntry(store, notice.room), { keyword, since: notice.at }, this.#situation(now));
    }
    if (notice.kind === "digest") return digestVerdict(store, notice.at, situation);
    if (notice.kind === "test") return tellEverywhere(situation);
    return decideDue({ ...situation, quietUntil: this.#status(now).quiet?.until ?? null });
  }

  #situation(now: number): Situation {
    const { store } = this.#port;
    const { state, quiet } = this.#status(now);
    return {
      now,
      settings: readNoticeSettings(store),
      doNotDisturb: quiet !== undefined,
      active: state === "active",
      push: hasPush(store),
      chats: allChats(store).flatMap(({ id, off }) => (off === null ? [id] : [])),
    };
  }

  #status(now: number) {
    return statusOf(this.#port.store, ownerOf(this.#port.name()).user, this.#activities(now), now);
  }

  /** Of the devices that were heard of lately. */
  *#activities(now: number) {
    for (const socket of this.#openDevices(now)) yield socket.state.activity;
  }

  #openDevices(now: number): OpenSocket[] {
    const { connections, lastPong } = this.#port;
    return connections.devices().filter((socket) => {
      const heard = Math.max(socket.lastFrameAt, lastPong(socket)?.getTime() ?? 0);
      return socket.state.device !== null && !leaseLapsed(heard, now);
    });
  }

  /** Grants whose device has the app open, and tells by itself. */
  openGrants(now: number): string[] {
    return this.#openDevices(now).map(({ state }) => state.grant);
  }
}

function digestVerdict(store: SqlStore, since: number, situation: Situation): Verdict {
  const { now, settings, active, doNotDisturb } = situation;
  if (settings.digest === 0 || digestRooms(store, since, now).length === 0)
    return { type: "no", rule: "read" };
  const later = (rule: "active" | "doNotDisturb" | "quietHours"): Verdict => ({
    type: "later",
    rule,
    at: now + DIGEST_AGAIN,
  });
  if (active) return later("active");
  if (doNotDisturb) return later("doNotDisturb");
  // It comes when the night is over.
  if (isQuietAt(settings, now)) return later("quietHours");
  return { type: "tell", tell: { at: now, rule: "digest", channels: ["mail"], upTo: null, unread: 0 } };
}

/** A notice by which the person tries all channels. */
function tellEverywhere({ now, push, chats }: Situation): Verdict {
  const channels = [
    ...(push ? (["push"] as const) : []),
    "mail" as const,
    ...chats.map((id) => `chat:${id}` as const),
  ];
  return { type: "tell", tell: { at: now, rule: "test", channels, upTo: null, unread: 0 } };
}
