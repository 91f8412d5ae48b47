import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { endSession } from '../http/sessions.server.ts';

export async function action({ request }: ActionFunctionArgs) {
  return redirect('/', { headers: await endSession(request) });
}

export const loader = () => redirect('/');
