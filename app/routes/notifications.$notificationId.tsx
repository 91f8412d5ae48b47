import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { getNotification } from '../domain/monitoring/notifications.server.ts';
import { NOTIFICATION_KIND_LABELS, sayMinutes } from '../domain/monitoring/provider-notification.ts';
import { sayServiceOrWhole } from '../domain/services/service-words.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatInstant } from '../lib/dates.ts';
import { countOf } from '../lib/phrases.ts';
import { InTimeTag } from '../ui/monitoring-status.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { SummaryList } from '../ui/summary-list.tsx';

export const meta: MetaFunction = () => [{ title: 'Notification – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, ({ db, actor }) =>
    getNotification(db, actor, idParam(params.notificationId, 'Notification')),
  );
}

export default function NotificationPage() {
  const notification = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/notifications">
            Notifications
          </Link>
        }
        title={`${NOTIFICATION_KIND_LABELS[notification.kind]} at ${notification.providerName}`}
      />
      <div className="max-w-[760px]">
        <SummaryList
          rows={[
            { name: 'Service', value: sayServiceOrWhole(notification) },
            { name: 'Happened', value: formatInstant(notification.happenedAt) },
            { name: 'Notified', value: formatInstant(notification.notifiedAt) },
            {
              name: 'Time it took',
              value: (
                <>
                  {sayMinutes(notification.minutes)} <InTimeTag late={notification.late} />
                  <span className="block text-table text-muted">
                    It was to be told within {countOf(notification.withinHours, 'hour')}: the strictest of its
                    provider’s systems.
                  </span>
                </>
              ),
            },
          ]}
        />
        <Section title="What happened">
          <p className="max-w-[65ch] whitespace-pre-wrap break-words">{notification.summary}</p>
        </Section>
      </div>
    </>
  );
}
