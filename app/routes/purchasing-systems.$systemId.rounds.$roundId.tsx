import { useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { EditedRound, type RoundFields, toRoundFields } from '../domain/purchasing-systems/application-round-form.ts';
import { getRoundToRun, removeRound, saveRound } from '../domain/purchasing-systems/application-rounds.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { formatInstant } from '../lib/dates.ts';
import { Button } from '../ui/button.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader, Section } from '../ui/page-header.tsx';
import { RoundForm } from '../ui/round-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Change a round – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const { system, round } = await getRoundToRun(db, actor, roundKey(params));
    return { systemId: system.id, round, stored: toRoundFields(round) };
  });
}

const roundKey = (params: LoaderFunctionArgs['params']) => ({
  systemId: idParam(params.systemId, 'Purchasing system'),
  roundId: idParam(params.roundId, 'Round'),
});

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  const submission = parseWithZod(form, { schema: EditedRound });
  return withActor(
    request,
    async ({ db, actor }) => {
      const key = roundKey(params);
      await getRoundToRun(db, actor, key);
      const address = `/purchasing-systems/${key.systemId}/rounds`;
      if (form.get('intent') === 'remove') {
        await removeRound(db, actor, key);
        return redirectWithNotice(address, 'Round removed');
      }
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      await saveRound(db, actor, { ...key, ...submission.value });
      return redirectWithNotice(address, 'Round saved');
    },
    { onConflict: (message) => data(submission.reply({ formErrors: [message] }), { status: 409 }) },
  );
}

export default function RoundPage() {
  const { systemId, round, stored } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form] = useForm<RoundFields>({ id: 'round', lastResult: lastResult ?? null, defaultValue: stored });
  const address = `/purchasing-systems/${systemId}/rounds`;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={address}>
            Application rounds
          </Link>
        }
        title={round.title}
      />
      {round.hasClosed ? (
        <p>
          Open from {formatInstant(round.opensAt)} to {formatInstant(round.closesAt)}. It has closed and stays as it
          was.
        </p>
      ) : (
        <>
          {round.hasOpened && (
            <div className="mb-6 max-w-[640px]">
              <Warning>This round is open: its beginning stands. Its end can move.</Warning>
            </div>
          )}
          <RoundForm form={form} submit="Save round" cancel={address} />
        </>
      )}
      {!round.hasOpened && (
        <Section
          title="Remove"
          lead="A round that has not opened can go, unless a provider has begun an application for it."
        >
          <Form method="post">
            <Button name="intent" value="remove" look="danger">
              Remove round
            </Button>
          </Form>
        </Section>
      )}
    </>
  );
}
