import {
  createEffect,
  createResource,
  createSignal,
  For,
  Match,
  on,
  onCleanup,
  Show,
  Switch,
} from "solid-js";
import { memoryPaths, type Forgotten, type Memory, type MemoryList as List } from "../../../shared/memory.ts";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../../words/memory.ts";
import { createAction } from "../form/create-action.ts";
import { ConfirmDialog } from "../form/confirm-dialog.tsx";
import { FormError } from "../form/form-error.tsx";
import { call } from "../lib/http.ts";
import { Loaded } from "../lib/loaded.tsx";
import { MemoryDialog } from "./memory-dialog.tsx";
import { MemoryItem } from "./memory-item.tsx";
import type { MemoryPlace } from "./memory-place.ts";
import "./memory.css";

type Open = { type: "add" } | { type: "edit"; memory: Memory } | { type: "deleteAll" };

/** Pause after a keystroke before the search, milliseconds. */
const PAUSE = 250;

/** What is remembered in one place: a search, the facts, and what may be done with them. */
export function MemoryList(props: {
  place: MemoryPlace;
  /** Whether this person may change it. The server checks it again. */
  mayChange: boolean;
  /** What to say while nothing is remembered here. */
  off: string;
  /** Changes when it must be loaded again. */
  stamp?: unknown;
}) {
  const [typed, setTyped] = createSignal("");
  const [q, setQ] = createSignal("");
  const [open, setOpen] = createSignal<Open>();
  const [said, setSaid] = createSignal("");
  createEffect(
    on(typed, (text) => {
      const timer = setTimeout(() => setQ(text.trim()), PAUSE);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  const path = (cursor?: number) => {
    const { organization, scope, room } = props.place;
    return memoryPaths.list(organization, {
      ...{ scope, q: q() },
      ...(room !== undefined && { room }),
      ...(cursor !== undefined && { cursor }),
    });
  };
  const [list, { mutate, refetch }] = createResource(
    () => [path(), props.stamp] as const,
    ([address]) => call<List>("GET", address),
  );
  const more = createAction(async () => {
    const known = list.latest;
    if (known === undefined || known.next === null) return;
    const page = await call<List>("GET", path(known.next));
    mutate({ ...page, items: [...known.items, ...page.items] });
  });
  const forget = (memory: Memory) =>
    createAction(async () => {
      await call("DELETE", memoryPaths.one(props.place.organization, memory.id));
      mutate((known) => known && { ...known, items: known.items.filter(({ id }) => id !== memory.id) });
      setSaid(t("forgotten"));
    });
  function saved(): void {
    setOpen(undefined);
    setSaid(t("saved"));
    void refetch();
  }
  const edited = () => {
    const what = open();
    return what?.type === "edit" ? what.memory : undefined;
  };
  return (
    <div class="memory">
      <p class="visually-hidden" role="status">
        {said()}
      </p>
      <div class="memory__tools">
        <Field label={t("search")} type="search" value={typed()} onValue={setTyped} />
        <Show when={props.mayChange}>
          <button
            type="button"
            class="button"
            disabled={list.latest?.isOn !== true}
            onClick={() => setOpen({ type: "add" })}
          >
            <Icon name="plus" /> {t("add")}
          </button>
        </Show>
      </div>
      <Loaded resource={list} onRetry={() => void refetch()}>
        {(found) => (
          <>
            <Show when={!found().isOn}>
              <p class="memory__off">{props.off}</p>
            </Show>
            <Show
              when={found().items.length > 0}
              fallback={<p class="memory__none">{q() === "" ? t("none") : t("noneFound")}</p>}
            >
              <ul class="plain memory__facts">
                <For each={found().items}>
                  {(memory) => (
                    <MemoryItem
                      memory={memory}
                      organization={props.place.organization}
                      mayChange={props.mayChange}
                      mayEdit={found().isOn}
                      onEdit={() => setOpen({ type: "edit", memory })}
                      forget={forget(memory)}
                    />
                  )}
                </For>
              </ul>
            </Show>
            <FormError message={more.error()} />
            <div class="memory__tools">
              <Show when={found().next !== null}>
                <button type="button" class="button" disabled={more.busy()} onClick={() => void more.run()}>
                  {t("more")}
                </button>
              </Show>
              <Show when={props.mayChange && found().items.length > 0 && q() === ""}>
                <button
                  type="button"
                  class="button button--danger"
                  onClick={() => setOpen({ type: "deleteAll" })}
                >
                  {t("deleteAll")}
                </button>
              </Show>
            </div>
          </>
        )}
      </Loaded>
      <Switch>
        <Match when={open()?.type === "add"}>
          <MemoryDialog place={props.place} onSaved={saved} onClose={() => setOpen(undefined)} />
        </Match>
        <Match when={edited()} keyed>
          {(memory) => (
            <MemoryDialog
              place={props.place}
              memory={memory}
              onSaved={saved}
              onClose={() => setOpen(undefined)}
            />
          )}
        </Match>
        <Match when={open()?.type === "deleteAll"}>
          <ConfirmDialog
            title={t("deleteAllTitle")}
            confirm={t("deleteAll")}
            refuse={t("keep")}
            onConfirm={async () => {
              await call<Forgotten>("DELETE", path());
              setOpen(undefined);
              setSaid(t("forgotten"));
              void refetch();
            }}
            onClose={() => setOpen(undefined)}
          >
            {t("deleteAllAbout")}
          </ConfirmDialog>
        </Match>
      </Switch>
    </div>
  );
}
