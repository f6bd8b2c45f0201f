import { useNavigate, useParams } from "@solidjs/router";
import { createMemo, type Accessor } from "solid-js";
import { paths, type RoomReference } from "../../../shared/api.ts";
import { isRoomId, type UserId } from "../../../shared/ids.ts";
import { isAway, isUnread } from "../../../shared/inbox-counts.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import type { IconName } from "../../ui/icon.tsx";
import { call, messageOf } from "../../parts/lib/http.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { setTheme, type Theme } from "../../parts/lib/theme.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import { setSingleKeys, singleKeys } from "../../parts/lib/single-keys.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useDialogs } from "../../parts/contexts/dialogs-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { markAllRead } from "./mark-all-read.ts";
import { t } from "../../words/switcher.ts";
import type { Findable } from "./rank.ts";

export interface Choice extends Findable {
  id: string;
  /** The kind of the choice, as a short text. */
  hint: string;
  picture: { icon: IconName } | { user: UserId } | { room: string };
  run: () => void;
}

const themeIcons: Record<Theme, IconName> = { system: "system", light: "sun", dark: "moon" };

/** Everything that the switcher offers: rooms (newest first), people without a direct room, and actions. */
export function createChoices(): Accessor<readonly Choice[]> {
  const { me, organization } = useClient();
  const inbox = useInbox();
  const { entries, triage, serverNow } = inbox;
  const { people, agents, handleOf } = usePeople();
  const dialogs = useDialogs();
  const session = useSession();
  const params = useParams();
  const navigate = useNavigate();
  const go = (path: string) => navigate(`/${organization}/${path}`);
  const open = () => (isRoomId(params["room"]) ? params["room"] : undefined);

  async function talkTo(user: UserId): Promise<void> {
    try {
      const body = { kind: "direct", members: [user] };
      const { id } = await call<RoomReference>("POST", paths.rooms(organization), body);
      go(id);
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
    }
  }
  const handleIn = ({ peer }: InboxEntry) => (peer === undefined ? "" : `@${handleOf(peer.user) ?? ""}`);
  const rooms = createMemo(() =>
    (entries() ?? []).map((entry): Choice => ({
      id: entry.room,
      name: entry.peer?.name ?? entry.name,
      words: `${t(entry.kind)} ${handleIn(entry)}`,
      hint: isUnread(entry) ? t("unreadKind", { kind: t(entry.kind) }) : t(entry.kind),
      picture: entry.peer ? { user: entry.peer.user } : { room: entry.room },
      run: () => go(entry.room),
    })),
  );
  const others = createMemo(() => {
    const known = new Set((entries() ?? []).flatMap(({ peer }) => (peer ? [peer.user] : [])));
    const all = [
      ...(people() ?? []).map(({ id, name }) => ({ id, name, hint: t("person") })),
      ...(agents() ?? []).map(({ id, name }) => ({ id, name, hint: t("ai") })),
    ];
    return all
      .filter(({ id }) => id !== me && !known.has(id))
      .map(({ id, name, hint }): Choice => {
        const words = `${t("personWords")} @${handleOf(id) ?? ""}`;
        return { id, name, words, hint, picture: { user: id }, run: () => void talkTo(id) };
      });
  });
  const action = (icon: IconName, name: string, words: string, run: () => void): Choice => {
    // A space would end an id.
    const id = `action-${name.replace(/\s+/g, "-")}`;
    return { id, name, words, hint: t("action"), picture: { icon }, run };
  };
  const here = createMemo((): Choice[] => {
    const entry = entries()?.find(({ room }) => room === open());
    if (entry === undefined) return [];
    const away = isAway(entry, serverNow());
    const { pinned, muted, unread } = entry.settings ?? {};
    return [
      action("check", t(away ? "backToList" : "done"), t("doneWords"), () => triage.done(entry)),
      action("pin", t(pinned ? "unpin" : "pin"), t("pinWords"), () => triage.pin(entry)),
      action("muted", t(muted ? "unmute" : "mute"), t("muteWords"), () => triage.mute(entry)),
      ...(unread || isUnread(entry)
        ? []
        : [action("unread", t("markUnread"), "", () => triage.markUnread(entry))]),
    ];
  });
  async function leave(): Promise<void> {
    await session.signOut();
    navigate("/sign-in");
  }
  const actions = createMemo((): Choice[] => [
    action("plus", t("newDirect"), t("newDirectWords"), () => dialogs.open("newDirect")),
    action("plus", t("newGroup"), t("newWords"), () => dialogs.open("newGroup")),
    action("plus", t("newSession"), t("newWords"), () => dialogs.open("newSession")),
    action("checks", t("markAllRead"), t("markAllReadWords"), () => void markAllRead(inbox)),
    action("search", t("search"), t("searchWords"), () => go("search")),
    action("book", t("knowledge"), t("knowledgeWords"), () => go("knowledge")),
    action("chat", t("threads"), t("threadsWords"), () => go("threads")),
    action("save", t("saved"), t("savedWords"), () => go("saved")),
    action("settings", t("settings"), t("settingsWords"), () => go("settings")),
    ...(["light", "dark", "system"] as const).map((theme) =>
      action(themeIcons[theme], t(`${theme}Appearance`), t("appearanceWords"), () => setTheme(theme)),
    ),
    action("list", t("shortcuts"), t("shortcutsWords"), () => dialogs.open("shortcuts")),
    action("list", t(singleKeys() ? "singleKeysOff" : "singleKeysOn"), t("singleKeysWords"), () =>
      setSingleKeys(!singleKeys()),
    ),
    action("back", t("signOut"), t("signOutWords"), () => void leave()),
  ]);
  return createMemo(() => [...rooms(), ...others(), ...here(), ...actions()]);
}
