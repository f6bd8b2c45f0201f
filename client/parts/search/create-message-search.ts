import { createEffect, createSignal, on, type Accessor } from "solid-js";
import { MAX_COUNTED_HITS } from "../../../shared/limits.ts";
import {
  MessagePages,
  messageSearchPath,
  type MessageHit,
  type MessageSearchQuery,
  type MessageSearchReport,
} from "../../sdk/search/index.ts";
import { formatNumber } from "../../ui/format.ts";
import { useClient } from "../contexts/client-context.ts";
import { call } from "../lib/http.ts";

export interface MessageSearch {
  /** Undefined until the first page has come. */
  hits: Accessor<readonly MessageHit[] | undefined>;
  /** Null until the first page has come. */
  total: Accessor<number | null>;
  unknown: Accessor<readonly string[]>;
  more: Accessor<boolean>;
  loading: Accessor<boolean>;
  error: Accessor<unknown>;
  loadMore: () => Promise<void>;
}

interface Found {
  hits: readonly MessageHit[];
  total: number | null;
  unknown: readonly string[];
  more: boolean;
}

/** Searches whenever `asked` changes; undefined searches nothing. The last hits stay until the next ones have come. */
export function createMessageSearch(
  asked: Accessor<Omit<MessageSearchQuery, "offset"> | undefined>,
): MessageSearch {
  const { organization } = useClient();
  const [found, setFound] = createSignal<Found>();
  const [loading, setLoading] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  let pages: MessagePages | undefined;

  async function load(from: MessagePages): Promise<void> {
    setLoading(true);
    setError(undefined);
    try {
      await from.next();
      const { hits, total, unknown, more } = from;
      if (from === pages) setFound({ hits, total, unknown, more });
    } catch (problem) {
      if (from === pages) setError(problem);
    } finally {
      if (from === pages) setLoading(false);
    }
  }
  createEffect(
    on(asked, (query) => {
      pages = undefined;
      setError(undefined);
      if (query === undefined) {
        setLoading(false);
        setFound(undefined);
        return;
      }
      const offset = -new Date().getTimezoneOffset();
      pages = new MessagePages(
        (each) => call<MessageSearchReport>("GET", messageSearchPath(organization, each)),
        { ...query, offset },
      );
      void load(pages);
    }),
  );
  return {
    hits: () => found()?.hits,
    total: () => found()?.total ?? null,
    unknown: () => found()?.unknown ?? [],
    more: () => found()?.more ?? false,
    loading,
    error,
    loadMore: async () => {
      if (pages !== undefined) await load(pages);
    },
  };
}

/** `100+` where the server counts no further. */
export const countWords = (total: number): string =>
  total > MAX_COUNTED_HITS ? `${formatNumber(MAX_COUNTED_HITS)}+` : formatNumber(total);
