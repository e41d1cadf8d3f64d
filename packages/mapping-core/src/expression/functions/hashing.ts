import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

import { ofText } from './compile.ts';
import type { FunctionEntry } from './entry.ts';
import { text } from './parameters.ts';

/** One-way functions. */
export const hashFunctions: readonly FunctionEntry[] = [
  {
    name: 'sha256',
    parameters: [text],
    result: 'string',
    nullable: false,
    sql: 'same',
    doc: 'The SHA-256 hash of the UTF-8 bytes, in lower-case hex.',
    example: { text: "sha256('ada')", result: 'fdee430d40bd57deeac186cd9790033d0f06f909a8806e7ce6e717ab7c7d5029' },
    compile: ofText((value) => bytesToHex(sha256(utf8ToBytes(value)))),
  },
];
