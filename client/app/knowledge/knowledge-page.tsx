import { A, useNavigate } from "@solidjs/router";
import { createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import { paths, type CreateRoom, type RoomReference } from "../../../shared/api.ts";
import { MAX_NAME_LENGTH } from "../../../shared/limits.ts";
import { knowledgePaths, type Library } from "../../../shared/knowledge.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { call, messageOf } from "../../parts/lib/http.ts";
import type { AskedOfRoom } from "../../parts/lib/asked-of-room.ts";
import { Loaded } from "../../parts/lib/loaded.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { readersWords } from "./libraries/audience-words.ts";
import { DeleteLibraryDialog } from "./libraries/delete-library-dialog.tsx";
import { LibraryDialog } from "./libraries/library-dialog.tsx";
import { FormError } from "../../parts/form/form-error.tsx";
import { Page } from "../../parts/page/page.tsx";
import Samples from "./samples/samples.tsx";
import { t } from "../../words/knowledge.ts";
import "./libraries/libraries.css";

type Dialog = { type: "make" } | { type: "edit" | "delete"; library: Library };

/** `/:organization/knowledge`: the libraries that this person may read. */
export default function KnowledgePage() {
  const { organization, me } = useClient();
  const { people } = usePeople();
  const [libraries, { refetch }] = createResource(
    () => organization,
    (id) => call<Library[]>("GET", knowledgePaths.libraries(id)),
  );
  const [dialog, setDialog] = createSignal<Dialog>();
  function close(changed: boolean): void {
    setDialog(undefined);
    if (changed) void refetch();
  }
  const as = (type: "edit" | "delete") => {
    const open = dialog();
    return open && "library" in open && open.type === type ? open.library : undefined;
  };
  const navigate = useNavigate();
  const [problem, setProblem] = createSignal<string>();
  /** Asks in a new session of this person alone: a question of somebody who is trying things out is not for everybody. */
  async function ask(question: string): Promise<void> {
    const session: CreateRoom = { kind: "session", name: question.slice(0, MAX_NAME_LENGTH), members: [] };
    const state: AskedOfRoom = { question, by: me };
    try {
      const { id } = await call<RoomReference>("POST", paths.rooms(organization), session);
      navigate(`/${organization}/${id}`, { state });
    } catch (error) {
      setProblem(messageOf(error));
    }
  }
  const isEmpty = (list: readonly Library[]) => list.every(({ documents }) => documents === 0);
  return (
    <Page
      title={t("title")}
      actions={
        <button type="button" class="button button--primary" onClick={() => setDialog({ type: "make" })}>
          <Icon name="plus" /> {t("newLibrary")}
        </button>
      }
    >
      <div class="page__body">
        <p class="page__lead">{t("about")}</p>
        <Loaded resource={libraries} onRetry={() => void refetch()}>
          {(list) => (
            <>
              <ul class="plain libraries">
                <For each={list()}>
                  {(library) => (
                    <li class="library">
                      <span class="library__icon">
                        <Icon name="book" size={20} />
                      </span>
                      <div class="library__texts">
                        <A
                          class="library__name name one-line"
                          href={`/${organization}/knowledge/${library.id}`}
                        >
                          {library.name}
                        </A>
                        <Show when={library.description}>
                          <p class="library__about one-line" dir="auto">
                            {library.description}
                          </p>
                        </Show>
                        <p class="library__about one-line">
                          {t("documents", { count: library.documents })} ·{" "}
                          {readersWords(library.readers, people() ?? [])}
                        </p>
                      </div>
                      <Show when={library.mayManage}>
                        <IconButton
                          icon="edit"
                          class="library__action"
                          label={t("editName", { name: library.name })}
                          title={t("edit")}
                          onClick={() => setDialog({ type: "edit", library })}
                        />
                        <IconButton
                          icon="trash"
                          class="library__action"
                          label={t("deleteName", { name: library.name })}
                          title={t("delete")}
                          onClick={() => setDialog({ type: "delete", library })}
                        />
                      </Show>
                    </li>
                  )}
                </For>
              </ul>
              <Show when={list().length === 0}>
                <StateMessage icon="book" title={t("noLibraries")}>
                  <p>{t("noLibrariesAbout")}</p>
                </StateMessage>
              </Show>
              <Samples
                offered={isEmpty(list())}
                onLoaded={() => void refetch()}
                onAsk={(question) => void ask(question)}
              />
              <FormError message={problem()} />
            </>
          )}
        </Loaded>
      </div>
      <Switch>
        <Match when={dialog()?.type === "make"}>
          <LibraryDialog onClose={(made) => close(made !== undefined)} />
        </Match>
        <Match when={as("edit")} keyed>
          {(library) => <LibraryDialog library={library} onClose={(made) => close(made !== undefined)} />}
        </Match>
        <Match when={as("delete")} keyed>
          {(library) => <DeleteLibraryDialog library={library} onClose={close} />}
        </Match>
      </Switch>
    </Page>
  );
}
