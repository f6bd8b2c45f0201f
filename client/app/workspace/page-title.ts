import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";

const [pageTitle, setPageTitle] = createSignal<string>();

/** What the page beside the sidebar is called, where that is no room. */
export { pageTitle };

/** Names the page as long as its owner lives. */
export function usePageTitle(title: Accessor<string>): void {
  createEffect(() => setPageTitle(title()));
  onCleanup(() => setPageTitle(undefined));
}
