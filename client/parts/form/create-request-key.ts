/**
 * The idempotency key of a form's requests, as a header. The same body that is sent again has the same one, so that nothing is made twice
 * when an answer was lost.
 */
export function createRequestKey(): (body: object) => { "idempotency-key": string } {
  let sent = "";
  let key = "";
  return (body) => {
    const text = JSON.stringify(body);
    if (text !== sent) [sent, key] = [text, crypto.randomUUID()];
    return { "idempotency-key": key };
  };
}
