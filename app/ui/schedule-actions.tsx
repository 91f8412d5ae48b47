import { type SubmissionResult, useForm } from '@conform-to/react';
import { Form, Link } from '@remix-run/react';
import type { PriceProblem } from '../domain/price-schedules/price-values.ts';
import type { SpendEffect } from '../domain/uplifts/uplift-effect.ts';
import { formatDate } from '../lib/dates.ts';
import { Button, ButtonLink } from './button.tsx';
import { TextArea } from './fields.tsx';
import { FormPage } from './form.tsx';
import { Warning } from './notice.tsx';
import { Section } from './page-header.tsx';
import { SpendEffectTable } from './spend-effect.tsx';

interface FormState {
  /** Of the schedule's page. */
  address: string;
  revision: number;
  lastResult: SubmissionResult<string[]> | null;
}

interface WriteScheduleProps {
  schedule: { status: string; decisions: unknown[] };
  problems: PriceProblem[];
  form: FormState;
}

const MOST_TOLD = 8;

/** What the provider may do with its schedule. */
export function WriteSchedule({ schedule: { status, decisions }, problems, form }: WriteScheduleProps) {
  if (status === 'submitted') {
    return (
      <Section title="Waiting for a decision" lead="It cannot be changed while it waits.">
        <Form method="post">
          <Revision form={form} />
          <Button name="intent" value="recall" look="secondary">
            Take it back
          </Button>
        </Form>
      </Section>
    );
  }
  if (status === 'rejected') {
    return (
      <Section title="Change and submit again" lead="Saving makes it a draft again.">
        <ButtonLink to={`${form.address}/edit`}>Edit prices</ButtonLink>
      </Section>
    );
  }
  if (status !== 'draft') return null;
  return (
    <Section title="Submit for approval" lead="The authority that leads is told, and approves or rejects the prices.">
      <Problems problems={problems} />
      <div className="mt-4 flex flex-wrap items-start gap-3">
        {problems.length === 0 && (
          <Form method="post">
            <Revision form={form} />
            <Button name="intent" value="submit">
              Submit prices
            </Button>
          </Form>
        )}
        <ButtonLink to={`${form.address}/edit`} look="secondary">
          Edit prices
        </ButtonLink>
        {decisions.length === 0 && (
          <details>
            <summary className="link min-h-11 cursor-pointer py-2.5">Discard this draft</summary>
            <Form method="post" className="mt-2 space-y-3">
              <Revision form={form} />
              <p>What it says is lost for good. Prices in force stay as they are.</p>
              <Button name="intent" value="discard" look="danger">
                Discard draft
              </Button>
            </Form>
          </details>
        )}
      </div>
    </Section>
  );
}

function Problems({ problems }: { problems: PriceProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <div className="max-w-[760px]">
      <Warning>
        <p className="font-medium">Before you can submit:</p>
        <ul className="mt-1 list-disc pl-5">
          {problems.slice(0, MOST_TOLD).map(({ name, message }) => (
            <li key={`${name} ${message}`}>{message}</li>
          ))}
          {problems.length > MOST_TOLD && <li>and {problems.length - MOST_TOLD} more</li>}
        </ul>
      </Warning>
    </div>
  );
}

const Revision = ({ form }: { form: FormState }) => <input type="hidden" name="revision" value={form.revision} />;

interface DecideScheduleProps {
  schedule: { providerName: string; validFrom: string; admissionStatus: string };
  effect: SpendEffect | null;
  form: FormState;
}

/** The decision of the authority that leads, with what it costs beside it. */
export function DecideSchedule({ schedule, effect, form: { lastResult, ...state } }: DecideScheduleProps) {
  const [form, fields] = useForm<{ reason?: string }>({ id: 'decision', lastResult });
  const isPending = schedule.admissionStatus === 'pending';
  return (
    <Section title="Decide" id="decide">
      {effect && <SpendEffectTable effects={[{ label: 'These prices', effect }]} />}
      <div className="mt-6 max-w-[640px]">
        {isPending ? (
          <Warning>
            {schedule.providerName} is not admitted to the lot yet. Its prices can be approved once it is.
          </Warning>
        ) : (
          <Form method="post" className="space-y-3">
            <Revision form={{ ...state, lastResult }} />
            <p className="text-muted">
              In force from {formatDate(schedule.validFrom)}. Prices once approved never change: a later schedule
              follows them.
            </p>
            <Button name="intent" value="approve">
              Approve prices
            </Button>
          </Form>
        )}
      </div>
      <div className="mt-8">
        <FormPage id={form.id} errors={form.allErrors}>
          <Revision form={{ ...state, lastResult }} />
          <TextArea
            field={fields.reason}
            label="Why you reject them"
            hint="The provider gets this by e-mail, word for word, and may submit again"
            rows={4}
          />
          <Button name="intent" value="reject" look="danger">
            Reject prices
          </Button>
        </FormPage>
      </div>
    </Section>
  );
}

/** The way to uplifts, for those who hold prices and those who decide. */
export const UpliftsLink = () => (
  <Link className="link" to="/uplifts">
    Uplifts
  </Link>
);
