import { Form, useLocation } from '@remix-run/react';
import { Button, ButtonLink } from './button.tsx';
import { PageHeader } from './page-header.tsx';

interface JoinWithAccountProps {
  /** To which the invitation was sent, and which has an account. */
  email: string;
  organisationName: string;
  /** Null where nobody is signed in. */
  signedInAs: string | null;
}

export function JoinWithAccount({ email, organisationName, signedInAs }: JoinWithAccountProps) {
  const { pathname } = useLocation();
  if (signedInAs === email) {
    return (
      <Form method="post">
        <Button>Join {organisationName}</Button>
      </Form>
    );
  }
  return (
    <div className="max-w-[640px] space-y-4">
      <p>
        {signedInAs
          ? `You are signed in as ${signedInAs}. There is an account for ${email}: sign out, then open the link again and sign in with that address.`
          : `There is an account for ${email}: sign in with it, and you come back here to join.`}
      </p>
      {signedInAs ? (
        <form method="post" action="/sign-out">
          <Button look="secondary">Sign out</Button>
        </form>
      ) : (
        <ButtonLink to={`/sign-in?next=${encodeURIComponent(pathname)}`}>Sign in</ButtonLink>
      )}
    </div>
  );
}

export function InvitationNotOpen() {
  return (
    <>
      <PageHeader title="This invitation is not open" />
      <div className="prose">
        <p>
          Its link was used, withdrawn, replaced by a newer one, or is older than 7 days; or it is not complete. Check
          that you opened all of it, or ask whoever invited you to send a new one.
        </p>
      </div>
    </>
  );
}
