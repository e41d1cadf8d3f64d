import type { RawRecord, Value } from './row.ts';

/** What Salesforce works out when a record is saved; values that the writer gave explicitly stay. */
export function derivedFields(object: string, record: RawRecord, given: RawRecord): RawRecord {
  switch (object) {
    case 'Lead':
    case 'Contact':
    case 'User':
    case 'Individual':
      return withoutGiven({ Name: fullName(record) }, given);
    case 'Account':
      return record['IsPersonAccount'] === true
        ? withoutGiven({ Name: fullName(record) ?? record['Name'] ?? null }, given)
        : {};
    case 'Opportunity':
      return withoutGiven(stageFields(record), given);
    case 'CampaignMember':
      return withoutGiven({ HasResponded: record['Status'] !== 'Sent' && record['Status'] != null }, given);
    default:
      return {};
  }
}

function fullName(record: RawRecord): Value {
  const parts = [record['FirstName'], record['LastName']].filter((part) => part != null);
  return parts.length === 0 ? (record['Name'] ?? null) : parts.join(' ');
}

function stageFields(record: RawRecord): RawRecord {
  const stage = record['StageName'];
  if (typeof stage !== 'string') return {};
  return { IsClosed: stage.startsWith('Closed'), IsWon: stage === 'Closed Won' };
}

function withoutGiven(derived: RawRecord, given: RawRecord): RawRecord {
  return Object.fromEntries(Object.entries(derived).filter(([name]) => given[name] === undefined));
}
