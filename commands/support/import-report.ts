import { stringify } from 'csv-stringify/sync';
import type { ImportChange, ImportReport } from '../../app/domain/judgements/ofsted-import.server.ts';
import { escapeFormula } from '../../app/lib/formulas.ts';
import { countOf } from '../../app/lib/phrases.ts';

/** Lines of a kind that a terminal gets; the report file has them all. */
const MOST_LINES = 20;

const COLUMNS = ['what', 'line', 'urn', 'field', 'before', 'after', 'why'];

/** What the import did, in lines to read. A service is its URN alone, as in what Ofsted publishes of children's homes. */
export function summaryLines(report: ImportReport, reportFile: string | undefined): string[] {
  const { changes, unreadable, unknownUrns } = report;
  const [registrations, judgements, holds] = (['registration', 'judgement', 'hold'] as const).map((kind) =>
    changes.filter((change) => change.kind === kind),
  ) as [ImportChange[], ImportChange[], ImportChange[]];
  const closed = registrations.filter(({ field, after }) => field === 'registration status' && after === 'closed');
  const added = judgements.filter(({ before }) => before === '').length;
  const services = new Set(registrations.map(({ urn }) => urn)).size;
  const bounded = (lines: string[]) => boundedTo(lines, reportFile);
  return [
    `${countOf(report.read, 'row')} read`,
    ...(changes.length === 0 ? ['Nothing changed'] : []),
    `${countOf(services, 'service')} changed, of which ${closed.length} closed`,
    ...bounded(registrations.map(sayChange)),
    `${countOf(added, 'new judgement')}, ${judgements.length - added} corrected`,
    ...bounded(judgements.map(sayChange)),
    `${countOf(holds.length, 'hold')} on new referrals placed`,
    ...bounded(holds.map(sayChange)),
    `${countOf(unreadable.length, 'line')} not used`,
    ...bounded(unreadable.map(({ line, urn, why }) => `  Line ${line}${urn ? ` (${urn})` : ''} is not used: ${why}`)),
    `${countOf(unknownUrns.length, 'URN')} not known here`,
    ...bounded(unknownUrns.map((urn) => `  ${urn}`)),
    ...(reportFile ? [`All of it is in ${reportFile}`] : []),
  ];
}

const sayChange = ({ urn, field, before, after }: ImportChange) =>
  `  ${urn}: ${field}: ${before === '' ? '' : `${words(before)} → `}${words(after)}`;

const words = (code: string) => code.replaceAll('_', ' ');

function boundedTo(lines: string[], reportFile: string | undefined): string[] {
  if (lines.length <= MOST_LINES) return lines;
  const more = (lines.length - MOST_LINES).toLocaleString('en-GB');
  const where = reportFile ? `in ${reportFile}` : 'give --report FILE to have them all';
  return [...lines.slice(0, MOST_LINES), `  and ${more} more: ${where}`];
}

/** All of it, as a file for spreadsheets. */
export const reportCsv = ({ changes, unreadable, unknownUrns }: ImportReport): string =>
  stringify([
    COLUMNS,
    ...changes.map(({ kind, urn, field, before, after }) => [
      ...[kind, '', urn, escapeFormula(field), escapeFormula(before), escapeFormula(after), ''],
    ]),
    ...unreadable.map(({ line, urn, why }) => [
      ...['line_not_used', line, escapeFormula(urn ?? ''), '', '', '', escapeFormula(why)],
    ]),
    ...unknownUrns.map((urn) => ['unknown_urn', '', urn, '', '', '', '']),
  ]);
