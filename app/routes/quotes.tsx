import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { isFrom } from '../domain/accounts/actor.ts';
import { admissionAsked, type QuoteFields, quoteParams, quoteSchema } from '../domain/price-schedules/quote-form.ts';
import { getAdmissionToPrice, quoteAdmission } from '../domain/price-schedules/quotes.server.ts';
import { ADMISSION_STATUS } from '../domain/purchasing-systems/purchasing-system.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { QuoteBreakdown } from '../ui/quote-breakdown.tsx';
import { QuoteQuestions } from '../ui/quote-questions.tsx';

export const meta: MetaFunction = () => [{ title: 'Price a place – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const asked = new URL(request.url).searchParams;
    const admission = await getAdmissionToPrice(db, actor, idParam(admissionAsked(asked), 'Admission'));
    const today = todayInLondon();
    const page = { admission, today, own: isFrom(actor, 'provider') };
    if (!asked.has('age')) return { ...page, lastResult: null, priced: null };
    const submission = parseWithZod(quoteParams(asked, today), { schema: quoteSchema(today, admission.addOns) });
    const lastResult = submission.reply();
    if (submission.status !== 'success') return data({ ...page, lastResult, priced: null }, { status: 400 });
    const priced = await quoteAdmission(db, actor, { admission, question: submission.value });
    return { ...page, lastResult, priced };
  });
}

export default function QuotePage() {
  const { admission, today, own, lastResult, priced } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<QuoteFields>({
    id: 'quote',
    lastResult,
    defaultValue: { from: today, siblings: '0', weeks: '26' },
  });
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
      <ErrorSummary errors={form.allErrors} />
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
          <QuoteBreakdown priced={priced} followsAge={admission.ageBasis === 'in_stay'} />
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
