import type { LoopbackResponse } from './route.ts';

/** Markup that is safe to send; only `html` makes it. */
export interface SafeHtml {
  readonly markup: string;
}

type Insertable = SafeHtml | readonly SafeHtml[] | string | number;

/** Template tag: everything inserted is escaped, unless `html` made it. */
export function html(strings: TemplateStringsArray, ...values: readonly Insertable[]): SafeHtml {
  const markup = strings.reduce((text, part, index) => text + toMarkup(values[index - 1] ?? '') + part);
  return { markup };
}

function toMarkup(value: Insertable): string {
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return 'markup' in value ? value.markup : value.map((one) => one.markup).join('');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.codePointAt(0)};`);
}

export interface Page {
  readonly title: string;
  /** `[path, label]` in order. */
  readonly navigation: readonly (readonly [path: string, label: string])[];
  /** What the search field holds; `undefined`: no search field. It sends `?q=` to the same path. */
  readonly search?: string | undefined;
  readonly content: SafeHtml;
}

/** A whole page; scripts and foreign resources are forbidden by its headers. */
export function htmlPage(page: Page, status = 200): LoopbackResponse {
  const links = page.navigation.map(([path, label]) => html`<a href="${path}">${label}</a> `);
  const search =
    page.search === undefined
      ? html``
      : html`<form><input type="search" name="q" value="${page.search}" placeholder="Search" /></form>`;
  const { markup } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${page.title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <header>
          <nav>${links}</nav>
          ${search}
        </header>
        <main>
          <h1>${page.title}</h1>
          ${page.content}
        </main>
      </body>
    </html>`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    },
    body: markup,
  };
}

/** A table with a head; every cell is text or `html`. */
export function htmlTable(head: readonly string[], rows: Iterable<readonly Insertable[]>): SafeHtml {
  const body = Array.from(
    rows,
    (row) =>
      html`<tr>
        ${row.map((cell) => html`<td>${cell}</td>`)}
      </tr>`,
  );
  if (body.length === 0) return html`<p>Nothing here.</p>`;
  return html`<table>
    <thead>
      <tr>
        ${head.map((name) => html`<th>${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table>`;
}

const style: SafeHtml = {
  markup: `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:0}
header{display:flex;gap:1rem;align-items:center;padding:.6rem 1.2rem;border-bottom:1px solid #8886}nav{flex:1}nav a{margin-right:1rem}
main{padding:1rem 1.2rem}h1{font-size:1.3rem}h2{font-size:1.05rem;margin-top:1.6rem}input{font:inherit;padding:.2rem .5rem;min-width:16rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #8884;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#8881;padding:.8rem}`,
};
