import { createMemo, createSignal, createUniqueId, For, Show } from "solid-js";
import { Field } from "../../ui/field.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { findPeople } from "../contexts/people-context.ts";
import { t } from "../../words/picker.ts";
import { BotMark } from "./bot-mark.tsx";
import { Handle } from "./handle.tsx";
import { MemberAvatar } from "./member-avatar.tsx";
import "./people-picker.css";

/** The search field is shown from this number of people on. A shorter list does not need it. */
const SEARCH_FROM = 6;

/** Chooses one or several people, agents or conversations of the organization, with native radio buttons or checkboxes. */
export function PeoplePicker<Id extends string>(props: {
  people: readonly { id: Id; name: string }[] | undefined;
  /** The legend of the field, if it does not ask for people. */
  legend?: string;
  /** The text for an empty list. */
  empty?: string;
  chosen: readonly Id[];
  onChoose: (chosen: Id[]) => void;
  several: boolean;
}) {
  const [query, setQuery] = createSignal("");
  const group = createUniqueId();
  const directory = findPeople();
  const found = createMemo(() => {
    const wanted = query().trim().toLocaleLowerCase();
    return (props.people ?? []).filter(
      ({ id, name }) =>
        name.toLocaleLowerCase().includes(wanted) ||
        directory?.handleOf(id)?.startsWith(wanted.replace(/^@/, "")),
    );
  });
  function toggle(user: Id, on: boolean): void {
    if (!props.several) props.onChoose([user]);
    else props.onChoose(on ? [...props.chosen, user] : props.chosen.filter((one) => one !== user));
  }
  return (
    <Show when={props.people} fallback={<Spinner label={t("loading")} />}>
      {(people) => (
        <fieldset class="picker">
          <legend class="field__label">{props.legend ?? t(props.several ? "people" : "person")}</legend>
          <Show when={people().length >= SEARCH_FROM}>
            <Field label={t("search")} type="search" value={query()} onValue={setQuery} />
          </Show>
          <div class="picker__list">
            <For
              each={found()}
              fallback={
                <p class="field__hint">
                  {people().length === 0 ? (props.empty ?? t("nobodyYet")) : t("nobody")}
                </p>
              }
            >
              {(person) => (
                <label class="picker__item">
                  <input
                    type={props.several ? "checkbox" : "radio"}
                    name={group}
                    checked={props.chosen.includes(person.id)}
                    onChange={(event) => toggle(person.id, event.currentTarget.checked)}
                  />
                  <MemberAvatar user={person.id} name={person.name} size="s" />
                  <span class="name one-line">{person.name}</span>
                  <BotMark user={person.id} />
                  <Handle user={person.id} always />
                </label>
              )}
            </For>
          </div>
        </fieldset>
      )}
    </Show>
  );
}
