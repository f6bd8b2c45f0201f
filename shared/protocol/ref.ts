/** Chosen by the client and returned in the answer. Unique among the client's open requests on one socket. */
export type Ref = number;
