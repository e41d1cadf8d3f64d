import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { jsonSchemas } from '../../src/language/json-schema.ts';

const UPDATE = 'UPDATE_SCHEMAS';

describe('jsonSchemas', () => {
  for (const [name, schema] of Object.entries(jsonSchemas())) {
    it(`is what schemas/${name}.schema.json holds`, () => {
      const file = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
      if (process.env[UPDATE] === '1') writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
      const committed: unknown = JSON.parse(readFileSync(file, 'utf8'));
      const fresh: unknown = JSON.parse(JSON.stringify(schema));
      assert.deepEqual(committed, fresh, `${UPDATE}=1 npx mocha test/language/json-schema.test.ts writes it anew`);
    });
  }
});
