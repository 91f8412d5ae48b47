import { EmptyState } from './empty-state.tsx';

/** In the place of a form that asks for the password, for whoever has none. */
export function NoPassword() {
  return (
    <EmptyState title="You have no password here">
      You sign in through your organisation’s own sign-in service. Change your password, your second factor and your
      email address there.
    </EmptyState>
  );
}
