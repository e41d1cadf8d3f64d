import { parseRecordId } from '../../salesforce/id.ts';
import type { SnapshotField } from '../../salesforce/snapshot.ts';
import type { Node } from '../ir.ts';
import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { Checker } from './checker.ts';

/**
 * Text literals that are compared with a field: ids get their 18-character form, and values are looked up in the
 * picklist. Gives the node to compare with.
 */
export function comparedWith(checker: Checker, field: Node, compared: Node): Node {
  if (compared.kind === 'list') {
    return { ...compared, items: compared.items.map((item) => comparedWith(checker, field, item)) };
  }
  if (compared.kind !== 'literal' || typeof compared.value !== 'string') return compared;
  if (isId(field)) return asId(checker, compared, compared.value);
  const described = fieldOf(field);
  if (described?.type === 'picklist' || described?.type === 'multipicklist') {
    checkValue(checker, described, compared, compared.value);
  }
  return compared;
}

function isId(node: Node): boolean {
  if (node.kind === 'variable') return node.name === 'org.id';
  if (node.kind === 'call') return node.name === 'id18';
  const type = fieldOf(node)?.type;
  return type === 'id' || type === 'reference';
}

function fieldOf(node: Node): SnapshotField | undefined {
  if (node.kind === 'path') return node.field;
  return node.kind === 'previous' ? node.field.field : undefined;
}

function asId(checker: Checker, literal: Extract<Node, { kind: 'literal' }>, text: string): Node {
  const id = parseRecordId(text);
  if (id !== undefined) return { ...literal, value: id };
  checker.report('record/id-malformed', literal.span, { value: text });
  return literal;
}

function checkValue(checker: Checker, field: SnapshotField, { span }: Node, value: string): void {
  const values = field.picklist.map((each) => each.value);
  if (!field.restrictedPicklist || values.includes(value)) return;
  const params = { value, field: field.name };
  checker.report('mapping/value-not-in-picklist', span, params, {
    nearest: nearestName(value, values),
    allowed: few(values),
  });
}

/** A list that can be read at a glance. */
function few(values: readonly string[]): readonly string[] | undefined {
  return values.length <= 12 ? values : undefined;
}
