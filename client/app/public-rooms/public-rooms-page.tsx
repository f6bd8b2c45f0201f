import { useNavigate } from "@solidjs/router";
import { createEffect, createSignal, For, Match, on, onCleanup, Show, Switch } from "solid-js";
import type { Page as PageOf, PublicRoom } from "../../../shared/api-rooms.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { MAX_NAME_LENGTH } from "../../../shared/limits.ts";
import { publicRoomPaths } from "../../../shared/room-paths.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Field } from "../../ui/field.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { Page } from "../../parts/page/page.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { call, messageOf } from "../../parts/lib/http.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import { t } from "../../words/public-rooms.ts";
import "./public-rooms.css";

/** Requests of a word that is being written are joined, milliseconds. */
const PAUSE = 200;

/** `/:organization/groups`: groups that everyone of the organization finds and joins. */
export default function PublicRoomsPage() {
  const { organization } = useClient();
  const navigate = useNavigate();
  const [words, setWords] = createSignal("");
  const [rooms, setRooms] = createSignal<readonly PublicRoom[]>();
  const [next, setNext] = createSignal<RoomId | null>(null);
  const [problem, setProblem] = createSignal<string>();
  /** Counts requests: an answer to an earlier one is ignored. */
  let asked = 0;
  async function load(after: RoomId | null): Promise<void> {
    const mine = ++asked;
    try {
      const path = publicRoomPaths.list(organization, words().trim(), after);
      const page = await call<PageOf<PublicRoom, RoomId>>("GET", path);
      if (mine !== asked) return;
      setProblem(undefined);
      setRooms(after === null ? page.items : [...(rooms() ?? []), ...page.items]);
      setNext(page.next);
    } catch (error) {
      if (mine === asked) setProblem(messageOf(error));
    }
  }
  createEffect(
    on(words, () => {
      const timer = setTimeout(() => void load(null), rooms() === undefined ? 0 : PAUSE);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  async function join({ id, joined }: PublicRoom): Promise<void> {
    try {
      if (!joined) await call("POST", publicRoomPaths.join(organization, id));
      navigate(`/${organization}/${id}`);
    } catch {
      showToast({ text: t("gone"), isProblem: true });
      void load(null);
    }
  }
  return (
    <Page title={t("title")} about={t("about")}>
      <div class="page__body">
        <Field
          label={t("search")}
          type="search"
          maxLength={MAX_NAME_LENGTH}
          value={words()}
          onValue={setWords}
        />
        <Switch>
          <Match when={problem()}>{(text) => <p role="alert">{text()}</p>}</Match>
          <Match when={rooms() === undefined}>
            <Spinner label={t("loading")} />
          </Match>
          <Match when={rooms()?.length === 0}>
            <StateMessage icon="group" title={t("nothing")}>
              <p>{t(words().trim() === "" ? "nothingAbout" : "notFound")}</p>
            </StateMessage>
          </Match>
          <Match when={true}>
            <ul class="plain public-rooms" aria-label={t("title")}>
              <For each={rooms()}>
                {(room) => (
                  <li class="public-room">
                    <Avatar seed={room.id} name={room.name} square />
                    <span class="public-room__texts">
                      <span class="public-room__name name one-line" dir="auto">
                        {room.name}
                      </span>
                      <span class="public-room__about one-line">
                        {t("members", { count: room.members })}
                        <Show when={room.topic}>
                          {" · "}
                          <span dir="auto">{room.topic}</span>
                        </Show>
                      </span>
                    </span>
                    <button
                      type="button"
                      class="button button--small"
                      aria-label={t(room.joined ? "openNamed" : "joinNamed", { room: room.name })}
                      onClick={() => void join(room)}
                    >
                      {t(room.joined ? "open" : "join")}
                    </button>
                  </li>
                )}
              </For>
            </ul>
            <Show when={next() !== null}>
              <button type="button" class="link-button" onClick={() => void load(next())}>
                {t("more")}
              </button>
            </Show>
          </Match>
        </Switch>
      </div>
    </Page>
  );
}
