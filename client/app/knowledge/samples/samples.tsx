import { createSignal, Match, Show, Switch } from "solid-js";
import { isLibraryId, type LibraryId } from "../../../../shared/ids.ts";
import { knowledgePaths, type Library } from "../../../../shared/knowledge.ts";
import { Icon } from "../../../ui/icon.tsx";
import { ProgressMeter } from "../../../ui/progress-meter.tsx";
import { QuestionList } from "../../../ui/question-list.tsx";
import { call } from "../../../parts/lib/http.ts";
import { createAction } from "../../../parts/form/create-action.ts";
import { localStore } from "../../../parts/lib/local-store.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { createDocuments } from "../documents/create-documents.ts";
import { shareDone } from "../document-stages.ts";
import { t } from "../../../words/samples.ts";
import "./samples.css";

/** Questions that the sample documents answer. */
const sampleQuestions = () => [t("askRefunds"), t("askOpening"), t("askHolidays"), t("askLaptop")];

/** "Try it with sample documents": loads the samples, shows their progress, then suggests questions. */
export default function Samples(props: {
  /** Whether the organization has no documents yet. */
  offered: boolean;
  /** Whether to show the questions again to a person who has loaded the samples on this device before. */
  remembered?: boolean;
  onLoaded?: () => void;
  onAsk: (question: string) => void;
}) {
  const { organization } = useClient();
  const key = `parley:samples:${organization}`;
  const kept = localStore.read(key);
  const [library, setLibrary] = createSignal(props.remembered && isLibraryId(kept) ? kept : undefined);
  const load = createAction(async () => {
    const { id } = await call<Library>("POST", knowledgePaths.samples(organization), {});
    localStore.write(key, id);
    setLibrary(id);
    props.onLoaded?.();
  });
  return (
    <Switch>
      <Match when={library()} keyed>
        {(id) => <Loading library={id} onAsk={props.onAsk} />}
      </Match>
      <Match when={props.offered}>
        <section class="samples" aria-label={t("title")}>
          <p class="samples__text">{t("about")}</p>
          <button type="button" class="button" disabled={load.busy()} onClick={load.run}>
            <Icon name="book" /> {t("try")}
          </button>
          <Show when={load.error()}>
            <p class="field__error" role="alert">
              {load.error()}
            </p>
          </Show>
        </section>
      </Match>
    </Switch>
  );
}

function Loading(props: { library: LibraryId; onAsk: (question: string) => void }) {
  const { organization } = useClient();
  const documents = createDocuments(organization, () => props.library);
  const list = () => documents.list() ?? [];
  const done = () => list().filter(({ state }) => state === "ready" || state === "failed").length;
  const isDone = () => list().length > 0 && done() === list().length;
  const share = () =>
    list().reduce((sum, document) => sum + shareDone(document), 0) / Math.max(1, list().length);
  return (
    // If the library was deleted since, nothing is offered.
    <Show when={documents.problem() === undefined}>
      <section class="samples" aria-label={t("title")}>
        <Show
          when={isDone()}
          fallback={
            <>
              <p class="samples__text" role="status">
                {t("readingCount", { done: done(), all: list().length })}
              </p>
              <ProgressMeter label={t("reading")} share={share()} />
            </>
          }
        >
          <p class="samples__text" role="status">
            {t("ready")}
          </p>
          <QuestionList label={t("questions")} questions={sampleQuestions()} onAsk={props.onAsk} />
        </Show>
      </section>
    </Show>
  );
}
