import type { Mapping } from '@sf-braze/mapping-core';

/** How many named places in Braze a mapping fills: fields, attributes, link attributes, events, their properties, consents. */
export function countDestinations({ people, catalogs, links, events, consent }: Mapping): number {
  const person = people.flatMap(({ destinations }) => destinations.map(({ kind, name }) => `${kind} ${name}`));
  const items = catalogs.flatMap(({ key, fields }) => fields.map(({ name }) => `catalog ${key} ${name}`));
  const linked = links.flatMap((link) => {
    const attributes =
      link.kind === 'lookup' ? [link.attribute, link.others?.attribute] : [link.set.attribute, link.primary];
    const names = [link.linked, link.unlinked].map((name) => name && `event ${name}`);
    return [...attributes.map((name) => name && `attribute ${name}`), ...names];
  });
  const told = events.flatMap(({ name, properties }) => [
    `event ${name}`,
    ...properties.map((property) => `property ${name} ${property.name}`),
  ]);
  const consents = [consent.email && 'consent email', ...consent.groups.map(({ id }) => `consent ${id}`)];
  return new Set([...person, ...items, ...linked, ...told, ...consents].filter((name) => name !== undefined)).size;
}
