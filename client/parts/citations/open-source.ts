import type { Citation } from "../../../shared/knowledge.ts";

/** What happens to a click: it may open the passage here, and then prevents that the link is followed. */
export type OpenSource = (citation: Citation, event: MouseEvent & { currentTarget: HTMLElement }) => void;
