/** The number of a durable change in its room, from 1. A message is named by the seq of its sending. */
export type Seq = number;
