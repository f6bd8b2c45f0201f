/** Subject of a certificate: host names and IP addresses. */
export interface Names {
  dns: readonly string[];
  ip: readonly string[];
}
