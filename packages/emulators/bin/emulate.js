#!/usr/bin/env node
import { parseEmulateArguments, usage } from '../lib/emulate-arguments.js';
import { describeAddresses, startEmulators } from '../lib/emulate.js';

const parsed = parseEmulateArguments(process.argv.slice(2));
if (parsed.kind === 'help') {
  console.log(usage);
} else if (parsed.kind === 'refused') {
  console.error(`${parsed.reason}\n\n${usage}`);
  process.exitCode = 2;
} else {
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void process.exit(0));
  try {
    const { addresses } = await startEmulators(parsed.options);
    console.log(parsed.json ? JSON.stringify(addresses) : describeAddresses(addresses));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
