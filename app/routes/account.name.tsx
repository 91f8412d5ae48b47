import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { changeName } from '../domain/accounts/account.server.ts';
import { ChangeName } from '../domain/accounts/account-form.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { personOf } from '../http/with-actor.server.ts';
import { asIdentity } from '../transactions.server.ts';
import { BackToAccount } from '../ui/back-to-account.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { FormPage } from '../ui/form.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Change your name – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { name } = await personOf(request);
  return { name };
}

export async function action({ request }: ActionFunctionArgs) {
  const person = await personOf(request);
  const submission = parseWithZod(await formDataOf(request), { schema: ChangeName });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  await asIdentity((db) => changeName(db, person, submission.value.name));
  return redirectWithNotice('/account', 'Your name is changed');
}

export default function NamePage() {
  const { name } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ name: string }>({
    id: 'change-name',
    lastResult: lastResult ?? null,
    defaultValue: { name },
  });
  return (
    <>
      <PageHeader
        context={<BackToAccount />}
        title="Change your name"
        lead="As the people of your organisation see it."
      />
      <FormPage id="change-name" errors={form.allErrors}>
        <TextField field={fields.name} label="Name" autoComplete="name" width={36} />
        <Button>Change name</Button>
      </FormPage>
    </>
  );
}
