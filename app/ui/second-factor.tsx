import { type SubmissionResult, useForm } from '@conform-to/react';
import { Link } from '@remix-run/react';
import { Button, ButtonLink } from './button.tsx';
import { TextField } from './fields.tsx';
import { FormPage } from './form.tsx';
import { Warning } from './notice.tsx';

type Reply = SubmissionResult<string[]> | undefined;

interface Fields {
  password: string;
  code: string;
}

const useAnswer = (id: string, reply: Reply) => useForm<Fields>({ id, lastResult: reply ?? null });

/** Asks for the password before a secret is made. */
export function StartSecondFactor({ reply }: { reply: Reply }) {
  const [form, fields] = useAnswer('begin', reply);
  return (
    <FormPage id="begin" errors={form.allErrors}>
      <p>
        You need an authenticator app: the one of your organisation, a password manager, or any other that takes a QR
        code.
      </p>
      <TextField field={fields.password} label="Password" type="password" autoComplete="current-password" width={36} />
      <Button name="intent" value="begin">
        Continue
      </Button>
    </FormPage>
  );
}

interface AddAuthenticatorProps {
  /** Shown once, when it is made: after a wrong code the app has it already. */
  secret: { path: string; size: number; groups: string } | undefined;
  reply: Reply;
}

export function AddAuthenticator({ secret, reply }: AddAuthenticatorProps) {
  const [form, fields] = useAnswer('confirm', reply);
  return (
    <FormPage id="confirm" errors={form.allErrors}>
      {secret ? (
        <>
          <p>Scan this code with your authenticator app, or type the key into it.</p>
          <svg
            viewBox={`0 0 ${secret.size} ${secret.size}`}
            role="img"
            aria-label="QR code of the key below"
            shapeRendering="crispEdges"
            className="w-56 max-w-full rounded-md border border-line bg-white"
          >
            <path d={secret.path} fill="#000" />
          </svg>
          <div>
            <p className="font-medium">Key</p>
            <p className="font-mono text-table break-words">{secret.groups}</p>
          </div>
        </>
      ) : (
        <p>
          Your app has the key: enter its next code. If it does not show one,{' '}
          <Link to="/account/second-factor" className="link">
            start again
          </Link>
          .
        </p>
      )}
      <TextField
        field={fields.code}
        label="Code"
        hint="The six digits that the app shows now."
        inputMode="numeric"
        autoComplete="one-time-code"
        width={10}
      />
      <Button name="intent" value="confirm">
        Turn on two-factor sign-in
      </Button>
    </FormPage>
  );
}

interface ManageProps {
  answer: { intent: string; reply?: Reply } | undefined;
  /** The names of the organisations that require it; "" where none does. */
  required: string;
}

/** One form for all that can be changed: each button says what the password and the code are for. */
export function ManageSecondFactor({ answer, required }: ManageProps) {
  const [form, fields] = useAnswer('manage', answer?.reply);
  return (
    <>
      <p className="max-w-[65ch]">Two-factor sign-in is on. Enter your password, and a code for a change of the app.</p>
      <div className="mt-6">
        <FormPage id="manage" errors={form.allErrors} order={['password', 'code']}>
          <TextField
            field={fields.password}
            label="Password"
            type="password"
            autoComplete="current-password"
            width={36}
          />
          <TextField
            field={fields.code}
            label="Code"
            hint="From your app, or one of your recovery codes. Not needed for new recovery codes."
            autoComplete="one-time-code"
            width={18}
          />
          <div className="flex flex-wrap gap-3">
            <Button name="intent" value="renew">
              Make new recovery codes
            </Button>
            <Button name="intent" value="replace" look="secondary">
              Use another app
            </Button>
            {!required && (
              <Button name="intent" value="end" look="danger">
                Turn off
              </Button>
            )}
          </div>
          {required && <p className="text-muted">It cannot be turned off: {required} requires it.</p>}
        </FormPage>
      </div>
    </>
  );
}

export function RecoveryCodes({ codes, next }: { codes: string[]; next: string }) {
  return (
    <div className="max-w-[640px] space-y-6">
      <ul className="grid grid-cols-1 gap-x-8 gap-y-2 rounded-md border border-line px-5 py-4 font-mono sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="print:hidden space-y-6">
        <Warning>Without your app and without these codes you cannot sign in. Keep them apart from the app.</Warning>
        <ButtonLink to={next}>I have kept them</ButtonLink>
      </div>
    </div>
  );
}
