import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useLocation } from '@remix-run/react';
import { isFrom } from '../domain/accounts/actor.ts';
import { listAdmissions } from '../domain/admissions/admissions.server.ts';
import { pageHref, pageOf } from '../http/query.ts';
import { withActor } from '../http/with-actor.server.ts';
import { todayInLondon } from '../lib/dates.ts';
import { AdmissionTable } from '../ui/admission-list.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Pagination } from '../ui/pagination.tsx';

export const meta: MetaFunction = () => [{ title: 'Admissions – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const own = isFrom(actor, 'provider');
    const query = { toReview: !own, page: pageOf(request), today: todayInLondon() };
    return { own, found: await listAdmissions(db, actor, query) };
  });
}

export default function AdmissionsPage() {
  const { own, found } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const title = own ? 'Your admissions' : 'Holds and suspensions';
  return (
    <>
      <PageHeader
        title={title}
        lead={
          own
            ? 'The lots that you are in or have applied to, with what each asks of you.'
            : 'Admissions that are suspended, or have services held, in the purchasing systems your authority belongs to.'
        }
      />
      {found.total === 0 ? (
        <EmptyState title={own ? 'You are in no lot yet' : 'Nothing is held or suspended'}>
          {own ? 'See how to join in ' : 'Everybody else is listed with '}
          <Link className="link" to="/purchasing-systems">
            the purchasing systems
          </Link>
          .
        </EmptyState>
      ) : (
        <AdmissionTable caption={title} rows={found.admissions} oneSystem={false} own={own} />
      )}
      <Pagination {...found} href={(page) => pageHref(search, page)} />
    </>
  );
}
