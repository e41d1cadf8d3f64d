import { readFile } from 'node:fs/promises';
import { SfError } from '@salesforce/core';
import type { Fixture } from '@sf-braze/mapping-core';
import { parse } from 'yaml';
import * as z from 'zod';

const record = z.record(z.string(), z.unknown());

const fixtureFile = z.strictObject({
  name: z.string().optional(),
  at: z.iso.datetime().optional(),
  known: z.array(record).default([]),
  given: z.record(z.string(), z.array(record)),
});

export interface FixtureFile {
  readonly fixture: Fixture;
  /** ISO time of the run it pretends; now without one. */
  readonly at: string | undefined;
}

/** Reads `given` and `known`, as tests have them, from YAML or JSON. Fails with `FixtureInvalid`. */
export async function readFixture(path: string): Promise<FixtureFile> {
  const result = fixtureFile.safeParse(await readYaml(path));
  if (!result.success) {
    const [issue] = result.error.issues;
    const place =
      issue === undefined || issue.path.length === 0 ? 'the top' : `\`${issue.path.map(String).join('.')}\``;
    throw invalid(path, `see ${place}`);
  }
  const { at, known, given } = result.data;
  return { fixture: { known, given }, at };
}

async function readYaml(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw invalid(path, error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read');
  });
  try {
    return parse(text, { maxAliasCount: 0 }) as unknown;
  } catch {
    throw invalid(path, 'it is neither YAML nor JSON');
  }
}

function invalid(path: string, reason: string): SfError {
  return new SfError(`\`${path}\` is not a fixture: ${reason}.`, 'FixtureInvalid', [
    'Write `given: { Contact: [{ Id: …, Email: … }] }` and, for what Braze holds already, `known: […]`, as in a test.',
  ]);
}
