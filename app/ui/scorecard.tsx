import { Link } from '@remix-run/react';
import { OVERALL_LABELS } from '../domain/monitoring/monitoring-visit.ts';
import { sayMinutes } from '../domain/monitoring/provider-notification.ts';
import type { Scorecard as Figures } from '../domain/monitoring/scorecard.server.ts';
import {
  DOCUMENT_STATE_LABELS,
  type DocumentState,
  sayShare,
  TREND_LABELS,
  type Trend,
} from '../domain/monitoring/scorecard.ts';
import { documentKindLabel } from '../domain/provider-profile/document-kinds.ts';
import { ADMISSION_STATUS } from '../domain/purchasing-systems/purchasing-system.ts';
import { JUDGEMENT_LABELS } from '../domain/services/accommodation.ts';
import { sayService } from '../domain/services/service-words.ts';
import { formatDate, formatShortDate } from '../lib/dates.ts';
import { countOf, daysAgo } from '../lib/phrases.ts';
import { Judgement } from './judgement.tsx';
import { NotificationTable } from './notification-table.tsx';
import { Section } from './page-header.tsx';
import { StatusTag, type Tone } from './status-tag.tsx';
import { SummaryList } from './summary-list.tsx';
import { Table } from './table.tsx';
import { VisitTable } from './visit-table.tsx';

/** How a provider does, figure by figure, the records under each. A part that the reader may not see is not there. */
export function Scorecard({ scorecard, now }: { scorecard: Figures; now: Date }) {
  const { services, admissions, vacancies, visits, notifications, documents } = scorecard;
  return (
    <>
      <Summary scorecard={scorecard} />
      <Section
        id="judgements"
        title="Judgements"
        lead="Ofsted’s latest judgement of each service, and the one before it."
      >
        <Services services={services} />
      </Section>
      <Section id="admissions" title="Places in purchasing systems">
        <Admissions admissions={admissions} />
      </Section>
      <Section id="vacancies" title="Published vacancies not confirmed for a week">
        <StaleVacancies vacancies={vacancies} now={now} />
      </Section>
      <Section id="visits" title="Monitoring visits">
        {visits.finished.length === 0 ? (
          <None>No finished report that you may read.</None>
        ) : (
          <VisitTable caption="Monitoring visits, the latest first" visits={visits.finished} of="date" />
        )}
      </Section>
      {notifications && (
        <Section id="notifications" title="Notifications">
          {notifications.total === 0 ? (
            <None>None was sent.</None>
          ) : (
            <NotificationTable
              caption="Notifications, the latest first"
              notifications={notifications.notifications}
              namesProvider={false}
            />
          )}
        </Section>
      )}
      {documents && (
        <Section id="documents" title="Documents">
          <Documents documents={documents} />
        </Section>
      )}
    </>
  );
}

const None = ({ children }: { children: string }) => <p className="text-muted">{children}</p>;

function Summary({ scorecard }: { scorecard: Figures }) {
  const { services, admissions, vacancies, visits, reviews, notifications, documents } = scorecard;
  const rows = [
    { id: 'judgements', name: 'Judgements', value: sayJudgements(services) },
    { id: 'admissions', name: 'Places in lots', value: sayAdmissions(admissions) + sayReviews(reviews) },
    {
      id: 'vacancies',
      name: 'Vacancies confirmed',
      value:
        vacancies.published === 0
          ? 'None is published'
          : `${sayShare(vacancies.fresh, vacancies.published)} in the last 7 days`,
    },
    { id: 'visits', name: 'Last monitoring visit', value: sayVisits(visits) },
    ...(notifications ? [{ id: 'notifications', name: 'Notified in time', value: sayTold(notifications) }] : []),
    ...(documents ? [{ id: 'documents', name: 'Documents', value: sayDocuments(documents) }] : []),
  ];
  return (
    <SummaryList
      rows={rows.map(({ id, name, value }) => ({
        name,
        value: (
          <>
            {value}{' '}
            <a className="link text-table whitespace-nowrap" href={`#${id}`}>
              Records<span className="sr-only"> behind {name.toLowerCase()}</span>
            </a>
          </>
        ),
      }))}
    />
  );
}

/** "2 outstanding, 3 good; 1 of them worse than before". */
function sayJudgements(services: Figures['services']): string {
  const judgements = services.flatMap(({ judgement }) => judgement ?? []);
  if (judgements.length === 0) return 'None of its services has been judged yet';
  const counts = Object.entries(JUDGEMENT_LABELS).flatMap(([judgement, label]) => {
    const count = judgements.filter((other) => other === judgement).length;
    return count > 0 ? [`${count} ${label.toLowerCase()}`] : [];
  });
  const worse = services.filter(({ trend }) => trend === 'worse').length;
  return `${counts.join(', ')}; ${worse === 0 ? 'none' : worse} worse than before`;
}

function sayAdmissions(admissions: Admission[]): string {
  const none = (count: number) => (count === 0 ? 'none' : String(count));
  const suspended = admissions.filter(({ status }) => status === 'suspended').length;
  const held = admissions.filter(({ holds }) => holds.length > 0).length;
  if (admissions.length === 0) return 'None that you may see';
  return `${countOf(admissions.length, 'lot')}; ${none(suspended)} suspended, ${none(held)} with a hold on new referrals`;
}

/** Children of the reader's own authority in services that a judgement holds. */
function sayReviews(reviews: Figures['reviews']): string {
  if (!reviews || reviews.placements === 0) return '';
  return `; you have reviewed ${sayShare(reviews.reviewed, reviews.placements)} of your placements in held services`;
}

