import { randomUUID } from 'node:crypto';
import { type Submission, type SubmissionResult, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { config } from '../config.server.ts';
import {
  databaseNow,
  requireNotifier,
  sendNotification,
  strictestHours,
} from '../domain/monitoring/notifications.server.ts';
import { type NotificationFields, newNotificationSchema } from '../domain/monitoring/provider-notification-form.ts';
import { listBuyers, listVisitableServices } from '../domain/monitoring/suppliers.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { withActor } from '../http/with-actor.server.ts';
import { countOf } from '../lib/phrases.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { NotificationForm } from '../ui/notification-form.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Notify authorities – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    requireNotifier(actor);
    const buyers = await listBuyers(db, actor);
    const services = await listVisitableServices(db, actor.organisationId);
    return {
      key: randomUUID(),
      buyers: buyers.map(({ name }) => name),
      services,
      withinHours: await strictestHours(db, actor),
    };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  const refuse = (reply: SubmissionResult<string[]>, status: 400 | 409) => data(reply, { status });
  let typed: Submission<NotificationFields> | undefined;
  return withActor(
    request,
    async ({ db, actor }) => {
      requireNotifier(actor);
      const submission = parseWithZod(form, { schema: newNotificationSchema(await databaseNow(db)) });
      typed = submission as Submission<NotificationFields>;
      if (submission.status !== 'success') return refuse(submission.reply(), 400);
      const { id } = await sendNotification(db, actor, { ...submission.value, publicUrl: config.publicUrl });
      return redirectWithNotice(`/notifications/${id}`, 'Authorities are notified');
    },
    { onConflict: (message) => refuse(typed?.reply({ formErrors: [message] }) ?? {}, 409) },
  );
}

export default function NewNotificationPage() {
  const { key, buyers, services, withinHours } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form] = useForm<NotificationFields>({ id: 'notification', lastResult: lastResult ?? null });
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to="/notifications">
            Notifications
          </Link>
        }
        title="Notify authorities"
        lead={
          buyers.length > 0 &&
          'Commissioners and brokers get an e-mail that there is a notification, and read it here. It cannot be changed afterwards.'
        }
      />
      {buyers.length === 0 ? (
        <EmptyState title="No authority buys from you here">
          Authorities are notified once you are admitted to a lot of a purchasing system that they are members of.
        </EmptyState>
      ) : (
        <>
          <details className="mb-6">
            <summary className="link w-fit cursor-pointer">
              It goes to {countOf(buyers.length, 'authority', 'authorities')}
            </summary>
            <p className="mt-2 max-w-[65ch] border-l-4 border-line pl-4">{buyers.join(', ')}</p>
          </details>
          <NotificationForm form={form} services={services} withinHours={withinHours}>
            <input type="hidden" name="key" value={key} />
          </NotificationForm>
        </>
      )}
    </>
  );
}
