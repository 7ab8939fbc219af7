import { badRequest, unreadable } from './errors.ts';
import type { Limits } from './limits.ts';
import { asList, asObject, optionalText, refuseUnknown } from './shapes.ts';

/** What Exchange stores as an SMTP address: one `@`, a domain, no blanks, no brackets. */
const SMTP_ADDRESS =
  /^[^\s@<>()[\]\\,;:"]+@[A-Za-z0-9_\u0080-\uffff](?:[\w.\u0080-\uffff-]*[\w\u0080-\uffff])?$/;
const HEADER_NAME = /^x-[!-9;-~]+$/i;
/** Printable ASCII and tabs: no line can be smuggled in. */
const HEADER_VALUE = /^[\t -~]*$/;

export function checkRecipients(value: unknown, name: string, limits: Limits): void {
  for (const recipient of asList(value, name)) {
    if (recipient === null) throw unreadable(`'${name}' holds a null.`);
    checkRecipient(recipient, name, limits);
  }
}

export function checkRecipient(value: unknown, name: string, limits: Limits): void {
  if (value === null) return;
  const { emailAddress, ...others } = asObject(value, name);
  refuseUnknown(others, 'microsoft.graph.recipient');
  const { address, name: displayName, ...rest } = asObject(emailAddress, name);
  refuseUnknown(rest, 'microsoft.graph.emailAddress');
  optionalText(displayName, 'name');
  if (
    typeof address !== 'string' ||
    address.length > limits.addressLength ||
    !SMTP_ADDRESS.test(address) ||
    address.includes('..')
  ) {
    const text = `At least one recipient isn't valid., The address of '${name}' is not an SMTP address.`;
    throw badRequest(text, 'ErrorInvalidRecipients');
  }
}

export function checkHeaders(value: unknown, name: string, limits: Limits): void {
  const headers = asList(value, name);
  if (headers.length === 0 || headers.length > limits.internetHeaders) {
    throw badRequest(
      `The number of headers in one message should be between 1 and ${limits.internetHeaders}.`,
      'InvalidInternetMessageHeaderCollection',
    );
  }
  for (const header of headers) {
    const { name: headerName, value: text, ...rest } = asObject(header, name);
    refuseUnknown(rest, 'microsoft.graph.internetMessageHeader');
    if (typeof headerName !== 'string' || typeof text !== 'string') {
      throw unreadable("Cannot convert a value to target type 'Edm.String'.");
    }
    const problem = headerProblem(headerName, text, limits);
    if (problem !== undefined) throw badRequest(problem, 'InvalidInternetMessageHeader');
  }
}

function headerProblem(name: string, value: string, limits: Limits): string | undefined {
  if (!HEADER_NAME.test(name)) {
    return `The internet message header name '${name}' should start with 'x-' or 'X-'.`;
  }
  if (value.length > limits.internetHeaderLength) {
    return `The value of the internet message header '${name}' is too long.`;
  }
  return HEADER_VALUE.test(value)
    ? undefined
    : `The value of the internet message header '${name}' has invalid characters.`;
}
