import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { checkBrazeLimits } from './braze-limits.ts';
import { checkBrazeNames } from './braze-names.ts';
import type { Check } from './check.ts';
import { checkConsent } from './consent.ts';
import { checkDestinationOwners } from './destination-owners.ts';
import { checkEvents } from './events.ts';
import { checkIdentity } from './identity.ts';
import { checkLifecycle } from './lifecycle.ts';
import { checkLinks } from './links.ts';
import { checkMaps } from './maps.ts';
import { checkOrgFeatures } from './org-features.ts';
import { checkPeople } from './people.ts';
import { checkPersonalData } from './personal-data.ts';
import { checkRefresh } from './refresh.ts';
import { checkSalesforceFields } from './salesforce-fields.ts';
import { checkSalesforceObjects } from './salesforce-objects.ts';
import { checkSecrets } from './secrets.ts';

/** Every check, in the order a mapping is read. Each reports a finding once, although `both` is evaluated twice. */
export const checks: readonly Check[] = [
  checkSecrets,
  checkIdentity,
  checkPeople,
  checkSalesforceObjects,
  checkSalesforceFields,
  checkOrgFeatures,
  checkBrazeNames,
  checkDestinationOwners,
  checkBrazeLimits,
  checkMaps,
  checkRefresh,
  checkLinks,
  checkEvents,
  checkConsent,
  checkLifecycle,
  checkPersonalData,
].map(once);

function once(check: Check): Check {
  return function* (context): Iterable<Diagnostic> {
    const seen = new Set<string>();
    for (const finding of check(context)) {
      const key = JSON.stringify([finding.code, finding.file, finding.span, finding.message]);
      if (!seen.has(key)) yield finding;
      seen.add(key);
    }
  };
}
