export { exitCodes } from './exit-codes.ts';
export type { ValidateResult } from './results/validate.ts';
