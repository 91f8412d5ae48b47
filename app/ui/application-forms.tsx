import { type SubmissionResult, useForm } from '@conform-to/react';
import type {
  AuthorityApplicationFields,
  ProviderApplicationFields,
} from '../domain/organisation-applications/application-form.ts';
import { Button } from './button.tsx';
import { type FieldState, Select, TextArea, TextField } from './fields.tsx';
import { FormPage } from './form.tsx';

interface FormProps {
  lastResult: SubmissionResult<string[]> | null;
}

export function ProviderApplicationForm({ lastResult }: FormProps) {
  const [form, fields] = useForm<ProviderApplicationFields>({ id: 'provider', lastResult });
  return (
    <FormPage
      id="provider"
      errors={form.allErrors}
      order={['name', 'companyNumber', 'charityNumber', 'urns', 'applicantName', 'applicantEmail']}
    >
      <TextField field={fields.name} label="Name of the organisation" hint="As it is registered" />
      <TextField
        field={fields.companyNumber}
        label="Companies House number"
        hint="8 digits, or 2 letters and 6 digits. Leave it empty for a charity that is no company."
        width={10}
      />
      <TextField field={fields.charityNumber} label="Charity number" hint="If it has one" width={10} />
      <TextArea
        field={fields.urns}
        label="Ofsted URNs of your services"
        hint="One on each line, like SC123456 or 1234567. One is enough to begin with."
        rows={4}
      />
      <Applicant fields={fields} />
      <Button>Send application</Button>
    </FormPage>
  );
}

interface AuthorityFormProps extends FormProps {
  areas: { onsCode: string; name: string }[];
}

export function AuthorityApplicationForm({ lastResult, areas }: AuthorityFormProps) {
  const [form, fields] = useForm<AuthorityApplicationFields>({ id: 'authority', lastResult });
  const options = areas.map(({ onsCode, name }) => ({ value: onsCode, label: `${name} (${onsCode})` }));
  return (
    <FormPage id="authority" errors={form.allErrors} order={['onsCode', 'name', 'applicantName', 'applicantEmail']}>
      <Select
        field={fields.onsCode}
        label="Area of your authority"
        hint="Areas whose authority is here already are left out"
        options={options}
        empty="Choose an area"
      />
      <TextField field={fields.name} label="Name of the authority" hint="Like Kent County Council" />
      <Applicant fields={fields} />
      <Button>Send application</Button>
    </FormPage>
  );
}

function Applicant({ fields }: { fields: Record<'applicantName' | 'applicantEmail', FieldState> }) {
  return (
    <>
      <TextField field={fields.applicantName} label="Your name" autoComplete="name" width={36} />
      <TextField
        field={fields.applicantEmail}
        label="Your email address at work"
        hint="Once admitted, you are the organisation’s first administrator"
        type="email"
        autoComplete="email"
        width={36}
      />
    </>
  );
}
