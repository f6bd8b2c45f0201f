/** A message of the queue EVENTS: a notice of this inbox is to be told, or what was told of it is to be closed. It carries no content. */
export interface NoticeEvent {
  /** The name of the inbox: `<organization>:<user>`. */
  inbox: string;
  key: string;
  /** A notice that has changed meanwhile has another version. Then this message means nothing any more. */
  version: number;
}
