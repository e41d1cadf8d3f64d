import { printable } from '@sf-braze/mapping-core';
import type { InitResult } from '../results/init.ts';

const featureNames: Readonly<Record<string, string>> = {
  personAccounts: 'person accounts',
  multiCurrency: 'several currencies',
  territories: 'territories',
  contactsToMultipleAccounts: 'contacts with several accounts',
  stateCountryPicklists: 'state and country picklists',
};

/** What the command says at its end. */
export function initText({ org, files, diagnostics, destinations, next }: InitResult): string {
  const features = Object.entries(featureNames).flatMap(([key, name]) => (org.switches[key] === true ? [name] : []));
  const count = (severity: string): number => diagnostics.filter((found) => found.severity === severity).length;
  return [
    `Read    ${printable(org.username)}, ${org.id}${org.sandbox ? ', a sandbox' : ''}`,
    `Has     ${features.join(', ') || 'none of the features that change a mapping'}`,
    ...files.map(({ file, change }, index) => `${index === 0 ? 'Wrote' : '     '}   ${printable(file)} (${change})`),
    `Check   ${count('error')} errors, ${count('warning')} warnings, ${count('info')} notes; ${destinations} destinations`,
    '',
    'Next, once the API key is where the project says:',
    ...next.map((command) => `  ${command}`),
  ].join('\n');
}
