import type { ObjectDefinition } from '../schema.ts';
import { contact, individual, lead } from './people.ts';
import {
  account,
  accountContactRelation,
  campaign,
  campaignMember,
  opportunity,
  opportunityContactRole,
} from './sales.ts';
import {
  currencyType,
  datedConversionRate,
  group,
  organization,
  profile,
  recordTypeObject,
  territory2,
  user,
  userRole,
} from './setup.ts';

/** The objects of every org, before its own fields are added; every object that a lookup names is here. */
export const standardObjects: readonly ObjectDefinition[] = [
  account,
  accountContactRelation,
  campaign,
  campaignMember,
  contact,
  currencyType,
  datedConversionRate,
  group,
  individual,
  lead,
  opportunity,
  opportunityContactRole,
  organization,
  profile,
  recordTypeObject,
  territory2,
  user,
  userRole,
];
