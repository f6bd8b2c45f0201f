import { X509Certificate } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Pair } from "./issue.ts";

const CERTIFICATE = "/parley.crt";

/** Answers plain HTTP: with the authority's certificate, or with a page that explains how to trust it. */
export function answerPlain(authority: Pair, request: IncomingMessage, response: ServerResponse): void {
  if (request.url === CERTIFICATE) {
    // This type makes a phone offer to install the certificate.
    response.writeHead(200, { "content-type": "application/x-x509-ca-cert", "cache-control": "no-store" });
    response.end(new X509Certificate(authority.certificate).raw);
    return;
  }
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
  });
  response.end(page(request.headers.host ?? "localhost"));
}

const page = (host: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parley: trust this server</title>
<style>
  :root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif }
  body { max-width: 34rem; margin: 0 auto; padding: 1.5rem }
  li { margin: 0.75rem 0 }
</style>
<h1>Trust this server, once</h1>
<p>It made a certificate of its own, which is good for this network and for nothing else.</p>
<ol>
  <li><a href="${CERTIFICATE}">Get the certificate</a>.</li>
  <li><b>iPhone, iPad:</b> Settings, General, VPN &amp; Device Management: install it. Then General, About, Certificate Trust
    Settings: switch it on.<br>
    <b>Android:</b> Settings, Security, Encryption &amp; credentials, Install a certificate, CA certificate: choose
    <i>parley.crt</i>.<br>
    <b>Computers:</b> open it, and trust it for web sites.</li>
  <li><a href="https://${host.replaceAll(/[^\w.:[\]-]/g, "")}/">Open Parley</a>.</li>
</ol>
</html>
`;
