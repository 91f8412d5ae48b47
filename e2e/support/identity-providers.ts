import { startIdentityProvider } from './identity-provider.ts';

/** Southwark's and Medway's identity providers, as OIDC_PROVIDERS names them. Southwark's has accounts that it should not have. */
export async function startIdentityProviders(portal: string) {
  const southwark = await startIdentityProvider({
    id: 'southwark',
    portal,
    tells: 'in the ID token',
    people: {
      broker: { email: 'Broker@southwark.example', email_verified: true },
      finance: { email: 'finance@southwark.example', email_verified: true },
      'finance-again': { email: 'finance@southwark.example', email_verified: true },
      newcomer: { email: 'newcomer@southwark.example', email_verified: true },
      unverified: { email: 'commissioner@southwark.example', email_verified: false },
      invited: { email: 'invited@southwark.example', email_verified: true },
      nameless: {},
      impostor: { email: 'broker@medway.example', email_verified: true },
    },
  });
  const medway = await startIdentityProvider({
    id: 'medway',
    portal,
    tells: 'when asked',
    people: { broker: { email: 'broker@medway.example' } },
  });
  const settings = [
    { id: 'southwark', name: 'London Borough of Southwark', domains: ['southwark.example'], ...southwark },
    { id: 'medway', name: 'Medway Council', domains: ['medway.example'], ...medway },
  ].map(({ stop: _, ...provider }) => provider);
  return {
    json: JSON.stringify(settings),
    stop: async () => {
      await southwark.stop();
      await medway.stop();
    },
  };
}
