/**
 * `GET /health`: the Worker answers. `GET /health/db`: so does the database. `GET /health/services`: so do all services that it needs; the
 * answer is at most five seconds old. 503 if something does not work. `milliseconds`: how long it took.
 */
export interface Health {
  ok: boolean;
  services: Record<string, ServiceHealth>;
}

export interface ServiceHealth {
  ok: boolean;
  milliseconds: number;
}
