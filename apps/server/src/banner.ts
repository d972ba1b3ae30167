/**
 * What a start ends with: one short block. English, because it is read in a terminal by whoever
 * runs the machine.
 */
export type BannerFacts = {
  readonly address: string;
  readonly lanAddresses: readonly string[];
  /** Absolute link, or null when an administrator exists. */
  readonly setupLink: string | null;
  /** Shown as people type it, with its link; null without --demo. */
  readonly demo: { readonly code: string; readonly link: string } | null;
  readonly data: string;
};

export function renderBanner({ address, lanAddresses, setupLink, demo, data }: BannerFacts): string {
  const rows: [string, string][] = [['Address', address]];
  for (const lan of lanAddresses) rows.push(['On the network', lan]);
  if (setupLink !== null) rows.push(['First run', `${setupLink}  (creates the administrator)`]);
  if (demo !== null) rows.push(['Demo', `join code ${demo.code}  ${demo.link}`]);
  rows.push(['Data', data], ['Stop', 'Ctrl-C']);
  const width = Math.max(...rows.map(([label]) => label.length));
  return [
    '',
    'Gongyi 共议 is running.',
    ...rows.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`),
    '',
    '',
  ].join('\n');
}
