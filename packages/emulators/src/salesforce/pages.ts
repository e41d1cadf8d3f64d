import { html, htmlPage, htmlTable } from '../loopback/html.ts';
import type { LoopbackResponse, Route } from '../loopback/route.ts';
import { countTable } from './control-routes.ts';
import { commitTransactions, type Org, ORG_ID, USERNAME } from './org.ts';
import { rowsOf, type Table } from './record-store.ts';
import { readField } from './field-value.ts';
import type { Row } from './row.ts';
import { type Field, findObject, type ObjectSchema } from './schema.ts';

const NAVIGATION = [['/', 'Objects']] as const;
const SHOWN = 100;
const LOOKED_AT = 50_000; // a search in a generated org ends somewhere

/** The pages a person sees in a browser: the objects, the records of one, one record. */
export function createPages(org: Org): readonly Route[] {
  const page = (path: string, handle: Route['handle']): Route => ({
    method: 'GET',
    path,
    internal: true,
    handle: (request) => {
      commitTransactions(org);
      return handle(request);
    },
  });
  return [
    page('/', ({ query }) => objectsPage(org, query.get('q') ?? '')),
    page('/objects/:object', ({ params, query }) => recordsPage(org, params['object'] ?? '', query.get('q') ?? '')),
    page('/records/:id', ({ params }) => recordPage(org, params['id'] ?? '')),
  ];
}

function objectsPage(org: Org, search: string): LoopbackResponse {
  const wanted = search.toLowerCase();
  const objects = [...org.schema.objects.values()].filter(({ name }) => name.toLowerCase().includes(wanted));
  const rows = objects.map((object) => {
    const { live, deleted } = countTable(org.store.snapshot().table(object.name));
    return [html`<a href="/objects/${object.name}">${object.name}</a>`, object.definition.label, live, deleted];
  });
  const content = html`<p>Org ${ORG_ID}, signed in as ${USERNAME}, now ${new Date(org.clock.now()).toISOString()}.</p>
    ${htmlTable(['Object', 'Label', 'Records', 'In the recycle bin'], rows)}`;
  return htmlPage({ title: 'Salesforce emulator', navigation: NAVIGATION, search, content });
}

function recordsPage(org: Org, name: string, search: string): LoopbackResponse {
  const object = findObject(org.schema, name);
  if (object === undefined) return missing(`There is no object ${name}`);
  const fields = columnsOf(object);
  const rows = searchRows(org.store.snapshot().table(object.name), object, search.toLowerCase());
  const table = htmlTable(
    ['Id', ...fields.map(({ label }) => label)],
    rows.map((row) => [html`<a href="/records/${row.id}">${row.id}</a>`, ...fields.map((field) => shown(row, field))]),
  );
  const note = rows.length === SHOWN ? html`<p>The first ${SHOWN}; search for others.</p>` : html``;
  return htmlPage({
    title: object.definition.labelPlural,
    navigation: NAVIGATION,
    search,
    content: html`${note}${table}`,
  });
}

function recordPage(org: Org, id: string): LoopbackResponse {
  const row = org.store.find(id);
  const object = row === undefined ? undefined : findObject(org.schema, row.object);
  if (row === undefined || object === undefined) return missing(`There is no record ${id}`);
  const rows = object.fields
    .filter((field) => row.get(field.source) !== null)
    .map((field) => [
      field.label,
      field.name,
      field.type === 'reference' ? recordLink(shown(row, field)) : shown(row, field),
    ]);
  const navigation = [...NAVIGATION, [`/objects/${object.name}`, object.definition.labelPlural] as const];
  const title = `${object.definition.label} ${String(row.get('Name') ?? row.id)}`;
  return htmlPage({ title, navigation, content: htmlTable(['Label', 'Field', 'Value'], rows) });
}

function columnsOf(object: ObjectSchema): readonly Field[] {
  const wanted = [
    'Name',
    'Email',
    'Company',
    'AccountId',
    'OpportunityId',
    'ContactId',
    'Status',
    'StageName',
    'Type',
    'SystemModstamp',
    'IsDeleted',
  ];
  return wanted.flatMap((name) => object.fields.filter((field) => field.name === name));
}

function searchRows(table: Table, object: ObjectSchema, wanted: string): readonly Row[] {
  const found: Row[] = [];
  let looked = 0;
  for (const row of rowsOf(table)) {
    looked += 1;
    if (wanted === '' || object.fields.some((field) => shown(row, field).toLowerCase().includes(wanted)))
      found.push(row);
    if (found.length === SHOWN || looked === LOOKED_AT) break;
  }
  return found;
}

function recordLink(id: string) {
  return html`<a href="/records/${id}">${id}</a>`;
}

function shown(row: Row, field: Field): string {
  return String(readField(row, field) ?? '');
}

function missing(message: string): LoopbackResponse {
  return htmlPage({ title: 'Not found', navigation: NAVIGATION, content: html`<p>${message}.</p>` }, 404);
}
