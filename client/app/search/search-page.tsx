import { useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createResource, createSignal, on, onMount, Show } from "solid-js";
import type { LibraryId } from "../../../shared/ids.ts";
import {
  knowledgePaths,
  type Library,
  type SearchAnswer,
  type SearchReport,
} from "../../../shared/knowledge.ts";
import { MAX_COUNTED_HITS, MAX_QUERY_LENGTH } from "../../../shared/limits.ts";
import type { MessageOrder } from "../../../shared/message-search.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { call } from "../../parts/lib/http.ts";
import { Page } from "../../parts/page/page.tsx";
import { Loaded } from "../../parts/lib/loaded.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { createMessageSearch } from "../../parts/search/create-message-search.ts";
import { rank } from "../switcher/rank.ts";
import { AnswerView } from "./answer-view.tsx";
import { FileHits, MessageHits } from "./message-hits.tsx";
import { HitList } from "./hit-list.tsx";
import { LibraryFilter } from "./library-filter.tsx";
import { PersonHits, RoomHits } from "./name-hits.tsx";
import { plainWords, withFiles } from "./query-words.ts";
import { SearchTabs, type Tab, isTab } from "./search-tabs.tsx";
import { t } from "../../words/search.ts";
import "./search.css";

/** How many of each kind the tab "All" shows. */
const SHOWN_OF_ALL = 4;

