/** What findings can be written as. */
export const findingFormats = ['text', 'github', 'markdown', 'sarif', 'junit', 'json'] as const;
export type FindingFormat = (typeof findingFormats)[number];
