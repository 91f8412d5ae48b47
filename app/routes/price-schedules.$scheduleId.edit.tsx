import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { fillIn } from '../domain/price-schedules/pasted-prices.ts';
import { editedSchedule, Pasted, toEditorFields } from '../domain/price-schedules/price-schedule-form.ts';
import { type PriceValues, toPriceValues } from '../domain/price-schedules/price-values.ts';
import { earlierPence, getScheduleToWrite, saveSchedule } from '../domain/price-schedules/schedule-drafts.server.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import { idParam } from '../http/params.ts';
import { withActor } from '../http/with-actor.server.ts';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PriceScheduleEditor } from '../ui/price-schedule-editor.tsx';

/** Checks amounts, and takes pasted ones, as they are typed. */
export const handle = { script: true };

export const meta: MetaFunction = () => [{ title: 'Edit prices – Sufficiency Market' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async ({ db, actor }) => {
    const schedule = await getScheduleToWrite(db, actor, idParam(params.scheduleId, 'Price schedule'));
    const { id, systemTitle, lotNumber, lotTitle, status, isOpen, grid, written } = schedule;
    const stored = toEditorFields(schedule, toPriceValues(written));
    return { id, systemTitle, lotNumber, lotTitle, status, isOpen, grid, stored, before: earlierPence(schedule) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await formDataOf(request);
  const typed: PriceValues = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  const answer = (errors: Record<string, string[] | null>, status: number) =>
    data({ values: typed, errors: errors as Record<string, string[]>, placed: null }, { status });
  return withActor(
    request,
    async ({ db, actor }) => {
      const { id, grid } = await getScheduleToWrite(db, actor, idParam(params.scheduleId, 'Price schedule'));
      const pasted = parseWithZod(form, { schema: Pasted });
      if (pasted.status !== 'success') return answer(pasted.error ?? {}, 400);
      if (pasted.value.paste) return data({ ...fillIn(grid, typed, pasted.value.paste), errors: {} }, { status: 200 });
      const submission = parseWithZod(form, { schema: editedSchedule(grid) });
      if (submission.status !== 'success') return answer(submission.error ?? {}, 400);
      await saveSchedule(db, actor, { id, ...submission.value });
      return redirectWithNotice(`/price-schedules/${id}`, 'Draft saved');
    },
    { onConflict: (message) => answer({ '': [`${message}. What you typed is below and is not saved.`] }, 409) },
  );
}

export default function EditSchedulePage() {
  const { id, systemTitle, lotNumber, lotTitle, isOpen, grid, stored, before } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const address = `/price-schedules/${id}`;
  return (
    <>
      <PageHeader
        context={
          <Link className="link" to={address} reloadDocument>
            Price schedule
          </Link>
        }
        title="Edit prices"
        lead={`Lot ${lotNumber}: ${lotTitle}, ${systemTitle}. Nobody outside your organisation sees a draft.`}
      />
      {!isOpen && (
        <div className="mb-6 max-w-[760px]">
          <Warning>
            This schedule cannot be changed now.{' '}
            <Link className="link" to={address} reloadDocument>
              See what became of it
            </Link>
          </Warning>
        </div>
      )}
      <PriceScheduleEditor
        grid={grid}
        values={answered?.values ?? stored}
        errors={answered?.errors ?? {}}
        placed={answered?.placed ?? null}
        before={before}
        cancel={address}
        csv={`${address}.csv`}
      />
    </>
  );
}
