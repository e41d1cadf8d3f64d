import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '@oclif/core';

const ROOT = join(import.meta.dirname, '..');
const COMMANDS = join(ROOT, 'src', 'commands');

interface Source {
  /** Words of the command, such as `secret set`. */
  readonly name: string;
  readonly text: string;
  readonly command: typeof Command;
}

async function sources(): Promise<readonly Source[]> {
  const files = (await readdir(COMMANDS, { recursive: true })).filter((file) => file.endsWith('.ts'));
  return Promise.all(
    files.toSorted().map(async (file) => {
      const path = join(COMMANDS, file);
      const module = (await import(path)) as { readonly default: typeof Command }; // oclif asks the same of it
      const name = file
        .replace(/^braze[/\\]/, '')
        .replace(/\.ts$/, '')
        .replaceAll(/[/\\]/g, ' ');
      return { name, text: await readFile(path, 'utf8'), command: module.default };
    }),
  );
}

function keysUsed(files: readonly string[]): readonly string[] {
  const calls = files.flatMap((text) => [...text.matchAll(/messages\.getMessages?\(\s*['"`]([^'"`]+)['"`]/g)]);
  return calls.map(([, key = '']) => key);
}

const all = await sources();
const files = (await readdir(join(ROOT, 'src'), { recursive: true })).filter((file) => file.endsWith('.ts'));
const texts = await Promise.all(files.map((file) => readFile(join(ROOT, 'src', file), 'utf8')));

describe('every command', () => {
  for (const { name, text, command } of all) {
    describe(`sf braze ${name}`, () => {
      const flags = { ...command.baseFlags, ...command.flags };

      it('has a summary, a description and examples', () => {
        assert.ok(command.summary);
        assert.ok(command.description);
        assert.ok(command.examples.length > 0);
      });

      it('has a summary for every flag, and each letter once', () => {
        for (const [flag, { summary }] of Object.entries(flags)) assert.ok(summary, `--${flag}`);
        const letters = Object.values(flags).flatMap(({ char }) => char ?? []);
        assert.deepEqual(letters, [...new Set(letters)]);
      });

      it('uses every message of its file, and no other', async () => {
        const file = `braze.${name.replaceAll(' ', '.')}`;
        const markdown = await readFile(join(ROOT, 'messages', `${file}.md`), 'utf8');
        const keys = [...markdown.matchAll(/^# (.+)$/gm)].map(([, key = '']) => key);
        const used = keysUsed(texts.filter((one) => one.includes(`'${file}'`)));
        const starts = used.filter((key) => key.includes('${')).map((key) => key.slice(0, key.indexOf('${')));
        const whole = used.filter((key) => !key.includes('${'));
        for (const key of whole) assert.ok(keys.includes(key), `${key} is not in ${file}`);
        for (const key of keys) {
          assert.ok(whole.includes(key) || starts.some((start) => key.startsWith(start)), `${key} is never used`);
        }
      });

      it('imports nothing heavy before it runs', () => {
        const imported = [...text.matchAll(/^import (?!type)[^;]*? from '([^']+)';$/gm)].map(([, from]) => from);
        const heavy = new Set([
          '@sf-braze/mapping-core',
          '@sf-braze/sync',
          '@sf-braze/emulators',
          'yaml',
          'zod',
          'undici',
        ]);
        assert.deepEqual(
          imported.filter((from) => heavy.has(from ?? '')),
          [],
        );
      });
    });
  }
});
