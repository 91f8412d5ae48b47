import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { listKeptMail } from '../domain/mail/mail-folder.server.ts';
import { mailboxFor } from '../http/mailbox.server.ts';
import { pageHref, pageOf } from '../http/query.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Mail } from '../ui/mail.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Pagination } from '../ui/pagination.tsx';

export const meta: MetaFunction = () => [{ title: 'Development mailbox – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const folder = mailboxFor(request);
  if (!folder) throw data(null, { status: 404 });
  return listKeptMail(folder, { page: pageOf(request) });
}

export default function DevelopmentMailbox() {
  const { mails, total, page, pageSize } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  return (
    <>
      <PageHeader
        title="Development mailbox"
        lead="What this portal sends, the newest first. Nothing of it leaves this machine; with a mail server set, this page is gone."
      />
      {mails.length === 0 ? (
        <EmptyState title="Nothing was sent yet">
          Mail appears here a moment after something on the portal sends it: load this page again.
        </EmptyState>
      ) : (
        mails.map((mail) => <Mail key={mail.id} {...mail} />)
      )}
      <Pagination page={page} pageSize={pageSize} total={total} href={(number) => pageHref(search, number)} />
    </>
  );
}
