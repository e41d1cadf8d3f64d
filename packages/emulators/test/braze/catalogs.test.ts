import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { withBraze } from './with-braze.ts';

const fields = [
  { name: 'id', type: 'string' },
  { name: 'Name', type: 'string' },
  { name: 'Amount', type: 'number' },
  { name: 'Tags', type: 'array' },
  { name: 'Address', type: 'object' },
  { name: 'Closed', type: 'time' },
];
const deals = { catalogs: { deals: { fields, items: { a: { Name: 'A', Tags: ['x', 'y'] } } } } };

interface ItemCall {
  readonly verb: string;
  readonly items: readonly unknown[];
  readonly settings?: unknown;
}

function check({ verb, items, settings = {} }: ItemCall, after: Readonly<Record<string, unknown>>) {
  return withBraze(async (braze) => {
    await braze.set(settings);
    await braze.add(deals);
    await braze.expect(verb, '/catalogs/deals/items', { items }, 202, { message: 'success' });
    await braze.settle();
    assert.deepEqual((await braze.state()).catalogs['deals']?.items, after);
  });
}

function refuses({ verb, items, settings = {} }: ItemCall, id: string) {
  return withBraze(async (braze) => {
    await braze.set(settings);
    await braze.add(deals);
    await braze.expect(verb, '/catalogs/deals/items', { items }, 400, { errors: [{ id }], message: 'Invalid Request' });
    await braze.holds({ catalogs: { deals: { items: { a: { Name: 'A' } } } } });
  });
}

const a = { Name: 'A', Tags: ['x', 'y'] };

const one = (verb: string, id: string, item: unknown, status: number) =>
  withBraze(async (braze) => {
    await braze.add(deals);
    await braze.expect(verb, `/catalogs/deals/items/${id}`, { items: [item] }, status);
  });

describe('changeItems', () => {
  it('brings values to their field types', () =>
    check(
      { verb: 'PUT', items: [{ id: 'b', Name: 5, Amount: '7.5', Closed: 0 }] },
      { a, b: { Name: '5', Amount: 7.5, Closed: '1970-01-01T00:00:00.000Z' } },
    ));
  it('adds to and removes from arrays by PATCH', () =>
    check(
      { verb: 'PATCH', items: [{ id: 'a', Tags: { $add: ['z'], $remove: ['x'] } }] },
      { a: { Name: 'A', Tags: ['y', 'z'] } },
    ));
  it('does not create what exists', () => check({ verb: 'POST', items: [{ id: 'a', Name: 'B' }] }, { a }));
  it('does not delete what does not exist', () => check({ verb: 'DELETE', items: [{ id: 'z' }] }, { a }));
  it('deletes', () => check({ verb: 'DELETE', items: [{ id: 'a' }] }, {}));
  it('leaves a value that is patched with null', () =>
    check({ verb: 'PATCH', items: [{ id: 'a', Name: null }] }, { a }));
  it('empties it on another side of the question', () =>
    check(
      { verb: 'PATCH', items: [{ id: 'a', Name: null }], settings: { catalogNull: 'clear' } },
      { a: { Tags: ['x', 'y'] } },
    ));

  it('refuses it on a third side', () =>
    refuses(
      { verb: 'PATCH', items: [{ id: 'a', Name: null }], settings: { catalogNull: 'reject' } },
      'unable-to-coerce-value',
    ));
  it('refuses missing items on the other side of the question', () =>
    refuses({ verb: 'DELETE', items: [{ id: 'z' }], settings: { missingItem: 'reject' } }, 'item-not-found'));
  it('refuses ids twice in one request', () =>
    refuses({ verb: 'PUT', items: [{ id: 'b' }, { id: 'b' }] }, 'ids-not-unique'));
  it('refuses ids of more than 250 characters', () =>
    refuses({ verb: 'PUT', items: [{ id: 'b'.repeat(251) }] }, 'ids-too-large'));
  it('refuses a number that is none', () =>
    refuses({ verb: 'PUT', items: [{ id: 'b', Amount: 'many' }] }, 'unable-to-coerce-value'));
  it('refuses the time as Salesforce writes it', () =>
    refuses({ verb: 'PUT', items: [{ id: 'b', Closed: '2026-11-23T10:00:00.000+0000' }] }, 'unable-to-coerce-value'));
  it('refuses objects nested more than 50 deep', () => {
    const nested = Array.from({ length: 51 }).reduce<unknown>((inner) => ({ k: inner }), 1);
    return refuses({ verb: 'PUT', items: [{ id: 'b', Address: nested }] }, 'too-deep-nesting-in-value-object');
  });
  it('does not say which item was too large', () =>
    withBraze(async (braze) => {
      await braze.add(deals);
      const items = [{ id: 'b', Name: 'x'.repeat(5001) }];
      const { body } = await braze.expect('PUT', '/catalogs/deals/items', { items }, 400);
      assert.equal(JSON.stringify(body).includes('"b"'), false);
    }));
});

