import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Expression } from '../expression/ir.ts';
import { printNode } from '../expression/print.ts';
import { toSoqlCondition } from '../expression/to-soql.ts';
import type { Mapping } from '../language/mapping.ts';
import type { CheckContext } from './check.ts';

/** Parts of a `where` that SOQL cannot decide beforehand. Told for information: they mean the same, and read more. */
export function* checkWherePushdown({ mapping, snapshot }: CheckContext): Iterable<Diagnostic> {
  if (snapshot === undefined) return;
  const { multiCurrency } = snapshot.switches;
  for (const where of readConditions(mapping)) {
    if (where === undefined) continue;
    for (const part of toSoqlCondition(where.node, { multiCurrency }).unpushed)
      yield diagnostic('mapping/where-not-pushed', { file: where.file, span: part.span }, { part: printNode(part) });
  }
}

/** Conditions on records that are read in bulk. */
function readConditions({ people, catalogs, links }: Mapping): readonly (Expression | undefined)[] {
  return [
    ...[...people, ...catalogs].map(({ where }) => where),
    ...links.map((link) => (link.kind === 'junction' ? link.set.where : link.others?.where)),
  ];
}
