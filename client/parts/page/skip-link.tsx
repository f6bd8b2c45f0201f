import { t } from "../../words/parts.ts";
import "./skip-link.css";

/** The first stop of the Tab key: moves the focus over the list to the page's content, the element with the id `content`. */
export function SkipLink() {
  function skip(event: MouseEvent): void {
    event.preventDefault();
    const content = document.getElementById("content");
    if (content === null) return;
    content.tabIndex = -1;
    content.focus();
  }
  return (
    <a class="skip-link" href="#content" onClick={skip}>
      {t("skipToContent")}
    </a>
  );
}
