import { A } from "@solidjs/router";
import { createMemo, createResource, For, Show, type JSX } from "solid-js";
import { type Note, type NoteContext, notePaths, type NoteTitle } from "../../../shared/notes.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { call } from "../../parts/lib/http.ts";
import { contextWords } from "../../parts/notes/context-words.ts";
import { t } from "../../words/notes.ts";
import { NoteSharing } from "./note-sharing.tsx";

/** What stands beside an open note: where it was captured, related notes, its links, and who sees it. */
export function NoteSide(props: { note: Note; onChanged: (note: Note) => void }) {
  const { organization } = useClient();
  // Saved versions change what is related, and so does the moment from which they can be searched.
  const version = createMemo(() => `${props.note.id} ${props.note.version}`);
  const [related] = createResource(version, () =>
    call<NoteTitle[]>("GET", notePaths.part(organization, props.note.id, "related")).catch(
      (): NoteTitle[] => [],
    ),
  );
  const links = () => props.note.links;
  return (
    <aside class="note-side" aria-label={t("about")}>
      <Show when={props.note.context}>
        {(context) => (
          <Part title={t("capturedIn")}>
            <ContextLine context={context()} />
          </Part>
        )}
      </Show>
      <Part title={t("related")}>
        <Show
          when={(related.latest ?? []).length > 0}
          fallback={<p class="note-side__nothing">{t("noRelated")}</p>}
        >
          <Titles notes={related.latest ?? []} />
        </Show>
      </Part>
      <Show when={links().notes.length > 0}>
        <Part title={t("linked")}>
          <ul class="plain">
            <For each={links().notes}>
              {({ title, note }) => (
                <li>
                  <Show
                    when={note}
                    fallback={<span class="note-side__nothing">{t("missing", { title })}</span>}
                  >
                    {(id) => <NoteLink note={id()} title={title} />}
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Part>
      </Show>
      <Show when={links().backlinks.length > 0}>
        <Part title={t("backlinks")}>
          <Titles notes={links().backlinks} />
        </Part>
      </Show>
      <Show when={links().addresses.length > 0}>
        <Part title={t("addresses")}>
          <ul class="plain">
            <For each={links().addresses}>
              {(address) => (
                <li>
                  <a
                    class="note-side__link"
                    href={address}
                    target="_blank"
                    rel="noopener noreferrer"
                    dir="ltr"
                  >
                    {address}
                  </a>
                </li>
              )}
            </For>
          </ul>
        </Part>
      </Show>
      <Show when={links().files.length > 0}>
        <Part title={t("files")}>
          <ul class="plain">
            <For each={links().files}>
              {({ document, title }) => (
                <li>
                  <A class="note-side__link name" dir="auto" href={`/${organization}/documents/${document}`}>
                    {title}
                  </A>
                </li>
              )}
            </For>
          </ul>
        </Part>
      </Show>
      <Part title={t("sharing")}>
        <NoteSharing note={props.note} onChanged={props.onChanged} />
      </Part>
    </aside>
  );
}

function Part(props: { title: string; children: JSX.Element }) {
  return (
    <section class="note-side__part" aria-label={props.title}>
      <h2 class="note-side__title">{props.title}</h2>
      {props.children}
    </section>
  );
}

function Titles(props: { notes: readonly NoteTitle[] }) {
  return (
    <ul class="plain">
      <For each={props.notes}>
        {({ note, title }) => (
          <li>
            <NoteLink note={note} title={title} />
          </li>
        )}
      </For>
    </ul>
  );
}

function NoteLink(props: NoteTitle) {
  const { organization } = useClient();
  return (
    <A class="note-side__link name" dir="auto" href={`/${organization}/notes/${props.note}`}>
      {props.title}
    </A>
  );
}

function ContextLine(props: { context: NoteContext }) {
  const { organization } = useClient();
  const place = () => {
    const { context } = props;
    switch (context.type) {
      case "message":
        return `/${organization}/${context.room}#m${context.seq}`;
      case "room":
        return `/${organization}/${context.room}`;
      default:
        return null;
    }
  };
  return (
    <Show
      when={place()}
      fallback={
        <Show
          when={props.context.type === "page" && props.context}
          fallback={<p class="note-side__text">{contextWords(props.context)}</p>}
        >
          {(page) => (
            <a class="note-side__link" href={page().address} target="_blank" rel="noopener noreferrer">
              {contextWords(page())}
            </a>
          )}
        </Show>
      }
    >
      {(path) => (
        <A class="note-side__link" href={path()}>
          {contextWords(props.context)}
        </A>
      )}
    </Show>
  );
}
