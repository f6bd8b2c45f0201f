import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import { type DeskHit, deskSearchPath, type DeskSearchReport } from "../../../shared/desk-search.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { call } from "../../parts/lib/http.ts";

export interface DeskSearch {
  /** As it is typed. */
  text: Accessor<string>;
  setText: (text: string) => void;
  /** Whether results are shown in place of a queue. */
  isActive: Accessor<boolean>;
  /** Undefined until the first page has come. */
  hits: Accessor<readonly DeskHit[] | undefined>;
  unknown: Accessor<readonly string[]>;
  more: Accessor<boolean>;
  loading: Accessor<boolean>;
  error: Accessor<unknown>;
  loadMore: () => Promise<void>;
}

interface Found {
  hits: readonly DeskHit[];
  unknown: readonly string[];
  cursor: string | null;
}

/** A search begins this long after the last letter, milliseconds. */
const PAUSE = 200;

/** Searches while somebody types. The last hits stay until the next ones have come. */
export function createDeskSearch(organization: OrganizationId): DeskSearch {
  const [text, setText] = createSignal("");
  const [found, setFound] = createSignal<Found>();
  const [loading, setLoading] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  let asked = 0;

  async function load(before: Found | undefined): Promise<void> {
    const mine = ++asked;
    setLoading(true);
    setError(undefined);
    const cursor = before?.cursor ?? undefined;
    const query = { q: text().trim(), offset: -new Date().getTimezoneOffset() };
    try {
      const path = deskSearchPath(organization, { ...query, ...(cursor !== undefined && { cursor }) });
      const page = await call<DeskSearchReport>("GET", path);
      if (mine === asked) setFound({ ...page, hits: joined(before?.hits ?? [], page.hits) });
    } catch (problem) {
      if (mine === asked) setError(problem);
    } finally {
      if (mine === asked) setLoading(false);
    }
  }
  createEffect(
    on(text, (typed) => {
      asked++;
      setError(undefined);
      if (typed.trim() === "") {
        setLoading(false);
        setFound(undefined);
        return;
      }
      setLoading(true);
      const timer = setTimeout(() => void load(undefined), PAUSE);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  return {
    text,
    setText,
    isActive: () => text().trim() !== "",
    hits: () => found()?.hits,
    unknown: () => found()?.unknown ?? [],
    more: () => (found()?.cursor ?? null) !== null,
    loading,
    error,
    loadMore: () => load(found()),
  };
}

/** A conversation that was found by its name comes again on a later page for its messages: it stays where it is. */
function joined(before: readonly DeskHit[], page: readonly DeskHit[]): DeskHit[] {
  const hits = new Map(before.map((hit) => [hit.conversation.room, hit]));
  for (const hit of page) {
    const { room } = hit.conversation;
    const known = hits.get(room);
    const isMore = known?.found.every((each) => each.in !== "message") ?? true;
    if (known === undefined) hits.set(room, hit);
    else if (isMore) hits.set(room, { ...known, found: [...known.found, ...hit.found] });
  }
  return [...hits.values()];
}
