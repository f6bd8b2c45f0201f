/** How a server learns how far a client has read, on the sockets of rooms and of inboxes alike. */

/**
 * Server -> client, after so much was sent to this socket (MARK_INTERVAL). The number is random: only who has read up to here can
 * say it.
 */
export interface Mark {
  type: "mark";
  mark: number;
}

/** Client -> server: everything up to this mark was read. Said at once, of each mark; it is not answered. */
export interface Ack {
  type: "ack";
  mark: number;
}
