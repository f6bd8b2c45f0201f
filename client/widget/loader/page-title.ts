let shown = "";
let before = "";

/** Shows this in place of the page's title; empty gives that back. The page may change its title meanwhile: then that one comes back. */
export function setTitle(next: string): void {
  if (document.title !== shown) before = document.title;
  if (shown !== next) document.title = next || before;
  shown = next;
}
