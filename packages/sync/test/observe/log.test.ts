import assert from 'node:assert/strict';
import { createRequestLog, type RequestLogEntry } from '../../src/observe/log.ts';

describe('createRequestLog', () => {
  const entry: RequestLogEntry = { endpoint: 'POST /users/track', count: 75, status: 201, ms: 84, requestId: 'r-1' };

  it('writes one JSON line per request', () => {
    const lines: string[] = [];
    createRequestLog('2026-11-23T10:00:02Z-4c1e', (line) => lines.push(line))(entry);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /^[^\n]+\n$/u);
    assert.deepEqual(JSON.parse(lines[0] ?? ''), { run: '2026-11-23T10:00:02Z-4c1e', ...entry });
  });

  it('is off without a sink', () => {
    assert.doesNotThrow(() => createRequestLog('run', undefined)(entry));
  });
});
