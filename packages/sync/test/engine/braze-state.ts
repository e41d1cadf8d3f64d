/** What a Braze emulator holds, in a form that two workspaces can be compared by. */
export interface BrazeState {
  /** By external id, else by aliases. */
  readonly people: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** By catalog, then by id. */
  readonly catalogs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly events: readonly LoggedEvent[];
}

export interface LoggedEvent {
  readonly person: string;
  readonly name: string;
  readonly time: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

interface DumpedUser extends Fields {
  readonly external_id: string | null;
  readonly user_aliases: readonly { readonly alias_label: string; readonly alias_name: string }[];
  readonly custom_attributes: Fields;
  readonly events: readonly { readonly name: string; readonly time: string; readonly properties?: Fields }[];
}

interface Dump {
  readonly users: readonly DumpedUser[];
  readonly catalogs: Readonly<Record<string, { readonly items: Fields }>>;
}

const PROFILE_FIELDS = ['email', 'first_name', 'last_name', 'phone', 'country', 'email_subscribe'];

/** Reads the answer of `GET /_emulator/state`. */
export function readBrazeState(dumped: unknown): BrazeState {
  const { users, catalogs } = dumped as Dump; // the emulator's own form
  return {
    people: Object.fromEntries(users.map((user) => [nameOf(user), holdingsOf(user)])),
    catalogs: Object.fromEntries(Object.entries(catalogs).map(([name, { items }]) => [name, items])),
    events: users
      .flatMap((user) =>
        user.events.map(({ name, time, properties = {} }) => ({ person: nameOf(user), name, time, properties })),
      )
      .toSorted((a, b) => compare(eventText(a), eventText(b))),
  };
}

/** Events that happened more than once, as text. */
export function repeatedEvents({ events }: BrazeState): readonly string[] {
  const seen = new Set<string>();
  return events.flatMap((event) => {
    const text = eventText(event);
    if (seen.has(text)) return [text];
    seen.add(text);
    return [];
  });
}

export function eventText({ person, name, time, properties }: LoggedEvent): string {
  return `${person} ${name} ${time} ${JSON.stringify(Object.entries(properties).toSorted(([a], [b]) => compare(a, b)))}`;
}

const historical: ReadonlySet<string> = new Set(['email_subscribe', 'phone', 'country']);

/** State without what only history can explain: suspended profiles, opt-outs taken back, values written once, events. */
export function presentState({ people, catalogs }: BrazeState): Pick<BrazeState, 'people' | 'catalogs'> {
  const present = Object.entries(people).filter(([, { salesforce_deleted_at: deleted }]) => deleted === undefined);
  return {
    people: Object.fromEntries(
      present.map(([name, held]) => [
        name,
        Object.fromEntries(Object.entries(held).filter(([field]) => !historical.has(field))),
      ]),
    ),
    catalogs,
  };
}

function nameOf({ external_id: externalId, user_aliases: aliases }: DumpedUser): string {
  if (externalId !== null) return externalId;
  return aliases
    .map(({ alias_label: label, alias_name: name }) => `${label}:${name}`)
    .toSorted(compare)
    .join(',');
}

function holdingsOf(user: DumpedUser): Fields {
  const profile = PROFILE_FIELDS.flatMap((name) =>
    user[name] === undefined || user[name] === null ? [] : [[name, user[name]]],
  );
  const custom = Object.entries(user.custom_attributes).map(([name, value]) => [name, sorted(value)]);
  const aliases = user.user_aliases.map(({ alias_label: label, alias_name: name }) => `${label}:${name}`);
  const held = Object.fromEntries([...profile, ...custom]) as Fields;
  return { ...held, aliases: aliases.toSorted(compare) };
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.toSorted() : value;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
