import type { Citation } from "../../../shared/knowledge.ts";

/**
 * Handles a click on a citation. It may open the passage on this page; then it calls `preventDefault`, so that the link is not followed.
 */
export type OpenSource = (citation: Citation, event: MouseEvent & { currentTarget: HTMLElement }) => void;
