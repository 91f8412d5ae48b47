import { type SubmissionResult, useForm } from '@conform-to/react';
import type { ReactNode } from 'react';
import type { LotToJoin } from '../domain/lot-applications/application-checks.server.ts';
import { formatInstant } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { Button, ButtonLink } from './button.tsx';
import { FormPage } from './form.tsx';
import { lotInWords } from './lot-application.tsx';
import { noticeAndUplifts } from './lot-terms.tsx';
import { Warning } from './notice.tsx';
import { PageHeader } from './page-header.tsx';
import { SummaryList } from './summary-list.tsx';

interface StartProps {
  lot: LotToJoin;
  formKey: string;
  /** When the round ends that is open now; null: there are no rounds. */
  closesAt: Date | null;
  /** How many questions are asked. */
  questions: number;
  /** Why the provider cannot apply, in words. */
  obstacles: string[];
  lastResult: SubmissionResult<string[]> | null;
  context: ReactNode;
}

/** What applying to a lot means, and the button that begins it, or what is in the way. */
export function StartLotApplication({ lot, formKey, closesAt, questions, obstacles, lastResult, context }: StartProps) {
  const [form] = useForm({ id: 'start', lastResult });
  return (
    <>
      <PageHeader context={context} title={`Apply to ${lotInWords(lot)}`} lead={lot.description || undefined} />
      <FormPage id={form.id} errors={form.allErrors}>
        <input type="hidden" name="key" value={formKey} />
        {obstacles.length > 0 ? (
          <>
            <Warning>
              <p>You cannot apply to this lot now:</p>
              <ul className="mt-1 list-disc pl-5">
                {obstacles.map((obstacle) => (
                  <li key={obstacle}>{obstacle}</li>
                ))}
              </ul>
            </Warning>
            <ButtonLink to={`/purchasing-systems/${lot.systemId}`} look="secondary">
              Read about the purchasing system
            </ButtonLink>
          </>
        ) : (
          <>
            <div className="prose">
              <ul>
                <li>
                  {lot.leadName} asks {countOf(questions, 'question')}. What your profile answers is filled in for you;
                  you may change it for this application.
                </li>
                <li>Until you submit it, nobody outside your organisation sees it. You may save it and return.</li>
                <li>The decision is due {lot.evaluationDays} working days after you submit it. Joining is free.</li>
                {closesAt && <li>Applications are taken until {formatInstant(closesAt)}.</li>}
              </ul>
            </div>
            <SummaryList rows={noticeAndUplifts(lot)} />
            <Button>Start application</Button>
          </>
        )}
      </FormPage>
    </>
  );
}
