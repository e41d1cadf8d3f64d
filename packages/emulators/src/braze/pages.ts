import type { RecordedRequests } from '../loopback/recorded-requests.ts';
import { html, htmlPage, htmlTable, type SafeHtml } from '../loopback/html.ts';
import type { LoopbackRequest, LoopbackResponse, Route } from '../loopback/route.ts';
import type { CatalogItem } from './catalog.ts';
import { dumpProfile } from './profile-export.ts';
import type { Profile } from './profiles.ts';
import type { Workspace } from './workspace.ts';

const navigation = [
  ['/', 'Profiles'],
  ['/ui/catalogs', 'Catalogs'],
  ['/ui/requests', 'Requests'],
] as const;
const pageSize = 100;

/** The pages for people: what the workspace holds, and what was called. */
export function createPages(workspace: Workspace, requests: RecordedRequests): readonly Route[] {
  const page = (path: string, handle: (request: LoopbackRequest) => LoopbackResponse): Route => ({
    method: 'GET',
    path,
    internal: true,
    handle: (request) => {
      workspace.processing.runDue();
      return handle(request);
    },
  });
  return [
    page('/', ({ query }) => profilesPage(workspace, query.get('q') ?? '')),
    page('/ui/profiles/:braze_id', ({ params }) => profilePage(workspace.profiles.byBrazeId(params['braze_id'] ?? ''))),
    page('/ui/catalogs', () => catalogsPage(workspace)),
    page('/ui/catalogs/:name', ({ params, query }) =>
      catalogPage(workspace, params['name'] ?? '', query.get('q') ?? ''),
    ),
    page('/ui/requests', ({ query }) => requestsPage(requests, query.get('q') ?? '')),
  ];
}

function profilesPage({ profiles }: Workspace, search: string): LoopbackResponse {
  const found = firstMatching(profiles.all(), (profile) => matches(identityText(profile), search));
  const rows = found.map((profile) => [
    html`<a href="/ui/profiles/${profile.brazeId}">${profile.externalId ?? profile.brazeId}</a>`,
    profile.aliases.map(({ alias_label, alias_name }) => html`<div>${alias_label}: ${alias_name}</div>`),
    fieldText(profile, 'email'),
    `${fieldText(profile, 'first_name')} ${fieldText(profile, 'last_name')}`.trim(),
    profile.custom.size,
    profile.events.length,
  ]);
  const table = htmlTable(['Profile', 'Aliases', 'E-mail', 'Name', 'Attributes', 'Events'], rows);
  return shell(
    'Profiles',
    search,
    html`<p>${shown(found.length, profiles.size)}</p>
      ${table}`,
  );
}

function profilePage(profile: Profile | undefined): LoopbackResponse {
  if (profile === undefined) return htmlPage({ title: 'No such profile', navigation, content: html`` }, 404);
  const attributes = Array.from(profile.custom, ([name, value]) => [name, JSON.stringify(value)]);
  const events = profile.events.map(({ name, time, properties }) => [
    new Date(time).toISOString(),
    name,
    JSON.stringify(properties),
  ]);
  const aliases = profile.aliases.map(({ alias_label, alias_name }) => [alias_label, alias_name]);
  const fields = Array.from(profile.fields, ([name, value]) => [name, JSON.stringify(value)]);
  const content = html`<h2>Aliases</h2>
    ${htmlTable(['Label', 'Name'], aliases)}
    <h2>Fields</h2>
    ${htmlTable(['Field', 'Value'], fields)}
    <h2>Custom attributes</h2>
    ${htmlTable(['Attribute', 'Value'], attributes)}
    <h2>Events</h2>
    ${htmlTable(['Time', 'Event', 'Properties'], events)}
    <h2>Everything</h2>
    <pre>${JSON.stringify(dumpProfile(profile), null, 2)}</pre>`;
  return htmlPage({ title: profile.externalId ?? profile.brazeId, navigation, content });
}

function catalogsPage({ catalogs }: Workspace): LoopbackResponse {
  const rows = Array.from(catalogs.values(), ({ name, description, fields, items }) => [
    html`<a href="/ui/catalogs/${encodeURIComponent(name)}">${name}</a>`,
    description,
    fields.map((field) => `${field.name} (${field.type})`).join(', '),
    items.size,
  ]);
  const content = htmlTable(['Catalog', 'Description', 'Fields', 'Items'], rows);
  return htmlPage({ title: 'Catalogs', navigation, content });
}

function catalogPage({ catalogs }: Workspace, name: string, search: string): LoopbackResponse {
  const catalog = catalogs.get(name);
  if (catalog === undefined) return htmlPage({ title: 'No such catalog', navigation, content: html`` }, 404);
  const columns = catalog.fields.map((field) => field.name).filter((field) => field !== 'id');
  const found = firstMatching(catalog.items, ([id, item]) => matches(`${id} ${JSON.stringify(item)}`, search));
  const rows = found.map(([id, item]) => [id, ...columns.map((column) => itemText(item, column))]);
  const content = html`<p>${shown(found.length, catalog.items.size)}</p>
    ${htmlTable(['id', ...columns], rows)}`;
  return shell(name, search, content);
}

function requestsPage(requests: RecordedRequests, search: string): LoopbackResponse {
  const latest = requests.latest(search === '' ? pageSize : 10_000);
  const found = firstMatching(latest, ({ method, path, body }) => matches(`${method} ${path} ${body}`, search));
  const rows = found.map(({ n, at, method, path, status, ms, body, response }) => [
    n,
    at,
    html`<details>
      <summary>${method} ${path}</summary>
      <pre>${clip(body)}</pre>
      <pre>${clip(response ?? '')}</pre>
    </details>`,
    status ?? 'cut',
    `${ms} ms`,
  ]);
  return shell('Requests', search, htmlTable(['#', 'At', 'Call', 'Status', 'Took'], rows));
}

function shell(title: string, search: string, content: SafeHtml): LoopbackResponse {
  return htmlPage({ title, navigation, search, content });
}

function firstMatching<T>(values: Iterable<T>, accepts: (value: T) => boolean): readonly T[] {
  const found: T[] = [];
  for (const value of values) {
    if (found.length === pageSize) break;
    if (accepts(value)) found.push(value);
  }
  return found;
}

function matches(text: string, search: string): boolean {
  return search === '' || text.toLowerCase().includes(search.toLowerCase());
}

function identityText(profile: Profile): string {
  const aliases = profile.aliases.map(({ alias_label, alias_name }) => `${alias_label}:${alias_name}`);
  const names = ['email', 'first_name', 'last_name'].map((name) => fieldText(profile, name));
  return [profile.externalId ?? '', profile.brazeId, ...aliases, ...names].join(' ');
}

function fieldText(profile: Profile, name: string): string {
  const value = profile.fields.get(name);
  return typeof value === 'string' ? value : '';
}

function itemText(item: CatalogItem, column: string): string {
  const value = Object.hasOwn(item, column) ? item[column] : '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shown(count: number, total: number): string {
  return count === total ? `${total} in all.` : `${count} shown of ${total}.`;
}

function clip(text: string): string {
  return text.length > 20_000 ? `${text.slice(0, 20_000)}…` : text;
}
