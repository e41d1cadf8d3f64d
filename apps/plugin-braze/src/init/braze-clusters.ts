/** A cluster of Braze: how its customers call it, and where its REST API is. */
export interface BrazeCluster {
  readonly instance: string;
  readonly dashboard: string;
  readonly endpoint: string;
}

const ofNumber = (number: number): BrazeCluster => ({
  instance: `US-0${number}`,
  dashboard: `dashboard-0${number}.braze.com`,
  endpoint: `https://rest.iad-0${number}.braze.com`,
});

/** https://www.braze.com/docs/api/basics/#endpoints; newer clusters are taken as written. */
export const brazeClusters: readonly BrazeCluster[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 8].map(ofNumber),
  { instance: 'US-10', dashboard: 'dashboard.us-10.braze.com', endpoint: 'https://rest.us-10.braze.com' },
  { instance: 'EU-01', dashboard: 'dashboard-01.braze.eu', endpoint: 'https://rest.fra-01.braze.eu' },
  { instance: 'EU-02', dashboard: 'dashboard-02.braze.eu', endpoint: 'https://rest.fra-02.braze.eu' },
  { instance: 'AU-01', dashboard: 'dashboard.au-01.braze.com', endpoint: 'https://rest.au-01.braze.com' },
  { instance: 'ID-01', dashboard: 'dashboard.id-01.braze.com', endpoint: 'https://rest.id-01.braze.com' },
  { instance: 'JP-01', dashboard: 'dashboard.jp-01.braze.com', endpoint: 'https://rest.jp-01.braze.com' },
  { instance: 'KR-01', dashboard: 'dashboard.kr-01.braze.com', endpoint: 'https://rest.kr-01.braze.com' },
];

/** The cluster that `US-03`, or an address of its dashboard, means. */
export function clusterOf(text: string): BrazeCluster | undefined {
  const host = /^(?:https?:\/\/)?([^/?#:]+)/i.exec(text)?.[1]?.toLowerCase();
  return brazeClusters.find(({ instance, dashboard }) => dashboard === host || instance.toLowerCase() === host);
}
