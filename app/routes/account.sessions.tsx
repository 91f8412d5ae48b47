import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { endEverySession, endSession, listSessions } from '../domain/accounts/account-sessions.server.ts';
import { deviceOf } from '../domain/accounts/device.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { answeringRefusals, personOf } from '../http/with-actor.server.ts';
import { formatInstant } from '../lib/dates.ts';
import { asIdentity } from '../transactions.server.ts';
import { BackToAccount } from '../ui/back-to-account.tsx';
import { Button } from '../ui/button.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { StatusTag } from '../ui/status-tag.tsx';
import { Table } from '../ui/table.tsx';

export const meta: MetaFunction = () => [{ title: 'Your sessions – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const person = await personOf(request);
  const sessions = await asIdentity((db) => listSessions(db, person));
  return {
    sessions: sessions.map(({ id, userAgent, ipAddress, startedAt, lastSeenAt }) => ({
      id,
      isThisOne: id === person.sessionId,
      device: deviceOf(userAgent),
      address: ipAddress || 'Not known',
      started: formatInstant(startedAt),
      lastSeen: formatInstant(lastSeenAt),
    })),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const person = await personOf(request);
  const form = await formDataOf(request);
  return answeringRefusals(async () => {
    if (form.get('intent') === 'everywhere') {
      await asIdentity((db) => endEverySession(db, person));
      return redirect('/sign-in');
    }
    const sessionId = idParam(form.get('session')?.toString(), 'Session');
    await asIdentity((db) => endSession(db, person, sessionId));
    return redirectWithNotice('/account/sessions', 'The session is ended');
  });
}

export default function SessionsPage() {
  const { sessions } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        context={<BackToAccount />}
        title="Your sessions"
        lead="Where you are signed in. A session ends by itself after 12 hours without use, and after a week."
      />
      <Table
        caption="Open sessions"
        rows={sessions}
        rowKey={(row) => row.id}
        columns={[
          {
            heading: 'Device',
            cell: (row) => (
              <span className="flex flex-wrap items-center gap-2">
                {row.device} {row.isThisOne && <StatusTag tone="accent">This one</StatusTag>}
              </span>
            ),
          },
          { heading: 'Network address', cell: (row) => row.address },
          { heading: 'Signed in', cell: (row) => row.started },
          { heading: 'Last seen', cell: (row) => row.lastSeen },
          {
            heading: 'End it',
            cell: (row) => (
              <Form method="post">
                <button type="submit" name="session" value={row.id} className="link cursor-pointer">
                  {row.isThisOne ? 'Sign out' : 'End session'}
                  <span className="sr-only">
                    : {row.device}, signed in {row.started}
                  </span>
                </button>
              </Form>
            ),
          },
        ]}
      />
      <Section
        title="Sign out everywhere"
        lead="Ends every session, this one as well. Do so where a device is lost or somebody knows your password; then change the password."
      >
        <Form method="post">
          <Button name="intent" value="everywhere" look="danger">
            Sign out everywhere
          </Button>
        </Form>
      </Section>
    </>
  );
}
