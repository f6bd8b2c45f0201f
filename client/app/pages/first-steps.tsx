import { A } from "@solidjs/router";
import { createEffect, createResource, createSignal, onMount, Show, type JSX } from "solid-js";
import { knowledgePaths, type Library } from "../../../shared/knowledge.ts";
import { useAccount } from "../../parts/contexts/account-context.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { call } from "../../parts/lib/http.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { localStore } from "../../parts/lib/local-store.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import Samples from "../knowledge/samples/samples.tsx";
import type { StartersProps } from "../room/room-place.ts";
import { t } from "../../words/pages.ts";
import "./first-steps.css";

const SeeOnPage = lazyPart(() => import("./see-on-page.tsx"));
const InvitationDialog = lazyPart(() => import("../workspace/invitation-dialog.tsx"));

/**
 * The next steps of a new organization: invite, add documents, ask. Each is struck out when it is done, by whoever did it; with the last
 * one the card goes away. A device may hide it before.
 */
export default function FirstSteps(props: StartersProps) {
  const { organization } = useClient();
  const { account, summary } = useAccount();
  const { people, refreshPeople, agents, refreshAgents } = usePeople();
  const key = `parley:first-steps:${organization}`;
  const kept = localStore.read(key);
  const [isHidden, setHidden] = createSignal(kept === "hidden");
  const [wasAnswered, setAnswered] = createSignal(kept === "asked");
  const [isInviting, setInviting] = createSignal(false);
  const [libraries, { refetch }] = createResource(() =>
    call<Library[]>("GET", knowledgePaths.libraries(organization)).catch(() => undefined),
  );
  onMount(() => {
    refreshPeople();
    refreshAgents();
  });
  createEffect(() => {
    if (!props.isAnswered || wasAnswered()) return;
    setAnswered(true);
    localStore.write(key, "asked");
  });
  const joined = () => Math.max(0, (people()?.length ?? 1) - 1);
  const documents = () => (libraries.latest ?? []).reduce((sum, library) => sum + library.documents, 0);
  const done = () => [joined() > 0, documents() > 0, wasAnswered()].filter(Boolean).length;
  const isKnown = () => libraries.latest !== undefined && people() !== undefined;
  const agent = () => agents()?.find(({ isDefault }) => isDefault)?.name ?? "Parley";
  function hide(): void {
    setHidden(true);
    localStore.write(key, "hidden");
  }
  return (
    <>
      <Show when={isKnown() && !isHidden() && done() < 3}>
        <section class="first-steps" aria-label={t("firstSteps")}>
          <h3 class="first-steps__title">
            {t.rich("welcome", {
              organization: <span class="name">{summary().name}</span>,
              person: <span class="name">{account().user.name.split(" ")[0]}</span>,
            })}
          </h3>
          <p class="first-steps__lead">{t("threeThings")}</p>
          <ol class="first-steps__list plain">
            <Step
              icon="group"
              name={t("inviteTeam")}
              about={t("inviteAbout")}
              done={joined() > 0 && t("peopleJoined", { count: joined() })}
            >
              <button type="button" class="button button--small" onClick={() => setInviting(true)}>
                {t("invite")}
              </button>
            </Step>
            <Step
              icon="book"
              name={t("addDocuments")}
              about={t("addDocumentsAbout", { agent: agent() })}
              done={documents() > 0 && t("documentsAdded", { count: documents() })}
            >
              <A class="button button--small" href={`/${organization}/knowledge`}>
                {t("addDocuments")}
              </A>
            </Step>
            <Step
              icon="sparkle"
              name={t("askSomething", { agent: agent() })}
              about={t("askAbout")}
              done={wasAnswered() && t("asked")}
            >
              <button
                type="button"
                class="button button--small"
                onClick={() => props.onWrite(`@${agent()} ${t("question")}`)}
              >
                {t("tryQuestion")}
              </button>
            </Step>
          </ol>
          <SeeOnPage />
          <p class="first-steps__foot">
            <meter class="first-steps__meter" min={0} max={3} value={done()} aria-label={t("stepsDone")} />
            <span>{t("doneOf", { done: done(), all: 3 })}</span>
            <button type="button" class="link-button" onClick={hide}>
              {t("hide")}
            </button>
          </p>
        </section>
      </Show>
      <Show when={props.isEmpty && isKnown()}>
        <Samples
          offered={documents() === 0}
          remembered
          onLoaded={() => void refetch()}
          onAsk={(question) => props.onAsk(question)}
        />
      </Show>
      <Show when={isInviting()}>
        <InvitationDialog
          onClose={() => {
            setInviting(false);
            refreshPeople();
          }}
        />
      </Show>
    </>
  );
}

function Step(props: {
  icon: IconName;
  name: string;
  about: string;
  /** What has been done; false as long as it is open. */
  done: string | false;
  children: JSX.Element;
}) {
  return (
    <li class="first-steps__step" classList={{ "first-steps__step--done": props.done !== false }}>
      <span class="first-steps__icon">
        <Icon name={props.done === false ? props.icon : "check"} />
      </span>
      <span class="first-steps__texts">
        <Show when={props.done !== false} fallback={<strong>{props.name}</strong>}>
          <del>{props.name}</del>
        </Show>
        <span class="first-steps__about">{props.done === false ? props.about : props.done}</span>
      </span>
      <Show when={props.done === false} fallback={<span class="first-steps__done">{t("done")}</span>}>
        {props.children}
      </Show>
    </li>
  );
}
