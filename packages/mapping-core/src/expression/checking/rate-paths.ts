import type { Node } from '../ir.ts';
import type { Checker } from './checker.ts';

/** The currency code beside an amount, and on opportunities the date that dated rates go by. */
export function ratePaths({ scope: { snapshot } }: Checker, amount: Node | undefined): readonly Node[] {
  if (amount?.kind !== 'path' || amount.object === undefined || snapshot?.switches.multiCurrency !== true) return [];
  const dated = amount.object === 'Opportunity' && snapshot.rates.some(({ start, end }) => start ?? end);
  const fields = snapshot.objects.get(amount.object)?.fields;
  return ['CurrencyIsoCode', ...(dated ? ['CloseDate'] : [])].flatMap((name): Node[] => {
    const field = fields?.get(name);
    if (field === undefined) return [];
    const path = amount.path.replace(/[^.]+$/, name);
    return [{ ...amount, path, field, type: { kind: name === 'CloseDate' ? 'date' : 'string' } }];
  });
}
