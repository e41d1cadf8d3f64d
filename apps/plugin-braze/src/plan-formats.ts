/** What a plan can be written as. */
export const planFormats = ['text', 'markdown', 'json'] as const;
export type PlanFormat = (typeof planFormats)[number];
