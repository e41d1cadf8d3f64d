import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { jsonSchemas } from '../../src/language/json-schema.ts';

describe('jsonSchemas', () => {
  for (const [name, schema] of Object.entries(jsonSchemas())) {
    it(`is what schemas/${name}.schema.json holds`, () => {
      const file = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
      const committed: unknown = JSON.parse(readFileSync(file, 'utf8'));
      const fresh: unknown = JSON.parse(JSON.stringify(schema));
      assert.deepEqual(committed, fresh, 'node scripts/generate-docs.mjs writes it anew');
    });
  }
});
