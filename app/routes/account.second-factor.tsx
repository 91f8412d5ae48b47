import type { SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { getAccount } from '../domain/accounts/account.server.ts';
import { isSecondFactorIntent, SECOND_FACTOR, type SecondFactorIntent } from '../domain/accounts/account-form.ts';
import { formDataOf } from '../http/form-data.server.ts';
import { localAddress } from '../http/local-address.ts';
import { redirectWithNotice } from '../http/notice.server.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  confirmsPassword,
  endSecondFactor,
  makeNewRecoveryCodes,
  type SecretToAdd,
  WRONG_PASSWORD,
} from '../http/second-factor.server.ts';
import { answeringRefusals, personOf } from '../http/with-actor.server.ts';
import { asIdentity } from '../transactions.server.ts';
import { BackToAccount } from '../ui/back-to-account.tsx';
import { NoPassword } from '../ui/no-password.tsx';
import { Warning } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { AddAuthenticator, ManageSecondFactor, RecoveryCodes, StartSecondFactor } from '../ui/second-factor.tsx';

export const meta: MetaFunction = () => [{ title: 'Two-factor sign-in – Sufficiency Market' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const person = await personOf(request);
  const account = await asIdentity((db) => getAccount(db, person));
  return {
    isOn: account.hasSecondFactor,
    hasPassword: account.hasPassword,
    requiring: account.organisations.filter((one) => one.requiresTwoFactor).map(({ name }) => name),
    next: localAddress(new URL(request.url).searchParams.get('next'), '/account'),
  };
}

interface Answer {
  intent: SecondFactorIntent;
  reply?: SubmissionResult<string[]>;
  secret?: SecretToAdd;
  codes?: string[];
}

const WRONG_CODE = 'This code is not right, or it was used already: wait for the next one and enter it';

export async function action({ request }: ActionFunctionArgs) {
  const person = await personOf(request);
  const form = await formDataOf(request);
  const intent = form.get('intent');
  if (!isSecondFactorIntent(intent)) throw data({ message: 'Load the page again' }, { status: 400 });
  const submission = parseWithZod(form, { schema: SECOND_FACTOR[intent] });
  const refuse = (fieldErrors?: Record<string, string[]>, status = 400) => {
    const reply = submission.reply({ hideFields: ['password', 'code'], ...(fieldErrors && { fieldErrors }) });
    return data<Answer>({ intent, reply }, { status });
  };
  if (submission.status !== 'success') return refuse();
  const { password = '', code = '' } = submission.value as { password?: string; code?: string };
  if (intent === 'begin') {
    const secret = await beginSecondFactor(request, person, password);
    return secret ? data<Answer>({ intent, secret }) : refuse({ password: [WRONG_PASSWORD] });
  }
  if (intent !== 'confirm' && !(await confirmsPassword(person, password))) {
    return refuse({ password: [WRONG_PASSWORD] });
  }
  return answeringRefusals(
    async () => {
      if (intent === 'confirm') {
        const codes = await confirmSecondFactor(person, code);
        return codes ? data<Answer>({ intent, codes }) : refuse({ code: [WRONG_CODE] });
      }
      if (intent === 'renew') return data<Answer>({ intent, codes: await makeNewRecoveryCodes(person) });
      if (!(await endSecondFactor(person, code, intent === 'replace'))) return refuse({ code: [WRONG_CODE] });
      if (intent === 'end') return redirectWithNotice('/account', 'Two-factor sign-in is off');
      const secret = await beginSecondFactor(request, person, password);
      return secret ? data<Answer>({ intent: 'begin', secret }) : refuse({ password: [WRONG_PASSWORD] });
    },
    { onConflict: (message) => refuse({ '': [message] }, 409) },
  );
}

export default function SecondFactorPage() {
  const { isOn, hasPassword, requiring, next } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as Answer | undefined;
  const required = requiring.join(' and ');
  if (answer?.codes) {
    return (
      <>
        <PageHeader
          title="Keep your recovery codes"
          lead="Each signs you in once where you have no authenticator. They are shown now and never again: print them, or keep them in a password manager."
        />
        <RecoveryCodes codes={answer.codes} next={next} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        context={<BackToAccount />}
        title="Two-factor sign-in"
        lead="Besides your password you enter a code that an app on your phone or computer shows: a stolen password alone opens nothing."
      />
      {required && !isOn && (
        <div className="mb-6 max-w-[640px]">
          <Warning>{required} requires it: set it up to go on.</Warning>
        </div>
      )}
      {!hasPassword && <NoPassword />}
      {hasPassword && isOn && <ManageSecondFactor answer={answer} required={required} />}
      {hasPassword && !isOn && (answer?.secret || answer?.intent === 'confirm') && (
        <AddAuthenticator secret={answer.secret} reply={answer.reply} />
      )}
      {hasPassword && !isOn && !answer?.secret && answer?.intent !== 'confirm' && (
        <StartSecondFactor reply={answer?.reply} />
      )}
    </>
  );
}
