/** What a certificate is for: names of machines and their addresses. */
export interface Names {
  dns: readonly string[];
  ip: readonly string[];
}
