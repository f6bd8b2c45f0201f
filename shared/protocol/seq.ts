/** The number of a durable change in its room, from 1. A message is identified by the seq of its sending. */
export type Seq = number;