describe('addFields', () => {
  it('is accepted before items can use the field', () =>
    withBraze(async (braze) => {
      await braze.set({ delayMs: 60_000 });
      await braze.add(deals);
      const items = [{ id: 'b', Stage: 'New' }];
      await braze.expect('POST', '/catalogs/deals/fields', { fields: [{ name: 'Stage', type: 'string' }] }, 202);
      await braze.expect('PUT', '/catalogs/deals/items', { items }, 400, {
        errors: [{ id: 'invalid-fields', parameter_values: ['b'] }],
      });
      await braze.settle();
      await braze.expect('PUT', '/catalogs/deals/items', { items }, 202);
      await braze.holds({ catalogs: { deals: { items: { b: { Stage: 'New' } } } } });
    }));
  it('refuses a field that is there', () =>
    withBraze(async (braze) => {
      await braze.add(deals);
      await braze.expect('POST', '/catalogs/deals/fields', { fields: [{ name: 'Name', type: 'string' }] }, 400);
    }));
});

describe('deleteField', () => {
  it('takes the values of the field away, unless a selection uses it', () =>
    withBraze(async (braze) => {
      await braze.add(deals);
      const filters = [{ field: 'Amount', operator: 'greater than', value: 5 }];
      const selection = { name: 'large', external_id: 'large', source: 'custom', filters };
      await braze.expect('POST', '/catalogs/deals/selections', { selection }, 202);
      await braze.settle();
      await braze.expect('DELETE', '/catalogs/deals/fields/Amount', undefined, 400, {
        errors: [{ id: 'field-referenced-by-selection' }],
      });
      await braze.expect('DELETE', '/catalogs/deals/fields/Tags', undefined, 202);
      await braze.holds({ catalogs: { deals: { items: { a: { Name: 'A', Tags: '<absent>' } } } } });
      await braze.expect('DELETE', '/catalogs/deals/selections/large', undefined, 202);
      await braze.expect('DELETE', '/catalogs/deals/fields/nope', undefined, 404);
    }));
});

describe('listItems', () => {
  it('gives every item once when the links are followed', () =>
    withBraze(async (braze) => {
      const items = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`i${n}`, { Name: `${n}` }]));
      await braze.add({ catalogs: { deals: { fields, items } } });
      const ids: string[] = [];
      for (let path: string | undefined = '/catalogs/deals/items'; path !== undefined;) {
        const { body, headers } = await braze.expect('GET', path, undefined, 200);
        ids.push(...(body as { items: { id: string }[] }).items.map(({ id }) => id));
        path = /<(?<next>[^>]+)>; rel="next"/u.exec(headers.get('link') ?? '')?.groups?.['next'];
      }
      assert.deepEqual(ids, Object.keys(items));
    }));
});

describe('changeItem', () => {
  it('creates', () => one('POST', 'b', { Name: 'B' }, 201));
  it('does not create twice', () => one('POST', 'a', { Name: 'B' }, 400));
  it('replaces or creates', () => one('PUT', 'b', { Name: 'B' }, 200));
  it('edits', () => one('PATCH', 'a', { Name: 'B' }, 200));
  it('refuses an id in the body', () => one('PUT', 'b', { id: 'b' }, 400));
});
