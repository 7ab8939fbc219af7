/** What to do about each thing that can be missing: the command to run, or the page to open. */
import type { Product } from '../../catalog/products.ts';
import type { ApiOptions } from '../ports.ts';

/** Application roles of Microsoft Graph, the same in every tenant. */
const READ_USERS = { name: 'User.Read.All', id: 'df021288-bdef-4463-88db-98f22de89214' };
const WRITE_MAIL = { name: 'Mail.ReadWrite', id: 'e2a3a72e-5f79-4c64-b1b1-878b674786c9' };

export interface Remedies {
  credentials: string;
  unlock: string;
  licence: string;
  sourceDown: string;
  signIn: string;
  readUsers: string;
  openMailbox: string;
  findMailbox: string;
  graphDown: string;
  storage: string;
  vault: string;
}

export const UNFORESEEN_REMEDY =
  'Look again in a few minutes; if it stays, the log of the application names the failure by this code.';

export function createRemedies(
  { clientId = '<application id>', managedIdentity = false }: ApiOptions,
  product: Product | undefined,
): Remedies {
  const grant = ({ name, id }: typeof READ_USERS): string =>
    managedIdentity
      ? `Grant the managed identity the application permission ${name}: New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId <object id of the identity> -PrincipalId <object id of the identity> -ResourceId <object id of "Microsoft Graph"> -AppRoleId ${id}`
      : `Add the application permission ${name} of Microsoft Graph and grant admin consent: https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/${clientId}${product?.consent ? ', or by the step "consent" of this connector' : ''}`;
  return {
    credentials: 'Enter user name and password in the step "credentials" of this connector.',
    unlock: 'Have TeleMessage unlock the account, then enter its password again.',
    licence: `Order ${product?.title ?? 'the product'} at TeleMessage, or enter an account that has it.`,
    sourceDown:
      'Look again in a few minutes; if it stays, check TELEMESSAGE_URL and the outbound network rules.',
    signIn: managedIdentity
      ? 'Check that the identity is assigned to the function app, and that AZURE_CLIENT_ID names it: az functionapp identity show'
      : 'Check AZURE_TENANT_ID, AZURE_CLIENT_ID and the secret in AZURE_CLIENT_SECRET, which may have expired.',
    readUsers: grant(READ_USERS),
    openMailbox: `For the mailboxes of one scope, in Exchange Online PowerShell: New-ManagementRoleAssignment -App <object id of the enterprise application> -Role "Application Mail.ReadWrite" -CustomResourceScope <scope>; look with Test-ServicePrincipalAuthorization -Identity ${clientId} -Resource <address>; a change takes up to two hours. For every mailbox instead: ${grant(WRITE_MAIL)}`,
    findMailbox:
      'Map a number to the address of a user with a mailbox in Exchange Online, or assign a licence with Exchange in https://admin.microsoft.com/#/users',
    graphDown:
      'Look again in a few minutes; if it stays, check https://admin.microsoft.com/#/servicehealth and the outbound network rules.',
    storage:
      'Give the identity both roles on the storage account, and look at its network rules: az role assignment create --role "Storage Blob Data Contributor" --assignee <object id> --scope <id of the account>; the same with "Storage Table Data Contributor".',
    vault:
      'Give the identity the role on the vault, and look at its network rules: az role assignment create --role "Key Vault Secrets Officer" --assignee <object id> --scope <id of the vault>',
  };
}