function sayVisits({ last, planned, openActions, overdueActions }: Figures['visits']): string {
  const next = planned > 0 ? `; ${countOf(planned, 'visit')} planned` : '';
  if (!last) return `None that you may read${next}`;
  const overall = last.overall ? OVERALL_LABELS[last.overall].toLowerCase() : 'not said';
  const actions = `${countOf(openActions, 'open action')}, ${overdueActions} overdue`;
  return `${formatDate(last.visitedOn)}: ${overall}; ${actions}${next}`;
}

function sayTold({ notifications, onTime, medianMinutes }: NonNullable<Figures['notifications']>): string {
  if (medianMinutes === null) return 'None was sent';
  return `${sayShare(onTime, notifications.length)}; half of them within ${sayMinutes(medianMinutes).toLowerCase()}`;
}

function sayDocuments(documents: NonNullable<Figures['documents']>): string {
  if (documents.length === 0) return 'None added';
  const count = (state: DocumentState) => documents.filter((document) => document.state === state).length;
  return `${countOf(documents.length, 'document')}; ${count('expired')} expired, ${count('expires_soon')} to expire within 30 days`;
}

const TREND_TONES: Partial<Record<Trend, Tone>> = { better: 'good', worse: 'bad' };

function Services({ services }: { services: Figures['services'] }) {
  if (services.length === 0) return <None>It has no registered services here.</None>;
  return (
    <Table
      caption="Services and their judgements"
      rows={services}
      rowKey={(row) => row.id}
      columns={[
        { heading: 'Service', cell: sayService },
        { heading: 'Latest', cell: (row) => <Judgement judgement={row.judgement} /> },
        { heading: 'Inspected', cell: (row) => row.inspectedOn && formatShortDate(row.inspectedOn), short: true },
        { heading: 'Before', cell: (row) => row.previous && JUDGEMENT_LABELS[row.previous] },
        { heading: 'Trend', cell: (row) => <TrendTag trend={row.trend} /> },
      ]}
    />
  );
}

function TrendTag({ trend }: { trend: Trend }) {
  const tone = TREND_TONES[trend];
  return tone ? <StatusTag tone={tone}>{TREND_LABELS[trend]}</StatusTag> : TREND_LABELS[trend];
}

type Admission = Figures['admissions'][number];

function Admissions({ admissions }: { admissions: Admission[] }) {
  if (admissions.length === 0) return <None>None in a purchasing system that you may see.</None>;
  return (
    <Table
      caption="Places in lots"
      rows={admissions}
      rowKey={(row) => row.id}
      columns={[
        {
          heading: 'Purchasing system',
          cell: (row) => (
            <Link className="link" to={`/purchasing-systems/${row.systemId}`}>
              {row.systemTitle}
            </Link>
          ),
        },
        { heading: 'Lot', cell: (row) => `${row.lotNumber}. ${row.lotTitle}` },
        { heading: 'Tier', cell: (row) => row.tier, figure: true },
        { heading: 'Status', cell: (row) => <AdmissionStatus admission={row} /> },
        { heading: 'Holds on new referrals', cell: (row) => sayHolds(row.holds) },
      ]}
    />
  );
}

function AdmissionStatus({ admission }: { admission: Admission }) {
  const { label, tone } = ADMISSION_STATUS[admission.status] ?? { label: admission.status, tone: 'neutral' };
  const why = admission.suspension === 'document' ? ', a document expired' : '';
  return (
    <>
      <StatusTag tone={tone}>{label}</StatusTag>
      {admission.suspendedOn && ` since ${formatShortDate(admission.suspendedOn)}${why}`}
      {admission.endedOn && ` on ${formatShortDate(admission.endedOn)}`}
    </>
  );
}

const sayHolds = (holds: Admission['holds']) =>
  holds.map(({ urn, judgement }) => `${urn}: ${JUDGEMENT_LABELS[judgement] ?? judgement}`).join('; ') || 'None';

function StaleVacancies({ vacancies, now }: { vacancies: Figures['vacancies']; now: Date }) {
  if (vacancies.published === 0) return <None>It has published no vacancy.</None>;
  if (vacancies.stale.length === 0) return <None>All were confirmed in the last 7 days.</None>;
  return (
    <Table
      caption="Vacancies not confirmed for a week"
      rows={vacancies.stale}
      rowKey={(row) => row.id}
      rowLink={(row) => `/vacancies/${row.id}`}
      columns={[
        { heading: 'Vacancy', cell: (row) => row.title },
        { heading: 'Service', cell: (row) => row.urn },
        { heading: 'Confirmed', cell: (row) => (row.confirmedAt ? daysAgo(row.confirmedAt, now) : 'Never') },
      ]}
    />
  );
}

const DOCUMENT_TONES: Record<DocumentState, Tone> = { in_date: 'good', expires_soon: 'warning', expired: 'bad' };

type Document = NonNullable<Figures['documents']>[number];

function Documents({ documents }: { documents: Document[] }) {
  if (documents.length === 0) return <None>No documents, of those that you may know of.</None>;
  return (
    <Table
      caption="Documents, the first to expire first"
      rows={documents}
      rowKey={(row) => row.id}
      columns={[
        { heading: 'Kind', cell: (row) => documentKindLabel(row.documentKind) },
        ...(documents.some(({ title }) => title !== null)
          ? [{ heading: 'Document', cell: (row: Document) => row.title }]
          : []),
        {
          heading: 'Valid to',
          cell: (row) => (row.expiresOn ? formatShortDate(row.expiresOn) : 'No end'),
          short: true,
        },
        {
          heading: 'State',
          cell: (row) => <StatusTag tone={DOCUMENT_TONES[row.state]}>{DOCUMENT_STATE_LABELS[row.state]}</StatusTag>,
        },
      ]}
    />
  );
}
