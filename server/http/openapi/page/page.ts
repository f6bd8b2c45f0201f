/** The documentation of the API as one page, made from the document. It works without scripts. */
import { html } from "hono/html";
import { operationsOf, resolve, type OpenApiDocument, type Parameter } from "../open-api.ts";
import { typeText } from "../type-text.ts";
import { curlOf } from "./curl.ts";

type Html = ReturnType<typeof html>;
type Described = ReturnType<typeof operationsOf>[number];

export function developersPage(document: OpenApiDocument): Html {
  const operations = operationsOf(document);
  const groups = document.tags.map(({ name }) => ({
    name,
    operations: operations.filter(({ operation }) => operation.tags[0] === name),
  }));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Parley API</title>
        <meta name="description" content="The HTTP API of Parley" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/developers.css" />
        <script src="/theme.js"></script>
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="top">
          <a class="brand" href="/"><img src="/icon.svg" alt="" width="24" height="24" /> Parley</a>
          <span class="where">API</span>
          <a class="to-contents" href="#contents">Contents</a>
          <a class="raw" href="/api/v1/openapi.json">openapi.json</a>
        </header>
        <div class="page">
          <nav id="contents" aria-label="Contents">${contents(groups)}</nav>
          <main id="content">
            ${introduction(document)}
            ${groups.map(
              (group) =>
                html`<section aria-labelledby="${slug(group.name)}">
                  <h2 id="${slug(group.name)}">${group.name}</h2>
                  ${group.operations.map((one) => operationPart(document, one))}
                </section>`,
            )}
            ${typesPart(document)}
          </main>
        </div>
      </body>
    </html>`;
}

const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

function contents(groups: readonly { name: string; operations: readonly Described[] }[]): Html {
  return html`<ul>
    <li><a href="#begin">Begin</a></li>
    <li><a href="#access">Access</a></li>
    <li><a href="#refusals">Refusals</a></li>
    ${groups.map(
      ({ name, operations }) =>
        html`<li>
          <a href="#${slug(name)}">${name}</a>
          <ul>
            ${operations.map(
              ({ method, path, operation }) =>
                html`<li>
                  <a href="#${operation.operationId}"
                    ><b class="verb ${method.toLowerCase()}">${method}</b> ${path}</a
                  >
                </li>`,
            )}
          </ul>
        </li>`,
    )}
    <li><a href="#types">Types</a></li>
  </ul>`;
}

function introduction(document: OpenApiDocument): Html {
  const { info, components } = document;
  const statuses = Object.entries(components.responses).map(([name, { description }]) => ({
    name,
    description,
  }));
  return html`<section aria-labelledby="begin">
      <h1 id="begin">Parley API</h1>
      ${info.description.split("\n\n").map((part) => html`<p>${withCode(part)}</p>`)}
      <p>
        The examples use two variables. Make a key in the settings of your organization, or use the session of
        a signed-in browser.
      </p>
      <pre><code>PARLEY=https://parley.example
KEY=parley_…
curl "$PARLEY/api/v1/libraries" -H "authorization: Bearer $KEY"</code></pre>
      <p>In TypeScript, with the types of this page:</p>
      <pre><code>import { makeApi } from "parley-sdk/api";

const api = makeApi({ server: "https://parley.example", key: "parley_…", fetch });
const libraries = await api("GET /libraries");</code></pre>
      <h2 id="access">Access</h2>
      <dl>
        ${Object.entries(components.securitySchemes).map(
          ([name, scheme]) =>
            html`<dt><code>${accessOf(name)}</code></dt>
              <dd>${withCode("description" in scheme ? String(scheme.description) : "")}</dd>`,
        )}
      </dl>
    </section>
    <section aria-labelledby="refusals">
      <h2 id="refusals">Refusals</h2>
      <p>
        A refusal has a status and, in its envelope, one of a closed set of codes. <code>message</code> is a
        sentence for people; programs read <code>code</code>.
      </p>
      <dl>
        ${statuses.map(
          ({ name, description }) =>
            html`<dt id="${name}">${statusOf(document, name)} ${spaced(name)}</dt>
              <dd>${withCode(description)}</dd>`,
        )}
      </dl>
    </section>`;
}

function accessOf(name: string): string {
  if (name === "key") return "authorization: Bearer parley_…";
  return name === "keyHeader" ? "x-api-key: parley_…" : "cookie";
}

/** The status at which operations refer to this answer; empty for one that none has. */
function statusOf(document: OpenApiDocument, name: string): string {
  for (const { operation } of operationsOf(document))
    for (const [status, answer] of Object.entries(operation.responses))
      if ("$ref" in answer && answer.$ref.endsWith(`/${name}`)) return status;
  return "";
}

const spaced = (name: string): string =>
  name.replaceAll(/(?<=[a-z])([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

function operationPart(document: OpenApiDocument, { method, path, operation }: Described): Html {
  const { operationId, summary, requestBody, responses } = operation;
  const parameters = operation.parameters.map((one) => resolve(document, one));
  const sent = requestBody?.content["application/json"]?.schema;
  const refused = Object.entries(responses).filter(([, one]) => "$ref" in one);
  return html`<article id="${operationId}">
    <h3>
      <a class="anchor" href="#${operationId}"
        ><b class="verb ${method.toLowerCase()}">${method}</b> <code>${path}</code></a
      >
    </h3>
    <p>${withCode(summary)}</p>
    ${parameters.length === 0 ? "" : parameterList(parameters)}
    ${requestBody === undefined ? "" : html`<h4>Body</h4>`}
    ${requestBody?.description === undefined ? "" : html`<p>${withCode(requestBody.description)}</p>`}
    ${sent === undefined ? "" : code(document, typeText(sent))}
    <h4>Answer</h4>
    ${answersOf(document, operation)}
    <p class="refused">
      Refusals:
      ${refused.map(([status, one]) => {
        const name = "$ref" in one ? one.$ref.slice(one.$ref.lastIndexOf("/") + 1) : "";
        return html`<a href="#${name}">${status}</a> `;
      })}
    </p>
    <h4>Example</h4>
    <pre><code>${curlOf(document, method, path, operation)}</code></pre>
  </article>`;
}

function answersOf(document: OpenApiDocument, { responses }: Described["operation"]): (Html | string)[] {
  return Object.entries(responses).map(([status, one]) => {
    if ("$ref" in one) return "";
    const [[type, { schema }] = ["", { schema: {} }]] = Object.entries(one.content ?? {});
    const isEnvelope = schema.properties?.["data"] !== undefined;
    const data = schema.properties?.["data"];
    return html`<p><b>${status}</b> ${one.description} ${type === "" ? "" : html`<code>${type}</code>`}</p>
      ${isEnvelope && data !== undefined ? code(document, `{ ok: true; data: ${typeText(data)}; traceId: string }`) : ""}`;
  });
}

function parameterList(parameters: readonly Parameter[]): Html {
  return html`<div class="parameters">
    <table>
      <thead>
        <tr>
          <th scope="col">Parameter</th>
          <th scope="col">In</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        ${parameters.map(
          (one) =>
            html`<tr>
              <td>
                <code>${one.name}</code>${one.required ? html` <span class="must">required</span>` : ""}
              </td>
              <td>${one.in}</td>
              <td>${valueOf(one)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function valueOf({ schema, description, style }: Parameter): Html {
  const { minimum, maximum, pattern, maxLength, default: preset } = schema;
  const bounds = [
    minimum === undefined ? "" : `from ${minimum}`,
    maximum === undefined ? "" : `to ${maximum}`,
    maxLength === undefined ? "" : `at most ${maxLength} characters`,
    style === undefined ? "" : "separated by commas",
    preset === undefined || preset === "" ? "" : `default ${JSON.stringify(preset)}`,
  ].filter(Boolean);
  return html`<code>${typeText(schema)}</code>${
      bounds.length === 0 ? "" : `, ${bounds.join(", ")}`
    }${pattern === undefined ? "" : html` <code class="faint">${pattern}</code>`}${
      description === undefined ? "" : html`<br />${withCode(description)}`
    }`;
}

function typesPart(document: OpenApiDocument): Html {
  return html`<section aria-labelledby="types">
    <h2 id="types">Types</h2>
    <p>Lists of bounds and patterns are in <a href="/api/v1/openapi.json">openapi.json</a>.</p>
    ${Object.entries(document.components.schemas).map(
      ([name, schema]) =>
        html`<article id="type-${name}">
          <h3>
            <a class="anchor" href="#type-${name}"><code>${name}</code></a>
          </h3>
          ${schema.description === undefined ? "" : html`<p>${withCode(schema.description)}</p>`}
          ${code(document, typeText(schema))}
        </article>`,
    )}
  </section>`;
}

/** A type, in which the names of types are links. */
function code({ components }: OpenApiDocument, text: string): Html {
  const parts = text.split(/(\/\*\*.*?\*\/|"(?:[^"\\]|\\.)*"|\b[A-Z]\w*\b)/);
  return html`<pre><code>${parts.map((part) => {
    if (part.startsWith("/**")) return html`<span class="faint">${part}</span>`;
    return Object.hasOwn(components.schemas, part) ? html`<a href="#type-${part}">${part}</a>` : part;
  })}</code></pre>`;
}

/** Text in which backquotes mark code. */
function withCode(text: string): Html[] {
  return text.split("`").map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));
}
