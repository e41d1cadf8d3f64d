import { parseRecordId } from '../../salesforce/id.ts';
import type { RecordValue } from '../../salesforce/record.ts';
import { printNode } from '../print.ts';
import { isList } from './compile.ts';
import { corporate } from './corporate.ts';
import type { FunctionEntry } from './entry.ts';
import { text } from './parameters.ts';

/** Functions that know Salesforce: ids, picklist labels, currencies. */
export const salesforceFunctions: readonly FunctionEntry[] = [
  {
    name: 'id18',
    parameters: [
      {
        ...text,
        refuses: (literal) => (typeof literal === 'string' && parseRecordId(literal) === undefined ? {} : undefined),
      },
    ],
    result: 'string',
    nullable: true,
    nullableFrom: ([argument]) => argument?.kind !== 'literal',
    sql: 'none',
    doc: 'The 18-character form of a Salesforce id; blank when the text is no id.',
    example: { text: "id18('0035g00000KpQ1a')", result: '0035g00000KpQ1aAAF' },
    compile([argument], { args: [node] }) {
      // The text itself may be anything a person typed, so the finding names where it came from.
      const value = node === undefined ? '' : printNode(node);
      return (row, run) => {
        const id = argument?.(row, run);
        if (typeof id !== 'string') return null;
        const complete = parseRecordId(id);
        if (complete === undefined) run.report('record/id-malformed', { value });
        return complete ?? null;
      };
    },
  },
  {
    name: 'label',
    parameters: [{ name: 'picklist', types: ['picklist'] }],
    result: 'argument',
    nullable: false,
    sql: 'lookup',
    doc: 'The label of a picklist value, or of each value of a multi-select picklist; an unknown value stays as it is.',
    example: { text: 'label(StageName)', given: { StageName: 'Closed Won' }, result: 'Won' },
    compile([argument], { args: [node] }) {
      const picklist = node?.kind === 'path' ? (node.field?.picklist ?? []) : [];
      const labels = new Map(picklist.map(({ value, label }) => [value, label]));
      return (row, run) => labelled(argument?.(row, run) ?? null, labels);
    },
  },
  corporate,
];

function labelled(value: RecordValue, labels: ReadonlyMap<string, string>): RecordValue {
  if (isList(value)) return value.map((each) => labels.get(each) ?? each);
  return typeof value === 'string' ? (labels.get(value) ?? value) : value;
}
