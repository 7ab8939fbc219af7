import { isRestError, type RestError } from '@azure/core-rest-pipeline';
import { AppError } from '../../domain/errors.ts';

/** What `prepare` makes: their absence is no answer about a row or a blob. */
const CONTAINER_CODES = new Set(['TableNotFound', 'ContainerNotFound']);
/** Thrown by the SDKs for time-outs of ours and by `@azure/identity` where there is no token to be had. */
const UNREACHABLE_NAMES =
  /^(AbortError|AuthenticationError|AggregateAuthenticationError|CredentialUnavailableError)$/;

/** Runs calls of the storage SDKs; what they throw leaves as one of ours. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error);
  }
}

/** The error to throw instead. Anything that is not the service's or the network's doing stays what it is. */
function storageError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  if (isRestError(error)) return fromStatus(error.statusCode, codeOf(error), error);
  if (UNREACHABLE_NAMES.test(error.name)) return unavailable({ code: error.name }, error);
  return error;
}

/** @param code the service's own, e.g. `EntityAlreadyExists` */
export function fromStatus(
  status: number | undefined,
  code: string | undefined,
  cause?: unknown,
): AppError {
  const details = {
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
  };
  const absent = status === 404 && !CONTAINER_CODES.has(code ?? '');
  if (absent) {
    return new AppError('not_found', 'storage does not hold what was asked for', {
      retry: 'never',
      details,
      cause,
    });
  }
  if (status === 409 || status === 412) {
    return new AppError('conflict', 'somebody else changed the same thing first', {
      retry: 'never',
      details,
      cause,
    });
  }
  if (status === 400 || status === 413) {
    return new AppError('internal', 'storage refused a request as malformed', {
      retry: 'never',
      details,
      cause,
    });
  }
  return unavailable(details, cause);
}

function unavailable(details: AppError['details'], cause: unknown): AppError {
  return new AppError('storage_unavailable', 'storage cannot be reached or refuses access', {
    retry: 'later',
    details,
    cause,
  });
}

/** Table errors carry it in their body, blob errors as the error's own code. */
function codeOf(error: RestError): string | undefined {
  const details = error.details as
    { odataError?: { code?: string }; errorCode?: string } | undefined;
  return details?.odataError?.code ?? details?.errorCode ?? error.code;
}
