import { type SubmissionResult, useForm } from '@conform-to/react';
import { REVIEW_OUTCOME_LABELS, REVIEW_OUTCOMES, type ReviewOutcome } from '../domain/admissions/placement-review.ts';
import type { PlacementReviewFields } from '../domain/admissions/placement-review-form.ts';
import { formatShortDate, londonDate } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { Button } from './button.tsx';
import { Choices, TextArea } from './fields.tsx';
import { FormPage } from './form.tsx';
import { Section } from './page-header.tsx';
import { StatusTag } from './status-tag.tsx';
import { type Column, Table } from './table.tsx';

interface Placement {
  id: string;
  reference: string;
  startedOn: string;
  outcome: ReviewOutcome | null;
  reason: string | null;
  reviewedAt: Date | null;
  reviewerName: string | null;
}

export interface Progress {
  authorities: number;
  reviewed: number;
}

/** How many members have done theirs; never about whom. */
export const sayProgress = ({ authorities, reviewed }: Progress): string =>
  authorities === 0
    ? 'No authority of the system has a child living there.'
    : `Authorities with children living there: ${authorities}. Those that have reviewed every placement: ${reviewed}.`;

export function ReviewProgress({ progress }: { progress: Progress }) {
  return <p className="mb-6 max-w-[640px]">{sayProgress(progress)}</p>;
}

const COLUMNS: Column<Placement>[] = [
  { heading: 'Placement', cell: (row) => row.reference },
  { heading: 'There since', cell: (row) => formatShortDate(row.startedOn), short: true },
  {
    heading: 'Review',
    cell: (row) => (row.outcome ? REVIEW_OUTCOME_LABELS[row.outcome] : <StatusTag tone="bad">To review</StatusTag>),
  },
  { heading: 'Reasons', cell: (row) => <span className="whitespace-pre-wrap break-words">{row.reason || '–'}</span> },
  {
    heading: 'Recorded',
    cell: (row) =>
      row.reviewedAt
        ? `${formatShortDate(londonDate(row.reviewedAt))}${row.reviewerName ? `, ${row.reviewerName}` : ''}`
        : '–',
  },
];

export function ReviewedPlacements({ placements }: { placements: Placement[] }) {
  return (
    <Table
      caption={`${countOf(placements.length, 'placement')} of your authority`}
      columns={COLUMNS}
      rows={placements}
      rowKey={(row) => row.id}
    />
  );
}

const OUTCOMES = REVIEW_OUTCOMES.map((value) => ({ value, label: REVIEW_OUTCOME_LABELS[value] }));

interface FormProps {
  placements: Placement[];
  lastResult: SubmissionResult<string[]> | null;
}

/** One outcome for those that are ticked: none at first, since each child's is a decision of its own. */
export function PlacementReviewForm({ placements, lastResult }: FormProps) {
  const [form, fields] = useForm<PlacementReviewFields>({ id: 'review', lastResult });
  return (
    <Section
      title="Record a review"
      lead="One outcome for all that you tick. Record again for the others, or when something changes."
    >
      <FormPage id="review" errors={form.allErrors} order={['placementIds', 'outcome', 'reason']}>
        <Choices
          field={fields.placementIds}
          label="Placements"
          type="checkbox"
          options={placements.map(({ id, reference, outcome }) => ({
            value: id,
            label: outcome ? `${reference} (reviewed)` : reference,
          }))}
        />
        <Choices field={fields.outcome} label="What the review came to" type="radio" options={OUTCOMES} />
        <TextArea
          field={fields.reason}
          label="Reasons"
          hint="Needed where the child stays. Your authority alone reads them. Never name a child, or write anything that tells who one is."
          rows={5}
        />
        <Button>Record the review</Button>
      </FormPage>
    </Section>
  );
}
