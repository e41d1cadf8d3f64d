import type { Expression, PathNode } from '../expression/ir.ts';
import type { PersonalData } from './mapping.ts';

/** Objects whose records are human beings. */
const humans = new Set(['Lead', 'Contact', 'User', 'Individual', 'CampaignMember']);

const NAME = /^(?:Name|Suffix)$/;
const ADDRESS = /^(?:Mailing|Other|Person(?:Mailing|Other))?(?:Street|City|PostalCode|Latitude|Longitude|Address)$/;
const ANYWHERE = /^(?:Person)?(?:Email|Birthdate)$|^(?:First|Middle|Last)Name$|Phone$|^Fax$/;

/** Personal when it reads an email address, a phone number, or a human's name, address or birthdate. */
export function guessedPersonalData(expression: Expression | undefined): PersonalData {
  return expression?.paths.some(isPersonal) === true ? 'personal' : 'none';
}

function isPersonal({ path, field, object }: PathNode): boolean {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (field?.type === 'email' || field?.type === 'phone' || ANYWHERE.test(name)) return true;
  return object !== undefined && humans.has(object) && (NAME.test(name) || ADDRESS.test(name));
}
