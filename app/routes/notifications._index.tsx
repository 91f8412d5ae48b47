import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { isFrom } from '../domain/accounts/actor.ts';
import { canNotify } from '../domain/monitoring/monitoring-policy.ts';
import { listNotifications } from '../domain/monitoring/notifications.server.ts';
import { pageHref, pageOf } from '../http/query.ts';
import { withActor } from '../http/with-actor.server.ts';
import { ButtonLink } from '../ui/button.tsx';
import { DownloadLink } from '../ui/download-link.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { NotificationTable } from '../ui/notification-table.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Pagination } from '../ui/pagination.tsx';

export const meta: MetaFunction = () => [{ title: 'Notifications – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => ({
    list: await listNotifications(db, actor, { page: pageOf(request) }),
    own: isFrom(actor, 'provider'),
    canSend: canNotify(actor),
  }));
}

export default function Notifications() {
  const { list, own, canSend } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  return (
    <>
      <PageHeader
        title="Notifications"
        lead={`${
          own
            ? 'Serious incidents, changes of manager and restrictions that you told authorities of.'
            : 'Serious incidents, changes of manager and restrictions, from providers that your authority may buy from.'
        } In time is within the hours that the strictest of the provider’s purchasing systems asked for then.`}
        action={
          <>
            {list.total > 0 && <DownloadLink href="/notifications.csv" />}
            {canSend && <ButtonLink to="/notifications/new">Notify authorities</ButtonLink>}
          </>
        }
      />
      {list.total === 0 ? (
        <EmptyState title="There are no notifications">
          {own
            ? 'When something happens that authorities must know of, a registered manager or an administrator notifies them here.'
            : 'Providers send them here, and you get an e-mail with each.'}
        </EmptyState>
      ) : (
        <NotificationTable
          caption="Notifications, the latest first"
          notifications={list.notifications}
          namesProvider={!own}
        />
      )}
      <Pagination {...list} href={(page) => pageHref(search, page)} />
    </>
  );
}
