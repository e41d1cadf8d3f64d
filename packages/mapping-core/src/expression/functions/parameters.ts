import type { Parameter } from './entry.ts';

/** Parameters that many functions share. */
export const text: Parameter = { name: 's', types: ['string'] };
export const list: Parameter = { name: 'list', types: ['list'] };
export const separator: Parameter = { name: 'sep', types: ['string'] };
export const textOrList: Parameter = { name: 'x', types: ['string', 'list'] };
