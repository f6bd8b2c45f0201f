/** Chosen by the client, given back in the answer; unique among its open requests on one socket. */
export type Ref = number;
