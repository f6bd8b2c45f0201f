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
import type { Findable } from "./rank.ts";

export interface Choice extends Findable {
  id: string;
  /** The kind of the choice, as a short text. */
  hint: string;
  picture: { icon: IconName } | { user: UserId } | { room: string };
  run: () => void;
}

const kindNames: Record<InboxEntry["kind"], string> = {
  direct: "Direct",
  group: "Group",
  session: "AI session",
  support: "Support",
};
const themeNames: Record<Theme, string> = { system: "as the system", light: "light", dark: "dark" };
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
      words: `${kindNames[entry.kind]} ${handleIn(entry)}`,
      hint: isUnread(entry) ? `${kindNames[entry.kind]}, unread` : kindNames[entry.kind],
      picture: entry.peer ? { user: entry.peer.user } : { room: entry.room },
      run: () => go(entry.room),
    })),
  );
  const others = createMemo(() => {
    const known = new Set((entries() ?? []).flatMap(({ peer }) => (peer ? [peer.user] : [])));
    const all = [
      ...(people() ?? []).map(({ id, name }) => ({ id, name, hint: "Person" })),
      ...(agents() ?? []).map(({ id, name }) => ({ id, name, hint: "AI" })),
    ];
    return all
      .filter(({ id }) => id !== me && !known.has(id))
      .map(({ id, name, hint }): Choice => {
        const words = `talk write @${handleOf(id) ?? ""}`;
        return { id, name, words, hint, picture: { user: id }, run: () => void talkTo(id) };
      });
  });
  const action = (icon: IconName, name: string, words: string, run: () => void): Choice => {
    return { id: `action-${name}`.replace(/\W+/g, "-"), name, words, hint: "Action", picture: { icon }, run };
  };
  const here = createMemo((): Choice[] => {
    const entry = entries()?.find(({ room }) => room === open());
    if (entry === undefined) return [];
    const away = isAway(entry, serverNow());
    const { pinned, muted, unread } = entry.settings ?? {};
    return [
      action(
        "check",
        away ? "Move this conversation back to the list" : "Done with this conversation",
        "archive",
        () => triage.done(entry),
      ),
      action("pin", pinned ? "Unpin this conversation" : "Pin this conversation", "top", () =>
        triage.pin(entry),
      ),
      action("muted", muted ? "Unmute this conversation" : "Mute this conversation", "quiet", () =>
        triage.mute(entry),
      ),
      ...(unread || isUnread(entry)
        ? []
        : [action("unread", "Mark this conversation as unread", "", () => triage.markUnread(entry))]),
    ];
  });
  async function leave(): Promise<void> {
    await session.signOut();
    navigate("/sign-in");
  }
  const actions = createMemo((): Choice[] => [
    action("plus", "New direct conversation", "start create message", () => dialogs.open("newDirect")),
    action("plus", "New group", "start create conversation", () => dialogs.open("newGroup")),
    action("plus", "New AI session", "start create conversation", () => dialogs.open("newSession")),
    action("checks", "Mark all as read", "unread clear", () => void markAllRead(inbox)),
    action("search", "Search", "find messages documents files knowledge", () => go("search")),
    action("book", "Knowledge", "documents libraries files", () => go("knowledge")),
    action("save", "Saved messages", "bookmarks", () => go("saved")),
    action("settings", "Settings", "organization people agents usage", () => go("settings")),
    ...(["light", "dark", "system"] as const).map((theme) =>
      action(themeIcons[theme], `Appearance: ${themeNames[theme]}`, "theme colours mode", () =>
        setTheme(theme),
      ),
    ),
    action("list", "Keyboard shortcuts", "keys help", () => dialogs.open("shortcuts")),
    action(
      "list",
      singleKeys() ? "Turn single-key shortcuts off" : "Turn single-key shortcuts on",
      "keyboard",
      () => setSingleKeys(!singleKeys()),
    ),
    action("back", "Sign out", "log out leave", () => void leave()),
  ]);
  return createMemo(() => [...rooms(), ...others(), ...here(), ...actions()]);
}
