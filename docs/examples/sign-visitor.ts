import { SignJWT } from "jose";

/** On the company's server: who the visitor is, for an hour at most. `key`: as Parley showed it, once. `widget`: its key, `wid_…`. */
export function signVisitor(
  key: { id: string; secret: string },
  widget: string,
  user: { id: string; name: string },
) {
  return new SignJWT({ name: user.name, attributes: { plan: "premium" } })
    .setProtectedHeader({ alg: "HS256", kid: key.id })
    .setSubject(user.id)
    .setAudience(widget)
    .setExpirationTime("30m")
    .sign(new TextEncoder().encode(key.secret));
}
