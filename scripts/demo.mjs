// Both emulators, Braze's B2B guide, two syncs: what a newcomer watches first. Leaves nothing running; --keep leaves the emulators open.
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeReady, root, toolEnvironment } from './ready.mjs';

const keep = process.argv.includes('--keep');
const bold = (text) => (process.stdout.isTTY ? `\u001B[1m${text}\u001B[22m` : text);

makeReady();
const folder = await mkdtemp(join(tmpdir(), 'sf-braze-demo-'));
const emulators = await startEmulators();
process.once('SIGINT', () => void end(130));
process.once('SIGTERM', () => void end(69));

try {
  await tell();
  await end(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}

async function tell() {
  const { braze, salesforce } = emulators.addresses;
  title('1', 'A Salesforce org and a Braze workspace, both emulated on this machine');
  console.log(
    `   Salesforce ${salesforce.url}   org ${salesforce.orgId}\n   Braze      ${braze.url}   an empty workspace\n`,
  );
  await prepareProject(braze.url);
  await signIn(salesforce);

  title('2', 'What would a sync do?');
  const plan = await sf(['plan']);
  const id = /\bPlan\s+([0-9a-f]{8})\b/.exec(plan)?.[1];
  if (id === undefined) throw new Error('The plan has no id.');

  title('3', 'The first run sends everything, so it wants that plan approved');
  await sf(['sync', '--approve', id]);

  title('4', 'The CRM changes: a new title, a deal that moves on, an opt-out, a new lead');
  const changes = await changeRecords(salesforce.url);
  for (const change of changes) console.log(`   ${change}`);
  console.log();

  title('5', 'The second run sends only that');
  await sf(['sync']);

  title('6', 'A third run has nothing to say');
  await sf(['sync']);

  title('7', 'What Braze holds now');
  await control(braze.url, 'POST', 'settle', {});
  await showBraze(await control(braze.url, 'GET', 'state'));
}

async function startEmulators() {
  const child = spawn('node', ['packages/emulators/bin/emulate.js', '--json'], {
    cwd: root,
    env: toolEnvironment(),
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('\n')) resolve(text);
    });
    child.once('exit', (code) => reject(new Error(`The emulators ended with exit code ${code}.`)));
  });
  return { child, addresses: JSON.parse(line) };
}

async function prepareProject(endpoint) {
  await cp(join(root, 'examples', 'b2b-guide'), folder, { recursive: true });
  const file = join(folder, 'braze.project.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('http://127.0.0.1:4100', endpoint));
}

async function signIn({ url, username, accessToken }) {
  const { code, output } = await spawned(['scripts/sign-in.mjs', url, username, accessToken], root);
  if (code !== 0) throw new Error(`Signing in to the emulated org failed: ${output}`);
}

/** Runs the plugin as a user would, and shows what it prints. */
async function sf(args) {
  console.log(bold(`$ sf braze ${args.join(' ')}`));
  const plugin = join(root, 'apps', 'plugin-braze', 'bin', 'run.js');
  const { code, output } = await spawned([plugin, 'braze', ...args], folder, showIndented);
  console.log();
  if (code !== 0 && code !== 68) throw new Error(`sf braze ${args.join(' ')} ended with exit code ${code}.`);
  return output;
}

function showIndented(text) {
  process.stdout.write(text.replaceAll(/^(?=.)/gm, '   '));
}

/** A process with a HOME of its own: nothing of the demo reaches the user's sign-ins, and nothing of theirs the demo. */
async function spawned(args, cwd, show = () => undefined) {
  const { braze } = emulators.addresses;
  const env = toolEnvironment({
    HOME: folder,
    USERPROFILE: folder,
    SF_DISABLE_TELEMETRY: 'true',
    SF_DISABLE_LOG_FILE: 'true',
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
    BRAZE_API_KEY: braze.apiKey,
    BRAZE_STATE_KEY: 'demo',
  });
  const child = spawn('node', args, {
    cwd,
    env,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const take = (chunk) => {
    const text = String(chunk).replaceAll(/^.*Using insecure protocol.*\n/gm, '');
    output += text;
    show(text);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, output };
}

async function changeRecords(url) {
  const contacts = await control(url, 'GET', 'state?object=Contact');
  const deals = await control(url, 'GET', 'state?object=Opportunity');
  const roles = await control(url, 'GET', 'state?object=OpportunityContactRole');
  const live = contacts.filter((contact) => !contact.IsDeleted && contact.Email);
  const [promoted, leaver] = live;
  const involved = new Set(roles.map((role) => role.OpportunityId));
  const deal = deals.find(({ Id, IsClosed, IsDeleted }) => involved.has(Id) && !IsClosed && !IsDeleted);
  await control(url, 'PUT', 'records', {
    Contact: [
      { Id: promoted.Id, Title: 'Chief Operating Officer' },
      { Id: leaver.Id, HasOptedOutOfEmail: true },
    ],
    Opportunity: [{ Id: deal.Id, StageName: 'Negotiation/Review' }],
    Lead: [
      {
        FirstName: 'Grace',
        LastName: 'Hopper',
        Email: 'grace@navy.example',
        Company: 'Navy',
        Status: 'Open - Not Contacted',
      },
    ],
  });
  return [
    `Contact      ${promoted.Id}   Title is Chief Operating Officer now`,
    `Contact      ${leaver.Id}   opted out of email`,
    `Opportunity  ${deal.Id}   moved on to Negotiation/Review`,
    'Lead         Grace Hopper     is new',
  ];
}

async function control(base, method, path, body) {
  const response = await fetch(`${base}/_emulator/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  const text = await response.text();
  return text === '' ? {} : JSON.parse(text);
}

async function showBraze({ users, catalogs }) {
  const labels = users.flatMap(({ user_aliases: aliases }) => aliases.map(({ alias_label: label }) => [label, 1]));
  const events = users.flatMap(({ custom_events: list }) => list.map((event) => [event.name, event.count]));
  console.log(`   ${users.length} profiles   ${totals(labels)}`);
  for (const [name, { items }] of Object.entries(catalogs))
    console.log(`   ${Object.keys(items).length} items   ${name}`);
  console.log(`   ${events.reduce((sum, [, times]) => sum + times, 0)} events   ${totals(events)}\n`);
  const shown = users.find(({ custom_attributes: attributes }) => attributes.JobTitle === 'Chief Operating Officer');
  if (shown === undefined) return;
  const { user_aliases, external_id, email, email_subscribe, custom_attributes, custom_events } = shown;
  const profile = { external_id, user_aliases, email, email_subscribe, custom_attributes, custom_events };
  console.log(JSON.stringify(profile, undefined, 2).replaceAll(/^/gm, '   '));
}

function totals(pairs) {
  const sums = new Map();
  for (const [name, times] of pairs) sums.set(name, (sums.get(name) ?? 0) + times);
  return [...sums].map(([name, sum]) => `${name} ${sum}`).join(' · ');
}

function title(number, text) {
  console.log(bold(`${number}  ${text}`));
}

async function end(code) {
  const { braze, salesforce } = emulators.addresses;
  if (keep && code === 0) {
    console.log(`The emulators stay open until you stop process ${emulators.child.pid}:`);
    console.log(
      `   Braze      ${braze.url}   key ${braze.apiKey}\n   Salesforce ${salesforce.url}\n   project    ${folder}`,
    );
    emulators.child.stdout.destroy();
    emulators.child.unref();
  } else {
    emulators.child.removeAllListeners('exit');
    emulators.child.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  }
  process.exit(code);
}
