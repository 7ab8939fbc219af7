import type { SignInAttempt } from '../../../src/domain/sign-in-limit.ts';
import type { SignIns } from '../../../src/ports/setup.ts';
import { attempt } from './rows.ts';

export class FakeSignIns implements SignIns {
  attempts: readonly SignInAttempt[] = [];

  update(change: Parameters<SignIns['update']>[0]): Promise<void> {
    return attempt(() => void (this.attempts = change(this.attempts)));
  }
}
