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
import { checkWherePushdown } from './where-pushdown.ts';

/** Every check, in the order a mapping is read. What is written under `both` may be told once for each people object. */
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
  checkWherePushdown,
  checkLinks,
  checkEvents,
  checkConsent,
  checkLifecycle,
  checkPersonalData,
];
