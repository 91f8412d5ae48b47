import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { OrganisationChoice, type OrganisationChoiceFields } from '../domain/accounts/member-form.ts';
import { chooseOrganisation, listMemberships } from '../domain/accounts/organisations.server.ts';
import { nameRoles } from '../domain/accounts/roles.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { localAddress } from '../http/local-address.ts';
import { withPerson } from '../http/with-actor.server.ts';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Choose an organisation – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  return withPerson(request, async ({ db, person, actor }) => ({
    next: localAddress(new URL(request.url).searchParams.get('next'), '/home'),
    memberships: await listMemberships(db, person),
    chosen: actor?.organisationId ?? null,
    email: person.email,
  }));
}

export async function action({ request }: ActionFunctionArgs) {
  return withPerson(request, async ({ db, person }) => {
    const submission = parseWithZod(await formDataOf(request), { schema: OrganisationChoice });
    if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
    await chooseOrganisation(db, person, submission.value.organisation);
    return redirect(localAddress(submission.value.next, '/home'));
  });
}

export default function ChoosePage() {
  const { next, memberships, chosen } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<OrganisationChoiceFields>({
    id: 'choose',
    lastResult: lastResult ?? null,
    defaultValue: chosen ? { organisation: chosen } : {},
  });
  if (memberships.length === 0) return <NoOrganisation />;
  const options = memberships.map(({ organisationId, name, roles }) => ({
    value: organisationId,
    label: name,
    hint: nameRoles(roles),
  }));
  return (
    <>
      <PageHeader
        title="For whom do you act?"
        lead="You see and do what your roles there allow, and nothing of your other organisations until you switch."
      />
      <FormPage id="choose" errors={form.allErrors}>
        <input type="hidden" name="next" value={next} />
        <Choices field={fields.organisation} label="Organisation" type="radio" options={options} />
        <Button>Continue</Button>
      </FormPage>
    </>
  );
}

function NoOrganisation() {
  const { email } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="You act for no organisation here" />
      <div className="prose">
        <p>
          You are signed in as {email}. Ask an administrator of your organisation to invite that address. If your
          organisation is not here yet,{' '}
          <Link className="link" to="/apply">
            apply for it
          </Link>
          .
        </p>
      </div>
      <form method="post" action="/sign-out" className="mt-6">
        <Button look="secondary">Sign out</Button>
      </form>
    </>
  );
}
