/** Flow control: how a server learns how far a client has read, on the sockets of rooms and inboxes. */

/**
 * Server -> client, after MARK_INTERVAL of data on this socket. The number is random, so that only a client that has read up to
 * here can return it.
 */
export interface Mark {
  type: "mark";
  mark: number;
}

/** Client -> server: everything up to this mark was read. Sent immediately for each mark. It is not answered. */
export interface Ack {
  type: "ack";
  mark: number;
}
