import { createEffect, createMemo, Match, on, Show, Switch } from "solid-js";
import type { DeskConversation } from "../../../shared/desk.ts";
import { gapsIn } from "../../../shared/canned.ts";
import { OwnProblem } from "../../parts/lib/own-problem.ts";
import { t } from "../../words/desk-canned.ts";
import type { Room } from "../../sdk/types.ts";
import { useUploads } from "../../parts/uploads/uploads-context.ts";
import SourcePanel from "../knowledge/reader/source-panel.tsx";
import { RoomScreen } from "../room/room-screen.tsx";
import { AssignDialog } from "./assign-dialog.tsx";
import type { Actions } from "./create-actions.ts";
import type { Detail } from "./create-detail.ts";
import { DeskFoot } from "./desk-foot.tsx";
import { DeskHeader } from "./desk-header.tsx";
import { JoinedHeader } from "./joined-header.tsx";
import { LookLog } from "./look-log.tsx";
import { NoteList } from "./note-list.tsx";
import { SnoozeDialog } from "./snooze-dialog.tsx";
import { TagsDialog } from "./tags-dialog.tsx";

/** The conversation in the middle: as a room for its members, and as a log for whoever only looks. */
export function ConversationPane(props: {
  conversation: DeskConversation;
  detail: Detail;
  actions: Actions;
  home: string;
  onPanel: () => void;
}) {
  const uploads = useUploads();
  const id = createMemo(() => props.conversation.room);
  const isMember = createMemo(
    () => props.actions.joinedRoom() === id() || props.detail.value()?.isMember === true,
  );
  createEffect(on(id, () => props.actions.setMode("reply")));
  const header = () => (
    <DeskHeader
      conversation={props.conversation}
      actions={props.actions}
      home={props.home}
      onPanel={props.onPanel}
    />
  );
  /** Whoever answers takes over first, so that the AI and the person never answer both. */
  const beforeSend = async (room: Room, text: string): Promise<void> => {
    const gaps = gapsIn(text);
    if (gaps.length > 0) {
      props.actions.closing.now = null;
      throw new OwnProblem("bad_type", t("gapsLeft", { count: gaps.length }));
    }
    if ((room.view?.takeover ?? null) === null) await room.takeOver(true);
  };
  return (
    <div class="desk__main">
      <Show when={isMember() ? id() : undefined} keyed fallback={<Looking />}>
        {(room) => (
          <RoomScreen
            id={room}
            uploads={uploads}
            beforeSend={beforeSend}
            afterSend={(sent) => {
              const closes = props.actions.closing.now === sent.id;
              props.actions.closing.now = null;
              if (closes) void props.actions.closeWhenSent(sent);
            }}
            panels={{
              source: SourcePanel,
              header: () => <JoinedHeader actions={props.actions}>{header()}</JoinedHeader>,
              foot: (foot) => (
                <DeskFoot actions={props.actions} detail={props.detail} conversation={props.conversation}>
                  {foot.children}
                </DeskFoot>
              ),
              below: (row) => (
                <NoteList
                  notes={(props.detail.value()?.notes ?? []).filter(
                    ({ after }) => after >= row.from && after < row.to,
                  )}
                  room={room}
                  onChanged={props.detail.load}
                />
              ),
            }}
          />
        )}
      </Show>
      {/* Outside of what changes when this person becomes a member: what is typed in a dialog stays. */}
      <Switch>
        <Match when={props.actions.shown() === "assign"}>
          <AssignDialog conversation={props.conversation} actions={props.actions} />
        </Match>
        <Match when={props.actions.shown() === "snooze"}>
          <SnoozeDialog conversation={props.conversation} actions={props.actions} />
        </Match>
        <Match when={props.actions.shown() === "tags"}>
          <TagsDialog conversation={props.conversation} actions={props.actions} />
        </Match>
      </Switch>
    </div>
  );

  function Looking() {
    return (
      <main id="content" class="desk__looking" aria-label={props.conversation.title}>
        {header()}
        <LookLog
          conversation={props.conversation}
          notes={props.detail.value()?.notes ?? []}
          onChanged={props.detail.load}
        />
        <DeskFoot actions={props.actions} detail={props.detail} conversation={props.conversation} />
      </main>
    );
  }
}
