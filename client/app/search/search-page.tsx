import { useSearchParams } from "@solidjs/router";
import { createEffect, createResource, createSignal, on, onMount, Show } from "solid-js";
import type { LibraryId } from "../../../shared/ids.ts";
import {
  knowledgePaths,
  type Library,
  type SearchAnswer,
  type SearchReport,
} from "../../../shared/knowledge.ts";
import { MAX_QUERY_LENGTH } from "../../../shared/limits.ts";
import { Icon } from "../../ui/icon.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { call } from "../../parts/lib/http.ts";
import { Page } from "../../parts/page/page.tsx";
import { Loaded } from "../../parts/lib/loaded.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { AnswerView } from "./answer-view.tsx";
import { HitList } from "./hit-list.tsx";
import { LibraryFilter } from "./library-filter.tsx";
import "./search.css";

interface Question {
  q: string;
  libraries: readonly LibraryId[];
}

/** `/:organization/search?q=`: passages that fit the query, and an answer made from them. */
export default function SearchPage() {
  const { organization } = useClient();
  const [search, setSearch] = useSearchParams<{ q: string }>();
  const given = typeof search.q === "string" ? search.q : "";
  const [text, setText] = createSignal(given);
  const [chosen, setChosen] = createSignal<readonly LibraryId[]>([]);
  const [searched, setSearched] = createSignal<Question | undefined>(
    given.trim() === "" ? undefined : { q: given, libraries: [] },
  );
  const [asked, setAsked] = createSignal<Question>();
  let input: HTMLInputElement | undefined;
  onMount(() => matchMedia("(pointer: fine)").matches && input?.focus());

  const [libraries] = createResource(
    () => organization,
    // If the libraries cannot be loaded, the filter is empty and the search still works.
    (id) => call<Library[]>("GET", knowledgePaths.libraries(id)).catch(() => []),
  );
  const [report, { refetch: searchAgain }] = createResource(searched, ({ q, libraries: within }) => {
    const path = knowledgePaths.search(organization, q);
    return call<SearchReport>("GET", within.length === 0 ? path : `${path}&libraries=${within.join(",")}`);
  });
  const [answer, { refetch: askAgain }] = createResource(asked, ({ q, libraries: within }) =>
    call<SearchAnswer>("POST", knowledgePaths.searchAnswer(organization), {
      q,
      ...(within.length > 0 && { libraries: within }),
    }),
  );
  const question = (): Question => ({ q: text().trim(), libraries: chosen() });
  function find(): void {
    if (text().trim() === "") return;
    setSearch({ q: text().trim() }, { replace: true });
    setSearched(question());
    setAsked(undefined);
  }
  function ask(): void {
    if (text().trim() === "") return;
    find();
    setAsked(question());
  }
  function follow(words: string): void {
    setText(words);
    ask();
    input?.focus();
  }
  // Changing the libraries repeats the search.
  createEffect(on(chosen, () => searched() && find(), { defer: true }));
  return (
    <Page title="Search">
      <div class="page__body search">
        <form
          class="search__form"
          role="search"
          onSubmit={(event) => {
            event.preventDefault();
            find();
          }}
        >
          <input
            ref={input}
            class="field__input search__input"
            type="search"
            aria-label="Search your documents"
            placeholder="Search your documents, or ask a question"
            maxLength={MAX_QUERY_LENGTH}
            enterkeyhint="search"
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button class="button" disabled={text().trim() === ""}>
            <Icon name="search" /> Search
          </button>
          <button
            type="button"
            class="button button--primary"
            disabled={text().trim() === "" || answer.loading}
            onClick={ask}
          >
            <Icon name="sparkle" /> Answer
          </button>
        </form>
        <LibraryFilter libraries={libraries.latest ?? []} chosen={chosen()} onChoose={setChosen} />
        <Show when={asked()}>
          <section class="search__answer" aria-label="Answer" aria-busy={answer.loading}>
            <Show
              when={!answer.loading}
              fallback={
                <p class="search__waiting">
                  <Spinner label="Reading the documents for an answer" /> Reading the documents
                </p>
              }
            >
              <Loaded resource={answer} onRetry={() => void askAgain()}>
                {(found) => <AnswerView answer={found()} onFollow={follow} />}
              </Loaded>
            </Show>
          </section>
        </Show>
        <Show
          when={searched()}
          fallback={
            <StateMessage icon="search" title="Everything in your libraries">
              <p>Press Enter for passages, or have an answer with its sources.</p>
            </StateMessage>
          }
        >
          <Loaded resource={report} onRetry={() => void searchAgain()}>
            {(found) => <HitList report={found()} libraries={libraries.latest ?? []} />}
          </Loaded>
        </Show>
      </div>
    </Page>
  );
}
