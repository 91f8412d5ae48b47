import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { deactivateMember, getMember } from '../domain/accounts/members.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Deactivate a member – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { userId, name } = await getMember(db, actor, idParam(params.userId, 'Member'));
    return { userId, name, organisationName: actor.organisationName };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { userId, name } = await getMember(db, actor, idParam(params.userId, 'Member'));
    await deactivateMember(db, actor, userId);
    return redirectWithNotice(`/organisation/members/${userId}`, `${name} is deactivated and signed out`);
  });
}

export default function DeactivatePage() {
  const { userId, name, organisationName } = useLoaderData<typeof loader>();
  const address = `/organisation/members/${userId}`;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={address}>
            {name}
          </Link>
        }
        title={`Deactivate ${name}?`}
      />
      <FormPage id="deactivate" errors={{}}>
        <div className="prose">
          <p>When you deactivate {name}:</p>
          <ul>
            <li>they are signed out everywhere, at once, and cannot act for {organisationName}</li>
            <li>their API tokens for {organisationName} are revoked for good</li>
            <li>what they did stays, under their name; you can reactivate them later</li>
          </ul>
        </div>
        <div className="flex flex-wrap gap-3">
          <Button look="danger">Deactivate {name}</Button>
          <ButtonLink to={address} look="secondary">
            Keep their access
          </ButtonLink>
        </div>
      </FormPage>
    </>
  );
}
