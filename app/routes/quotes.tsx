import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { isFrom } from '../domain/accounts/actor.ts';
import {
  admissionAsked,
  type BirthdayFields,
  birthdaySchema,
  type QuoteFields,
  quoteParams,
  quoteSchema,
} from '../domain/price-schedules/quote-form.ts';
import { getAdmissionToPrice, quoteAdmission } from '../domain/price-schedules/quotes.server.ts';
import { ADMISSION_STATUS } from '../domain/purchasing-systems/purchasing-system.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { idParam } from '../http/params.ts';
import { type ActorVisit, withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { BirthdayQuestion } from '../ui/birthday-question.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { QuoteBreakdown } from '../ui/quote-breakdown.tsx';
import { QuoteQuestions } from '../ui/quote-questions.tsx';

export const meta: MetaFunction = () => [{ title: 'Price a place – Sufficiency Market' }];

/** What the address asks: of whose prices, and for which child and stay; null where it asks for no price yet. */
async function askedIn(request: Request, { db, actor }: ActorVisit) {
  const asked = new URL(request.url).searchParams;
  const admission = await getAdmissionToPrice(db, actor, idParam(admissionAsked(asked), 'Admission'));
  const today = todayInLondon();
  const submission = asked.has('age')
    ? parseWithZod(quoteParams(asked, today), { schema: quoteSchema(today, admission.addOns) })
    : null;
  return { admission, today, submission };
}

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (visit) => {
    const { db, actor } = visit;
    const { admission, today, submission } = await askedIn(request, visit);
    const page = { admission, today, own: isFrom(actor, 'provider') };
    if (!submission) return { ...page, lastResult: null, priced: null };
    const lastResult = submission.reply();
    if (submission.status !== 'success') return data({ ...page, lastResult, priced: null }, { status: 400 });
    return { ...page, lastResult, priced: await quoteAdmission(db, actor, { admission, question: submission.value }) };
  });
}

/** Nothing is changed: the birthday is posted so that no address, and no log of addresses, holds it. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  return withActor(request, async (visit) => {
    const { admission, submission } = await askedIn(request, visit);
    if (submission?.status !== 'success' || admission.ageBasis !== 'in_stay')
      throw data({ message: 'No birthday is asked for here' }, { status: 400 });
    const question = submission.value;
    const known = parseWithZod(form, { schema: birthdaySchema(question.from) });
    if (known.status !== 'success') return data({ lastResult: known.reply(), priced: null }, { status: 400 });
    const { birthday } = known.value;
    const priced = await quoteAdmission(visit.db, visit.actor, { admission, question, birthday });
    return { lastResult: known.reply(), priced };
  });
}

export default function QuotePage() {
  const { admission, today, own, lastResult, ...asked } = useLoaderData<typeof loader>();
  const withBirthday = useActionData<typeof action>();
  const priced = withBirthday?.priced ?? asked.priced;
  const [form, fields] = useForm<QuoteFields>({
    id: 'quote',
    lastResult,
    defaultValue: { from: today, siblings: '0', weeks: '26' },
  });
  const [birthdayForm, birthdayFields] = useForm<BirthdayFields>({
    id: 'birthday-form',
    lastResult: withBirthday?.lastResult ?? null,
  });
  const birthday = {
    question: <BirthdayQuestion field={birthdayFields.birthday} />,
    isKnown: Boolean(withBirthday?.priced),
  };
  const questions = <QuoteQuestions fields={fields} admission={admission} own={own} />;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={own ? '/price-schedules' : `/purchasing-systems/${admission.systemId}`}>
            {own ? 'Prices' : admission.systemTitle}
          </Link>
        }
        title={own ? 'Price a place with you' : `Price a place with ${admission.providerName}`}
        lead={`Lot ${admission.lotNumber}: ${admission.lotTitle}${own ? ` of ${admission.systemTitle}` : ''}. Nothing you enter is stored; enter nothing that identifies a child.`}
      />
      <ErrorSummary errors={{ ...form.allErrors, ...birthdayForm.allErrors }} />
      {admission.status !== 'active' && (
        <div className="mb-6">
          <Warning>
            This admission takes no new children: {ADMISSION_STATUS[admission.status]?.label.toLowerCase()}. Prices are
            shown for information.
          </Warning>
        </div>
      )}
      {priced ? (
        <>
          <QuoteBreakdown priced={priced} birthday={admission.ageBasis === 'in_stay' ? birthday : null} />
          <details className="mt-12 rounded-md border border-line px-4 py-3" open={priced.quote === undefined}>
            <summary className="link w-fit cursor-pointer font-medium">Change the child or the stay</summary>
            <div className="mt-4">{questions}</div>
          </details>
        </>
      ) : (
        questions
      )}
    </>
  );
}
