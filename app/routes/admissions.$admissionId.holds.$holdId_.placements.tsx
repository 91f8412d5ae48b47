import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { PlacementReview } from '../domain/admissions/placement-review-form.ts';
import { getPlacementReviews, recordPlacementReviews } from '../domain/admissions/placement-reviews.server.ts';
import { JUDGEMENT_LABELS } from '../domain/services/accommodation.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { holdParams } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatDate, todayInLondon } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PlacementReviewForm, ReviewedPlacements, ReviewProgress } from '../ui/placement-reviews.tsx';

export const meta: MetaFunction = () => [{ title: 'Review placements – Sufficiency Market' }];

const keyOf = (params: LoaderFunctionArgs['params']) => ({ ...holdParams(params), today: todayInLondon() });

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { admission, ...reviews } = await getPlacementReviews(db, actor, keyOf(params));
    const { id, providerName, lotNumber } = admission;
    return { id, providerName, lotNumber, ...reviews };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const submission = parseWithZod(await formDataOf(request), { schema: PlacementReview });
  return withActor(
    request,
    async ({ db, actor }) => {
      const key = keyOf(params);
      await getPlacementReviews(db, actor, key);
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const { reviewed } = await recordPlacementReviews(db, actor, { ...key, ...submission.value });
      const page = `/admissions/${key.admissionId}/holds/${key.id}/placements`;
      return redirectWithNotice(page, `The review of ${countOf(reviewed, 'placement')} is recorded`);
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function PlacementReviewsPage() {
  const { id, providerName, lotNumber, hold, placements, progress } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={`/admissions/${id}`}>
            {providerName}, lot {lotNumber}
          </Link>
        }
        title={`Your placements in URN ${hold.urn}`}
        lead={`Ofsted judged this service of ${providerName} “${JUDGEMENT_LABELS[hold.judgement] ?? hold.judgement}” after its inspection of ${formatDate(hold.inspectedOn)}. Review each child’s placement there.`}
      />
      {progress && <ReviewProgress progress={progress} />}
      {hold.liftedAt !== null && (
        <div className="mb-6 max-w-[640px]">
          <Warning>This hold is lifted: it asks for no review any more. What was recorded stays.</Warning>
        </div>
      )}
      {placements.length === 0 ? (
        <EmptyState title="No child of your authority lives there">There is nothing for you to review.</EmptyState>
      ) : (
        <>
          <ReviewedPlacements placements={placements} />
          {hold.liftedAt === null && <PlacementReviewForm placements={placements} lastResult={lastResult ?? null} />}
        </>
      )}
    </>
  );
}
