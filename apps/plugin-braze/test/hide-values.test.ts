import assert from 'node:assert/strict';
import { analyze, type BrazeRequest } from '@sf-braze/mapping-core';
import { hideValues } from '../src/hide-values.ts';
import { b2bMapping } from './support/project-files.ts';

function check(request: BrazeRequest, expected: unknown): void {
  const { context } = analyze({
    project: undefined,
    mappings: [{ file: 'b2b.braze.yaml', text: b2bMapping }],
    snapshot: undefined,
  });
  assert.ok(context);
  assert.deepEqual(hideValues(request, context.mapping).body, expected);
}

const user_alias = { alias_label: 'salesforce_contact_id', alias_name: '0035g00000KpQ1aAAF' };

describe('hideValues', () => {
  it('shows ids, consent and blanks of a person, and nothing else', () => {
    const object = {
      user_alias,
      _update_existing_only: true,
      JobTitle: 'CEO',
      Zoë: 'Zoë',
      Score: 7,
      Vip: true,
      Tags: ['a', 'b'],
    };
    const open = {
      Department: null,
      AccountId: '0015g00000AcD1eAAF',
      AccountIds: ['0015g00000AcD1eAAF'],
      email_subscribe: 'unsubscribed',
    };
    const hidden = {
      JobTitle: '‹text, 3›',
      Zoë: '‹text, 3›',
      Score: '‹number›',
      Vip: '‹yes or no›',
      Tags: '‹list, 2›',
    };
    check(
      { kind: 'track', attributes: [{ ...object, ...open }], events: [] },
      { attributes: [{ user_alias, _update_existing_only: true, ...hidden, ...open }] },
    );
  });

  it('hides the id that the product gave to a person', () =>
    check(
      { kind: 'alias-new', aliases: [{ external_id: 'ada@acme.example', ...user_alias }] },
      { user_aliases: [{ external_id: '‹text, 16›', ...user_alias }] },
    ));

  it('shows what happened and when, and hides what a rule adds', () =>
    check(
      {
        kind: 'track',
        attributes: [],
        events: [
          {
            user_alias,
            name: 'account_linked',
            time: '2026-11-23T10:00:00Z',
            properties: { account_id: '001', reason: 'moved', stage: 'Won' },
          },
        ],
      },
      {
        events: [
          {
            user_alias,
            name: 'account_linked',
            time: '2026-11-23T10:00:00Z',
            properties: { account_id: '001', reason: 'moved', stage: '‹text, 3›' },
          },
        ],
      },
    ));

  it('shows catalog fields without personal data, and hides unknown ones', () =>
    check(
      { kind: 'items-put', catalog: 'salesforce_accounts', items: [{ id: '001', Industry: 'Banking', Secret: 'x' }] },
      { items: [{ id: '001', Industry: 'Banking', Secret: '‹text, 1›' }] },
    ));
});