/** `/:organization/search?q=&tab=&order=`: messages, documents, people, rooms and files, and an answer made from documents. */
export default function SearchPage() {
  const { organization } = useClient();
  const { entries } = useInbox();
  const { people, agents, handleOf } = usePeople();
  const [search, setSearch] = useSearchParams<{ q: string; tab: string; order: string }>();
  const textIn = (value: string | string[] | undefined) => (typeof value === "string" ? value : "");
  // Memos, so that another tab does not search again.
  const query = createMemo(() => textIn(search.q).trim());
  const tab = (): Tab => (isTab(search.tab) ? search.tab : "all");
  const order = createMemo((): MessageOrder => (search.order === "oldest" ? "oldest" : "newest"));
  const [text, setText] = createSignal(query());
  const [chosen, setChosen] = createSignal<readonly LibraryId[]>([]);
  const [asked, setAsked] = createSignal<string>();
  let input: HTMLInputElement | undefined;
  onMount(() => matchMedia("(pointer: fine)").matches && input?.focus());
  // A link of the switcher changes the address while the page is open.
  createEffect(on(query, (q) => setText(q), { defer: true }));

  const [libraries] = createResource(
    () => organization,
    // If the libraries cannot be loaded, the filter is empty and the search still works.
    (id) => call<Library[]>("GET", knowledgePaths.libraries(id)).catch(() => []),
  );
  const within = () => (chosen().length === 0 ? {} : { libraries: chosen() });
  const words = () => plainWords(query());
  const documentsAsked = createMemo(
    () => (words() === "" ? undefined : { q: words(), libraries: chosen() }),
    undefined,
    { equals: (a, b) => a?.q === b?.q && a?.libraries === b?.libraries },
  );
  const [report, { refetch: searchAgain }] = createResource(documentsAsked, ({ q, libraries: some }) => {
    const path = knowledgePaths.search(organization, q);
    return call<SearchReport>("GET", some.length === 0 ? path : `${path}&libraries=${some.join(",")}`);
  });
  const messages = createMessageSearch(
    createMemo(() => (query() === "" ? undefined : { q: query(), order: order() })),
  );
  const files = createMessageSearch(
    createMemo(() => (query() === "" ? undefined : { q: withFiles(query()), order: order() })),
  );
  const [answer, { refetch: askAgain }] = createResource(asked, (q) =>
    call<SearchAnswer>("POST", knowledgePaths.searchAnswer(organization), { q, ...within() }),
  );
  const foundPeople = createMemo(() => {
    if (words() === "") return [];
    const all = [...(people() ?? []), ...(agents() ?? [])];
    return rank(
      all.map(({ id, name }) => ({ id, name, words: handleOf(id) ?? "" })),
      words(),
    );
  });
  const foundRooms = createMemo(() =>
    words() === ""
      ? []
      : rank(
          (entries() ?? []).filter(({ peer }) => peer === undefined),
          words(),
        ),
  );
  const documents = () => (report.error ? undefined : report.latest);
  const counts = () => ({
    messages: messages.total(),
    documents: documents()?.hits.length ?? null,
    people: foundPeople().length,
    rooms: foundRooms().length,
    files: files.total(),
  });
  const isLoading = () => messages.loading() || files.loading() || report.loading;
  const isNothing = () =>
    !isLoading() &&
    !messages.error() &&
    !report.error &&
    Object.values(counts()).every((count) => count === null || count === 0);

  function find(): void {
    if (text().trim() === "") return;
    setSearch({ q: text().trim() }, { replace: true });
    setAsked(undefined);
  }
  function ask(): void {
    if (text().trim() === "") return;
    find();
    setAsked(plainWords(text()) || text().trim());
  }
  function follow(question: string): void {
    setText(question);
    ask();
    input?.focus();
  }
  function clear(): void {
    setText("");
    setSearch({ q: undefined, tab: undefined }, { replace: true });
    setAsked(undefined);
    input?.focus();
  }
  const show = (next: Tab) => setSearch({ tab: next === "all" ? undefined : next }, { replace: true });
  const isShown = (kind: Tab) => tab() === "all" || tab() === kind;
  const most = (kind: Tab) => (tab() === kind ? Infinity : SHOWN_OF_ALL);
  return (
    <Page title={t("title")}>
      <div class="page__body search">
        <form
          class="search__form"
          role="search"
          onSubmit={(event) => {
            event.preventDefault();
            find();
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            ask();
          }}
        >
          <div class="search__field">
            <Icon name="search" size={20} />
            <input
              ref={input}
              class="search__input"
              type="search"
              aria-label={t("title")}
              placeholder={t("placeholder")}
              maxLength={MAX_QUERY_LENGTH}
              enterkeyhint="search"
              autocomplete="off"
              value={text()}
              onInput={(event) => setText(event.currentTarget.value)}
            />
            <Show when={text() !== ""}>
              <IconButton icon="close" label={t("clear")} title={t("clear")} onClick={clear} />
            </Show>
          </div>
        </form>
        <Show when={query() !== ""}>
          <SearchTabs
            tab={tab()}
            counts={counts()}
            most={MAX_COUNTED_HITS}
            onTab={show}
            order={order()}
            onOrder={(next) => setSearch({ order: next === "newest" ? undefined : next }, { replace: true })}
          />
        </Show>
        <Show when={text().trim() !== "" && (tab() === "all" || tab() === "documents")}>
          <button type="button" class="search__ask" disabled={answer.loading} onClick={ask}>
            <span class="search__ask-icon">
              <Icon name="sparkle" size={16} />
            </span>
            <span class="search__ask-words one-line" dir="auto">
              {t.rich("askAbout", { words: <b>{t("quoted", { words: text().trim() })}</b> })}
            </span>
            <span class="search__ask-hint">{t("answerWithSources")}</span>
          </button>
        </Show>
        <Show when={asked()}>
          <section class="search__answer" aria-label={t("answer")} aria-busy={answer.loading}>
            <Show
              when={!answer.loading}
              fallback={
                <p class="search__waiting">
                  <Spinner label={t("readingForAnswer")} /> {t("reading")}
                </p>
              }
            >
              <Loaded resource={answer} onRetry={() => void askAgain()}>
                {(found) => <AnswerView answer={found()} onFollow={follow} />}
              </Loaded>
            </Show>
          </section>
        </Show>
        <Show when={query() !== ""} fallback={<SearchHelp />}>
          <Show when={isShown("documents") && (libraries.latest ?? []).length > 1 && tab() === "documents"}>
            <LibraryFilter libraries={libraries.latest ?? []} chosen={chosen()} onChoose={setChosen} />
          </Show>
          <Show when={tab() === "all" && isNothing()}>
            <StateMessage icon="search" title={t("nothingFound")} live>
              <p>
                {messages.unknown().length > 0
                  ? t("nobodyCalled", { names: messages.unknown().join(", ") })
                  : t("tryOtherWords")}
              </p>
            </StateMessage>
          </Show>
          <Show when={isShown("messages")}>
            <MessageHits
              search={messages}
              most={most("messages")}
              alone={tab() === "messages"}
              onAll={() => show("messages")}
            />
          </Show>
          <Show
            when={isShown("documents") && (tab() === "documents" || report.error || counts().documents !== 0)}
          >
            <Show
              when={documentsAsked()}
              fallback={
                <Show when={tab() === "documents"}>
                  <NoWords />
                </Show>
              }
            >
              <Loaded resource={report} onRetry={() => void searchAgain()}>
                {(found) => (
                  <HitList
                    report={found()}
                    libraries={libraries.latest ?? []}
                    most={most("documents")}
                    onAll={() => show("documents")}
                  />
                )}
              </Loaded>
            </Show>
          </Show>
          <Show when={isShown("people")}>
            <PersonHits
              people={foundPeople()}
              most={most("people")}
              alone={tab() === "people"}
              onAll={() => show("people")}
            />
          </Show>
          <Show when={isShown("rooms")}>
            <RoomHits
              rooms={foundRooms()}
              most={most("rooms")}
              alone={tab() === "rooms"}
              onAll={() => show("rooms")}
            />
          </Show>
          <Show when={isShown("files")}>
            <FileHits
              search={files}
              most={most("files")}
              alone={tab() === "files"}
              onAll={() => show("files")}
            />
          </Show>
        </Show>
      </div>
    </Page>
  );
}

/** Filters narrow messages; documents are found by words. */
function NoWords() {
  return (
    <StateMessage icon="search" title={t("nothingFound")}>
      <p>{t("addWords")}</p>
    </StateMessage>
  );
}

function SearchHelp() {
  return (
    <StateMessage icon="search" title={t("helpTitle")}>
      <p>{t("helpAbout")}</p>
      <dl class="search__help">
        <div>
          <dt>{t("fromName")}</dt>
          <dd>{t("fromNameAbout")}</dd>
        </div>
        <div>
          <dt>{t("inConversation")}</dt>
          <dd>{t("inConversationAbout")}</dd>
        </div>
        <div>
          <dt>{t("withName")}</dt>
          <dd>{t("withNameAbout")}</dd>
        </div>
        <div>
          <dt>{t("beforeDay")}</dt>
          <dd>{t("beforeDayAbout")}</dd>
        </div>
        <div>
          <dt>{t("hasFile")}</dt>
          <dd>{t("hasFileAbout")}</dd>
        </div>
        <div>
          <dt>{t("exactWords")}</dt>
          <dd>{t("exactWordsAbout")}</dd>
        </div>
      </dl>
    </StateMessage>
  );
}
