import assert from 'node:assert/strict';
import { parseRecordId, type RecordId } from '@sf-braze/mapping-core';
import { previewRecord } from '../src/preview-record.ts';
import { type EngineWorld, withEngine, type Workspace } from './engine/engine-world.ts';

async function preview(workspace: Workspace, id: unknown): Promise<Awaited<ReturnType<typeof previewRecord>>> {
  return workspace.within((world, request) => previewRecord(world, request, id as RecordId)); // ids of the emulator
}

/** Previews a record of a synced workspace after `change`: what would be called, and that nothing was. */
function check(
  change: (engine: EngineWorld) => Promise<unknown>,
  id: string,
  expected: { readonly found: boolean; readonly known: boolean; readonly calls: readonly string[] },
) {
  return () =>
    withEngine(async (engine) => {
      const workspace = await engine.workspace();
      await workspace.sync();
      await engine.advance(10);
      await workspace.calls();
      await change(engine);
      await engine.advance(1);
      const result = await preview(workspace, id);
      assert.ok(result.kind === 'preview');
      const { found, known, phases } = result;
      const calls = phases.flatMap(({ requests }) => requests.map(({ kind }) => kind));
      assert.deepEqual({ found, known, calls }, expected);
      assert.deepEqual(await workspace.calls(), []);
    });
}

const account = '0015g00000AcmeAAAR';
const contact = '0035g00000BenOkAAJ';
const nothing = async (): Promise<void> => undefined;

describe('previewRecord', () => {
  it(
    'shows the calls for a person',
    check(({ put }) => put('Contact', { Id: contact, Title: 'CMO' }), contact, {
      found: true,
      known: true,
      calls: ['track'],
    }),
  );
  it(
    'shows the calls for an item',
    check(({ put }) => put('Account', { Id: account, Name: 'Renamed' }), account, {
      found: true,
      known: true,
      calls: ['items-patch'],
    }),
  );
  it('shows nothing where nothing changed', check(nothing, contact, { found: true, known: true, calls: [] }));
  it(
    'does not find a record that is not there',
    check(nothing, parseRecordId('0035g00000Nobod') ?? '', { found: false, known: false, calls: [] }),
  );
  it(
    'does not find a record that no mapping reads',
    check(nothing, '0055g00000EmuUsAAJ', { found: false, known: false, calls: [] }),
  );

  it('shows what a first run would send', () =>
    withEngine(async (engine) => {
      const workspace = await engine.workspace();
      const result = await preview(workspace, account);
      assert.ok(result.kind === 'preview');
      assert.deepEqual([result.found, result.known, result.phases.length], [true, false, 1]);
    }));
});
