import { ButtonLink } from '../ui/button.tsx';
import { PageHeader } from '../ui/page-header.tsx';
export default function Index() {
  return <PageHeader title="Sufficiency Market" action={<ButtonLink to="/sign-in">Sign in</ButtonLink>} />;
}
