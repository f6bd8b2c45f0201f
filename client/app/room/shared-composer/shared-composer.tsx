import { createMemo, createSignal, For, onCleanup, Show } from "solid-js";
import type { UserId } from "../../../../shared/ids.ts";
import { findMentions } from "../../../../shared/mentions/find-mentions.ts";
import { normalizeText, textProblem } from "../../../../shared/text.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { MemberAvatar } from "../../../parts/people/member-avatar.tsx";
import { ReplyingTo } from "../composer/replying-to.tsx";
import { TextInput } from "../composer/text-input.tsx";
import TextSize from "../composer/text-size.tsx";

import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-together.ts";
import { RemoteCarets } from "./remote-carets.tsx";
import { createSharedComposer } from "./create-shared-composer.ts";
import "./shared-composer.css";

/** One prompt that several people write together. It takes the place of the person's own composer. */
export default function SharedComposerView(props: { onClose: () => void }) {
  const room = useRoom();
  const shared = createSharedComposer(room, useClient().prompts);
  const { composer, text } = shared;
  const mayWrite = () => room.may("write");
  const [isSending, setIsSending] = createSignal(false);
  const mentions = createMemo(() => findMentions(text(), room.here(), shared.mentions()));
  let area: HTMLTextAreaElement | undefined;
  room.focusComposer.now = () => area?.focus();
  onCleanup(() => (room.focusComposer.now = () => undefined));

  const people = createMemo(() => {
    const all = room.composing()?.people ?? [];
    const users = [...new Set(all.map(({ user }) => user))];
    return users.map((user) => ({
      user,
      name: room.distinctNameOf(user),
      ready: all.some((each) => each.user === user && each.ready),
    }));
  });
  const carets = createMemo(() =>
    shared.carets().flatMap(({ at, anchor, head }) => {
      const user = room.composing()?.people.find((each) => each.at === at)?.user;
      if (user === undefined) return [];
      const name = user === room.me ? t("youElsewhere") : room.distinctNameOf(user);
      return [{ key: at, user, name, anchor, head }];
    }),
  );
  // A memo, so that the box is not set back by other news of the prompt before the room has answered.
  const signOff = createMemo(() => room.composing()?.signOff ?? false);
  const amReady = () => people().some(({ user, ready }) => user === room.me && ready);
  const writes = (user: UserId) => {
    const role = room.members()[user]?.role;
    return role !== null && role !== undefined && role !== "viewer";
  };
  const awaited = () =>
    signOff() ? people().filter(({ user, ready }) => user !== room.me && !ready && writes(user)) : [];
  const isSendable = () =>
    textProblem(normalizeText(text())) === null && awaited().length === 0 && shared.isOpen() && !isSending();

  async function send(): Promise<void> {
    if (!isSendable()) return;
    setIsSending(true);
    const replyTo = room.replyingTo()?.seq;
    const sent = await room.attempt(() => composer.send(replyTo === undefined ? {} : { replyTo }));
    setIsSending(false);
    if (sent && replyTo !== undefined) room.setReplyingTo(null);
  }
  return (
    <form
      class="composer together"
      aria-label={t("together")}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div class="together__head">
        <ul class="together__people plain" aria-label={t("people")}>
          <For each={people()}>
            {({ user, name, ready }) => (
              <li class="together__person" classList={{ "together__person--ready": ready }}>
                <MemberAvatar user={user} name={name} size="s" />
                <span class="name one-line">{user === room.me ? t("you") : name}</span>
                <Show when={!writes(user)}>
                  <span class="together__note">{t("watching")}</span>
                </Show>
                <Show when={ready}>
                  <Icon name="check" size={14} />
                  <span class="visually-hidden">{t("ready")}</span>
                </Show>
              </li>
            )}
          </For>
        </ul>
        <Show when={room.may("manage")}>
          <label class="together__signoff">
            <input
              type="checkbox"
              checked={signOff()}
              onChange={(event) => {
                const { checked } = event.currentTarget;
                void room.attempt(() => composer.askForSignOff(checked));
              }}
            />
            {t("waitForAll")}
          </label>
        </Show>
        <IconButton
          icon="close"
          size={18}
          label={t(mayWrite() ? "leave" : "stopWatching")}
          title={t(mayWrite() ? "leave" : "stopWatching")}
          onClick={() => props.onClose()}
        />
      </div>
      <Show when={room.replyingTo()}>{(message) => <ReplyingTo message={message()} />}</Show>
      <div class="together__line">
        <TextInput
          autofocus
          ref={(element) => (area = element)}
          label={t("prompt")}
          placeholder={t(mayWrite() ? "placeholder" : "nothingYet")}
          value={text()}
          readOnly={!mayWrite()}
          overlay={(area) => (
            <Show when={carets().length > 0}>
              <RemoteCarets area={area} text={text()} carets={carets()} />
            </Show>
          )}
          onValue={(value, caret) => composer.edit(value, caret)}
          onSelection={(anchor, head) => composer.select(anchor, head)}
          onLeave={() => composer.unselect()}
          onSubmit={() => void send()}
          mentions={mentions()}
          onMention={(range) => composer.mention(range)}
        />
        <Show when={mayWrite() && signOff()}>
          <button
            type="button"
            class="button together__ready"
            aria-pressed={amReady()}
            onClick={() => {
              const on = !amReady();
              void room.attempt(() => composer.ready(on));
            }}
          >
            <Icon name="check" size={16} />
            {t("iAmReady")}
          </button>
        </Show>
        <Show when={mayWrite()}>
          <button
            class="icon-button composer__send"
            aria-label={t("send")}
            title={t("send")}
            disabled={!isSendable()}
          >
            <Icon name="up" />
          </button>
        </Show>
      </div>
      <p class="together__state" role="status">
        {state()}
      </p>
      <TextSize text={text()} />
    </form>
  );

  function state(): string {
    if (shared.kept() === "too_long") return t("tooLong");
    if (!shared.isOpen() && room.connection().type !== "open") return t("offline");
    const names = awaited().map(({ name }) => name);
    return names.length === 0 ? "" : t("waitingFor", { names: names.join(", ") });
  }
}
